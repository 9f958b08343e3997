/** The size of every sheet (ECMA-376 part 1, 18.3.1.73 and Excel's limits). */
export const ROWS = 1_048_576
export const COLUMNS = 16_384

/** One end of a reference. Counted from 0; a whole column has no row, a whole row no column. */
export interface End {
  row: number | undefined
  column: number | undefined
  /** written with `$` */
  rowFixed: boolean
  columnFixed: boolean
}

/** `A1`, `A1:B2`, `A:B` or `1:2`. `to` is undefined for a single cell. */
export interface Reference {
  from: End
  to: End | undefined
}

const END = /^(?:(\$?)([A-Za-z]{1,3}))?(?:(\$?)(\d{1,7}))?$/

function endOf(text: string): End | undefined {
  const match = END.exec(text)
  if (!match || (match[2] === undefined && match[4] === undefined)) return undefined
  const column = match[2] === undefined ? undefined : columnNumber(match[2])
  const row = match[4] === undefined ? undefined : Number(match[4]) - 1
  if ((column ?? 0) >= COLUMNS || (row ?? 0) >= ROWS || (row ?? 0) < 0) return undefined
  return { row, column, rowFixed: match[3] === '$', columnFixed: match[1] === '$' }
}

/** "AB" to 27. */
export const columnNumber = (letters: string): number =>
  [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

/** 27 to "AB". */
export function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return letters
}

/** Without a sheet's name; undefined when it is none, or lies outside of a sheet. */
export function parseReference(text: string): Reference | undefined {
  const [first = '', last, more] = text.split(':')
  const from = endOf(first)
  if (!from || more !== undefined) return undefined
  const whole = from.row === undefined || from.column === undefined
  if (last === undefined) return whole ? undefined : { from, to: undefined }
  const to = endOf(last)
  if (!to || (to.row === undefined) !== (from.row === undefined) || (to.column === undefined) !== (from.column === undefined))
    return undefined
  return { from, to }
}

const endText = ({ row, column, rowFixed, columnFixed }: End) =>
  (column === undefined ? '' : `${columnFixed ? '$' : ''}${columnLetters(column)}`) +
  (row === undefined ? '' : `${rowFixed ? '$' : ''}${row + 1}`)

export const referenceText = ({ from, to }: Reference): string => (to ? `${endText(from)}:${endText(to)}` : endText(from))
