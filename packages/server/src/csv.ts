/** What a spreadsheet would take for a formula, and run. */
const FORMULA = /^[=+\-@\t\r]/

/** RFC 4180, with every cell in quotes that needs them; what would be a formula is made text by an apostrophe. */
export const csvLine = (cells: (string | undefined)[]) => `${cells.map(csvCell).join(',')}\r\n`

function csvCell(value = ''): string {
  const text = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
