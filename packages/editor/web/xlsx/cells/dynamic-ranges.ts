import type { Range } from '../edit.ts'
import { type RowChanges, rowChange } from './changes.ts'
import type { JointFormula } from './locked-ranges.ts'

/**
 * What changes beside what was typed where a dynamic array fills cells. Its first cell holds the formula, the others only
 * what it came to: they go with it. Whatever is typed into one of the others stands in its way, so that it lets go of all
 * until it is worked out again; to empty one of them is nothing. As Excel does it.
 */
export function settleDynamicArrays(joint: readonly JointFormula[], changes: RowChanges): void {
  for (const { range, dynamic } of joint) {
    if (!dynamic) continue
    const formula = changes.get(range.row)?.cells.get(range.column)?.content
    if (formula) eachOther(range, (row, column) => empty(changes, row, column))
    else if (isBlocked(range, changes)) {
      const { cells } = rowChange(changes, range.row)
      cells.set(range.column, { ...cells.get(range.column), releases: true })
      eachOther(range, (row, column) => empty(changes, row, column))
    } else eachOther(range, (row, column) => forget(changes, row, column))
  }
}

function eachOther(range: Range, visit: (row: number, column: number) => void): void {
  for (let row = range.row; row <= range.lastRow; row++)
    for (let column = range.column; column <= range.lastColumn; column++)
      if (row !== range.row || column !== range.column) visit(row, column)
}

function isBlocked(range: Range, changes: RowChanges): boolean {
  let blocked = false
  eachOther(range, (row, column) => {
    const content = changes.get(row)?.cells.get(column)?.content
    blocked ||= content !== undefined && content.kind !== 'empty'
  })
  return blocked
}

function empty(changes: RowChanges, row: number, column: number): void {
  const { cells } = rowChange(changes, row)
  const change = cells.get(column)
  cells.set(column, { ...change, content: change?.content ?? { kind: 'empty' } })
}

function forget(changes: RowChanges, row: number, column: number): void {
  const change = changes.get(row)?.cells.get(column)
  if (change?.content) changes.get(row)?.cells.set(column, { ...change, content: undefined })
}
