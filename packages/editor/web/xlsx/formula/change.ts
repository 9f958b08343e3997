import type { Range } from '../edit.ts'
import { COLUMNS, ROWS } from './reference.ts'

/** Rows or columns put in or taken away. Counted from 0. */
export interface Change {
  do: 'insert' | 'delete'
  /** the sheet's name */
  sheet: string
  what: 'rows' | 'columns'
  at: number
  count: number
}

type Step = Pick<Change, 'do' | 'what' | 'at' | 'count'>

export const limit = (what: Change['what']): number => (what === 'rows' ? ROWS : COLUMNS)

/** Where a row (or column) stands afterwards; undefined when it is gone, or pushed over the edge of the sheet. */
export function moved(index: number, change: Step): number | undefined {
  if (index < change.at) return index
  if (change.do === 'delete') return index < change.at + change.count ? undefined : index - change.count
  return index + change.count < limit(change.what) ? index + change.count : undefined
}

/** What becomes of several in a row, both ends among them: it grows and shrinks. A whole sheet's worth stays whole. */
export function movedSpan(from: number, to: number, change: Step): [number, number] | undefined {
  const last = limit(change.what) - 1
  if (from === 0 && to >= last) return [from, to]
  const start = moved(from, change) ?? (change.do === 'delete' ? change.at : undefined)
  const end = moved(to, change) ?? (change.do === 'delete' ? change.at - 1 : last)
  return start === undefined || end < start ? undefined : [start, end]
}

export function movedRange(range: Range, change: Step): Range | undefined {
  if (change.what === 'rows') {
    const rows = movedSpan(range.row, range.lastRow, change)
    return rows && { ...range, row: rows[0], lastRow: rows[1] }
  }
  const columns = movedSpan(range.column, range.lastColumn, change)
  return columns && { ...range, column: columns[0], lastColumn: columns[1] }
}

/** Whether new rows go between two of a range's own, or some but not all of its rows go. */
export function cuts(range: Range, change: Step): boolean {
  const [from, to] = change.what === 'rows' ? [range.row, range.lastRow] : [range.column, range.lastColumn]
  if (change.do === 'insert') return from < change.at && change.at <= to
  const last = change.at + change.count - 1
  return change.at <= to && from <= last && !(change.at <= from && to <= last)
}
