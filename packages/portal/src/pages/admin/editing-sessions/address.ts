/** The page of one session; the number is what people read out. */
export const sessionPage = (number: string) => `/admin/editing-sessions/${number}`

export const sessionsOfFile = (itemId: string) => `/admin/editing-sessions?${new URLSearchParams({ file: itemId, span: 'all' })}`
