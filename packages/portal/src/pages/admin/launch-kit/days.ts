/** As an input of dates has it, in the reader's own time zone. */
export const dayOf = (time: number) => {
  const date = new Date(time)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}
/** noon, so that no time zone makes it another day */
export const timeOf = (day: string) => new Date(`${day}T12:00:00`).getTime()
