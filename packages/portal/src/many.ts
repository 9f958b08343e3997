/** "1 file" · "1,200 files" */
export const many = (count: number, one: string, more: string) => `${count.toLocaleString()} ${count === 1 ? one : more}`
