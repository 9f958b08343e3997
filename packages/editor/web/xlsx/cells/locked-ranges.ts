import type { Range } from '../edit.ts'
import { LockedCells } from '../problem.ts'
import { isOneCell, overlap, parseRange } from '../range.ts'
import type { RowChanges } from './changes.ts'

const FORMULA = /<(?:[\w.-]+:)?f\s[^>]*>/g
const JOINT = /\st\s*=\s*["'](?:array|dataTable)["']/
const REF = /\sref\s*=\s*["']([^"']+)["']/

/** One formula whose results fill several cells. */
export interface JointFormula {
  range: Range
  /** one that fills as many cells as it needs, and lets go of those that something else is typed into */
  dynamic: boolean
}

/** Takes a worksheet's text, or that of its rows. */
export function jointFormulas(xml: string): JointFormula[] {
  // most sheets have none, and are as long as they like
  if (!xml.includes('array') && !xml.includes('dataTable')) return []
  return [...xml.matchAll(FORMULA)].flatMap(({ 0: tag, index }) => {
    const range = JOINT.test(tag) ? parseRange(REF.exec(tag)?.[1] ?? '') : undefined
    if (!range || (isOneCell(range) && !tag.includes('dataTable'))) return []
    const cell = xml.slice(xml.lastIndexOf('<', index - 1), index)
    return { range, dynamic: /\scm\s*=/.test(cell) && !tag.includes('dataTable') }
  })
}

/** Array formulas of before 2019 over several cells and what-if tables: their cells change together or not at all. Takes a worksheet's text. */
export const lockedRanges = (sheetXml: string): Range[] => jointFormulas(sheetXml).flatMap(({ range, dynamic }) => (dynamic ? [] : [range]))

/** Throws LockedCells when contents change in a part of such a range only. */
export function checkLocked(joint: readonly JointFormula[], changes: RowChanges): void {
  for (const { range, dynamic } of joint) {
    const area = (range.lastRow - range.row + 1) * (range.lastColumn - range.column + 1)
    const touched = contentsIn(range, changes)
    if (!dynamic && touched > 0 && touched < area) throw new LockedCells(range)
  }
}

function contentsIn(range: Range, changes: RowChanges): number {
  let touched = 0
  for (const [row, { cells }] of changes)
    for (const [column, { content }] of cells) if (content && overlap(range, { row, column, lastRow: row, lastColumn: column })) touched++
  return touched
}
