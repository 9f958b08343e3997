import type { Range } from '../edit.ts'
import { LockedCells } from '../problem.ts'
import { isOneCell, overlap, parseRange } from '../range.ts'
import type { RowChanges } from './changes.ts'

const FORMULA = /<(?:[\w.-]+:)?f\s[^>]*>/g
const JOINT = /\st\s*=\s*["'](?:array|dataTable)["']/
const REF = /\sref\s*=\s*["']([^"']+)["']/

/** Array formulas over several cells and what-if tables: their cells change together or not at all. Takes a worksheet's text. */
export function lockedRanges(sheetXml: string): Range[] {
  // most sheets have none, and are as long as they like
  if (!sheetXml.includes('array') && !sheetXml.includes('dataTable')) return []
  return [...sheetXml.matchAll(FORMULA)].flatMap(([tag]) => {
    const range = JOINT.test(tag) ? parseRange(REF.exec(tag)?.[1] ?? '') : undefined
    return range && !(isOneCell(range) && !tag.includes('dataTable')) ? [range] : []
  })
}

/** Throws LockedCells when contents change in a part of such a range only. */
export function checkLocked(rows: string, changes: RowChanges): void {
  for (const range of lockedRanges(rows)) {
    const area = (range.lastRow - range.row + 1) * (range.lastColumn - range.column + 1)
    let touched = 0
    for (const [row, { cells }] of changes)
      for (const [column, { content }] of cells) if (content && overlap(range, { row, column, lastRow: row, lastColumn: column })) touched++
    if (touched > 0 && touched < area) throw new LockedCells(range)
  }
}
