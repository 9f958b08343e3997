import type { ICellData } from '@univerjs/core'
import { cut } from '../cells/strings.ts'
import { TYPE } from './constants.ts'
import { isStructural, isUndoOrRedo, type Mutation } from './mutations.ts'

/**
 * Makes of what is about to be done what the file can keep, so that the grid shows no more than is saved: text of one look
 * and of the length that cells hold, new sheets of the file's usual measures. Changes the mutation itself, and with it what redoing it does.
 */
export function normalize({ id, params }: Mutation): void {
  if (isUndoOrRedo(params.trigger)) return
  if (id === 'sheet.mutation.insert-sheet')
    Object.assign(params.sheet, { defaultColumnWidth: 64, defaultRowHeight: 20, rowCount: 1000, columnCount: 52 })
  if (id !== 'sheet.mutation.set-range-values' || isStructural(params.trigger)) return
  for (const line of Object.values(params.cellValue ?? {})) for (const cell of Object.values(line ?? {})) if (cell) plain(cell)
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
