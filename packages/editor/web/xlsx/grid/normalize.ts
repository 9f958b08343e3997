import type { ICellData, IRange, Nullable, RANGE_TYPE, Workbook } from '@univerjs/core'
import { cut } from '../cells/strings.ts'
import { TYPE } from './constants.ts'
import { isStructural, isUndoOrRedo, type Mutation, type Mutations } from './mutations.ts'

/**
 * Makes of what is about to be done what the file can keep, so that the grid shows no more than is saved: text of one look
 * and of the length that cells hold, new sheets of the file's usual measures, new rows and columns like the one before them. Changes the mutation itself, and with it what redoing it does.
 */
export function normalize({ id, params }: Mutation, workbook: Workbook): void {
  if (id === 'sheet.mutation.set-range-values') keepKinds(params, workbook)
  if (isUndoOrRedo(params.trigger)) return
  if (id === 'sheet.mutation.insert-row' && params.range.startRow > 0) {
    const above = workbook
      .getSheetBySheetId(params.subUnitId)
      ?.getRowManager()
      .getRow(params.range.startRow - 1)
    params.rowInfo = repeated(params.range.endRow - params.range.startRow + 1, above)
  }
  if (id === 'sheet.mutation.insert-col' && params.range.startColumn > 0) {
    const left = workbook
      .getSheetBySheetId(params.subUnitId)
      ?.getColumnManager()
      .getColumn(params.range.startColumn - 1)
    params.colInfo = repeated(params.range.endColumn - params.range.startColumn + 1, left)
  }
  if (id === 'sheet.mutation.insert-sheet')
    Object.assign(params.sheet, { defaultColumnWidth: 64, defaultRowHeight: 20, rowCount: 1000, columnCount: 52 })
  if (id !== 'sheet.mutation.set-range-values' || isStructural(params.trigger)) return
  for (const line of Object.values(params.cellValue ?? {})) for (const cell of Object.values(line ?? {})) if (cell) plain(cell)
}

/** Where a cell's value stays, so does its kind: or text like 0042 would become a number together with its look, or as rows go. */
function keepKinds({ subUnitId, cellValue }: Mutations['sheet.mutation.set-range-values'], workbook: Workbook): void {
  const cells = workbook.getSheetBySheetId(subUnitId)?.getCellMatrix()
  for (const [row, line] of Object.entries(cellValue ?? {}))
    for (const [column, cell] of Object.entries(line ?? {})) {
      if (!cell || cell.v !== undefined || cell.f || cell.si || cell.t) continue
      const kind = cells?.getValue(Number(row), Number(column))?.t
      // the same object may stand for several cells
      if (kind) line[Number(column)] = { ...cell, t: kind }
    }
}

/** Its measures and its look; a new one is never hidden. */
function repeated<T extends { hd?: unknown }>(count: number, model: Nullable<T>): Omit<T, 'hd'>[] | undefined {
  if (!model) return undefined
  const { hd: _, ...like } = model
  return Array.from({ length: count }, () => ({ ...like }))
}

function plain(cell: ICellData): void {
  if (cell.p) {
    cell.v = cell.p.body?.dataStream.replace(/\r\n$/, '').replaceAll('\r', '\n') ?? ''
    cell.t = TYPE.text
    cell.f = null
    cell.si = null
    cell.p = null
  }
  if (typeof cell.v === 'string') cell.v = cut(cell.v)
  const isContent = cell.v !== undefined || cell.f !== undefined || cell.si !== undefined
  // what the file said about this cell's formula is over
  if (isContent) cell.custom = null
}

const WHOLE: Record<string, RANGE_TYPE> = { 'sheet.command.remove-row-by-range': 1, 'sheet.command.remove-col-by-range': 2 }

/** Rows that go because one of their cells was selected go whole: without being told, the grid would leave formulas of `1:3` as they are. */
export function normalizeCommand({ id, params }: { id: string; params?: object }): void {
  const kind = WHOLE[id]
  if (kind !== undefined) Object.assign((params as { range: IRange }).range, { rangeType: kind })
}
