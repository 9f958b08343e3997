import { COLUMNS, type End, type Reference, ROWS, referenceText } from './reference.ts'
import { tokens } from './tokens.ts'

const GONE = '#REF!'

function moved(end: End, rows: number, columns: number): End | undefined {
  const row = end.row === undefined || end.rowFixed ? end.row : end.row + rows
  const column = end.column === undefined || end.columnFixed ? end.column : end.column + columns
  const inside = (row ?? 0) >= 0 && (row ?? 0) < ROWS && (column ?? 0) >= 0 && (column ?? 0) < COLUMNS
  return inside ? { ...end, row, column } : undefined
}

function movedText({ from, to }: Reference, rows: number, columns: number): string {
  const start = moved(from, rows, columns)
  const end = to && moved(to, rows, columns)
  return start && (end || !to) ? referenceText({ from: start, to: end }) : GONE
}

/** The formula as it reads in another cell, so many rows and columns away: relative references move along, `$` ones stay. */
export function translate(formula: string, rowOffset: number, columnOffset: number): string {
  const pieces: string[] = []
  let behindSheet = false
  for (const token of tokens(formula)) {
    const text = token.kind === 'reference' ? movedText(token.reference, rowOffset, columnOffset) : token.text
    // `Sheet2!#REF!` is what only Excel can read
    if (behindSheet && token.kind === 'reference' && text === GONE) pieces.pop()
    pieces.push(text)
    behindSheet = token.kind === 'sheet'
  }
  return pieces.join('')
}
