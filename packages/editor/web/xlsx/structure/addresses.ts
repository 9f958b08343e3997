import type { Range } from '../edit.ts'
import { movedReference } from '../formula/adjust.ts'
import { type Change, limit, moved } from '../formula/change.ts'
import { parseReference, referenceText } from '../formula/reference.ts'
import { parseRange } from '../range.ts'

type Step = Omit<Change, 'sheet'>

export const rangesOf = (list: string): Range[] => list.split(/\s+/).flatMap((each) => parseRange(each) ?? [])

/** A list of references with those that are left of it, '' for none. */
export const movedList = (list: string, change: Step): string =>
  list
    .split(/\s+/)
    .flatMap((each) => (each ? (movedReference(each, change) ?? []) : []))
    .join(' ')

/** Where a row or column stands, or what takes its place when it is gone. */
export const movedOrNext = (index: number, change: Step): number =>
  moved(index, change) ?? (change.do === 'delete' ? change.at : limit(change.what) - 1)

/** A single cell's address, or what takes its place. */
export function movedCell(text: string, change: Step): string {
  const from = parseReference(text)?.from
  if (from?.row === undefined || from.column === undefined) return text
  const now =
    change.what === 'rows' ? { ...from, row: movedOrNext(from.row, change) } : { ...from, column: movedOrNext(from.column, change) }
  return referenceText({ from: now, to: undefined })
}
