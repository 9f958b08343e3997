import type { Range } from './edit.ts'
import { COLUMNS, columnLetters, parseReference, ROWS } from './formula/reference.ts'

/** "A1", "A1:B2", "A:B" or "1:2", whichever corner comes first. */
export function parseRange(text: string): Range | undefined {
  const reference = parseReference(text.replaceAll('$', ''))
  if (!reference) return undefined
  const { from, to = from } = reference
  const [row, lastRow] = [from.row ?? 0, to.row ?? ROWS - 1]
  const [column, lastColumn] = [from.column ?? 0, to.column ?? COLUMNS - 1]
  return {
    row: Math.min(row, lastRow),
    column: Math.min(column, lastColumn),
    lastRow: Math.max(row, lastRow),
    lastColumn: Math.max(column, lastColumn),
  }
}

export const cellText = (row: number, column: number): string => `${columnLetters(column)}${row + 1}`

export function rangeText({ row, column, lastRow, lastColumn }: Range): string {
  const [from, to] = [cellText(row, column), cellText(lastRow, lastColumn)]
  return from === to ? from : `${from}:${to}`
}

export const isOneCell = ({ row, column, lastRow, lastColumn }: Range): boolean => row === lastRow && column === lastColumn

export const overlap = (a: Range, b: Range): boolean =>
  a.row <= b.lastRow && b.row <= a.lastRow && a.column <= b.lastColumn && b.column <= a.lastColumn

export const holds = (range: Range, row: number, column: number): boolean =>
  row >= range.row && row <= range.lastRow && column >= range.column && column <= range.lastColumn

export const union = (a: Range, b: Range): Range => ({
  row: Math.min(a.row, b.row),
  column: Math.min(a.column, b.column),
  lastRow: Math.max(a.lastRow, b.lastRow),
  lastColumn: Math.max(a.lastColumn, b.lastColumn),
})
