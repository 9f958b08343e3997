import type { CellContent, CellEdit, CellResult, LookChange, Results } from '../edit.ts'

/** What becomes of one cell, all edits taken together. */
export interface CellChange {
  content?: CellContent | undefined
  look?: LookChange | undefined
  result?: CellResult | undefined
  /** its dynamic array lets go of the cells that it filled */
  releases?: boolean
}

/** What becomes of one row. */
export interface RowChange {
  /** by column */
  cells: Map<number, CellChange>
  /** points; null goes back to the default */
  height?: number | null
  hidden?: boolean
}

/** By row, counted from 0. */
export type RowChanges = Map<number, RowChange>

export function rowChange(changes: RowChanges, row: number): RowChange {
  const found = changes.get(row) ?? { cells: new Map() }
  changes.set(row, found)
  return found
}

/** Later edits win over earlier ones, look by look. */
export function addCellEdits(changes: RowChanges, edits: readonly CellEdit[]): void {
  for (const { row, column, content, look } of edits) {
    const { cells } = rowChange(changes, row)
    const before = cells.get(column)
    cells.set(column, {
      content: content ?? before?.content,
      look: look ? mergedLooks(before?.look, look) : before?.look,
    })
  }
}

export function addResults(changes: RowChanges, results: Results['cells']): void {
  for (const { row, column, result } of results) {
    const { cells } = rowChange(changes, row)
    cells.set(column, { ...cells.get(column), result })
  }
}

const mergedLooks = (before: LookChange | undefined, look: LookChange): LookChange => ({
  ...before,
  ...look,
  ...(before?.borders || look.borders ? { borders: { ...before?.borders, ...look.borders } } : {}),
})
