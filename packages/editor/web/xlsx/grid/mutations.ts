import type { ICellData, IColumnData, IRange, IRowData, IWorksheetData } from '@univerjs/core'

/** What the grid does to its workbook, as far as files know it. All carry the command that caused them. */
export interface Caused {
  subUnitId: string
  trigger?: string
}
export type Matrix = Record<number, Record<number, ICellData | null>>

export interface Mutations {
  'sheet.mutation.set-range-values': Caused & { cellValue?: Matrix }
  'sheet.mutation.set.numfmt': Caused & { values: Record<string, { ranges: IRange[] }> }
  'sheet.mutation.remove.numfmt': Caused & { ranges: IRange[] }
  'sheet.mutation.move-range': { from: { subUnitId: string; value: Matrix }; to: { subUnitId: string; value: Matrix }; trigger?: string }
  'sheet.mutation.reorder-range': Caused & { range: IRange }
  'sheet.mutation.insert-row': Caused & { range: IRange; rowInfo?: Partial<IRowData>[] | Record<number, Partial<IRowData>> }
  'sheet.mutation.insert-col': Caused & { range: IRange; colInfo?: Partial<IColumnData>[] | Record<number, Partial<IColumnData>> }
  'sheet.mutation.remove-rows': Caused & { range: IRange }
  'sheet.mutation.remove-col': Caused & { range: IRange }
  'sheet.mutation.add-worksheet-merge': Caused & { ranges: IRange[] }
  'sheet.mutation.remove-worksheet-merge': Caused & { ranges: IRange[] }
  'sheet.mutation.set-worksheet-row-height': Caused & { ranges: IRange[]; rowHeight: number | Record<number, number> }
  'sheet.mutation.set-worksheet-row-is-auto-height': Caused & { ranges: IRange[]; autoHeightInfo: 0 | 1 | Record<number, 0 | 1> }
  'sheet.mutation.set-worksheet-row-auto-height': Caused & { rowsAutoHeightInfo: { row: number; autoHeight?: number }[] }
  'sheet.mutation.set-worksheet-col-width': Caused & { ranges: IRange[]; colWidth: number | Record<number, number> }
  'sheet.mutation.set-row-hidden': Caused & { ranges: IRange[] }
  'sheet.mutation.set-row-visible': Caused & { ranges: IRange[] }
  'sheet.mutation.set-col-hidden': Caused & { ranges: IRange[] }
  'sheet.mutation.set-col-visible': Caused & { ranges: IRange[] }
  'sheet.mutation.set-frozen': Caused & { startRow: number; startColumn: number; xSplit: number; ySplit: number }
  'sheet.mutation.insert-sheet': { index: number; sheet: IWorksheetData; trigger?: string }
  'sheet.mutation.remove-sheet': Caused
  'sheet.mutation.set-worksheet-name': Caused & { name: string }
  'sheet.mutation.set-worksheet-order': Caused & { toOrder: number }
  'sheet.mutation.set-worksheet-hidden': Caused & { hidden: 0 | 1 }
}
export type MutationId = keyof Mutations
export type Mutation = { [Id in MutationId]: { id: Id; params: Mutations[Id] } }[MutationId]

/** They change what formulas, merges and rules refer to. The file's own follow by themselves, so what the grid does to its own is no edit. */
const STRUCTURE =
  /^sheet\.command\.((insert|append|remove|delete)-(row|col|multi)|remove-sheet|set-worksheet-(name|order|hidden|show)|insert-sheet|hide-|set-worksheet-hide)/
export const isStructural = (trigger: string | undefined): boolean => trigger !== undefined && STRUCTURE.test(trigger)

export const isUndoOrRedo = (trigger: string | undefined): boolean => /^univer\.command\.(undo|redo)$/.test(trigger ?? '')

/**
 * What a command will come to, where it has to be asked before the command begins: merging empties cells first, and they
 * would stay empty when only the merge itself is refused. And of rows, only those that can be seen get as far.
 */
export function foreseen({ id, params }: { id: string; params?: object }): Mutation | undefined {
  if (id === 'sheet.command.remove-row-by-range') {
    const { subUnitId, range } = params as { subUnitId: string; range: IRange }
    return { id: 'sheet.mutation.remove-rows', params: { subUnitId, range, trigger: id } }
  }
  if (id !== 'sheet.command.add-worksheet-merge') return undefined
  const { subUnitId, selections } = params as { subUnitId: string; selections: IRange[] }
  return { id: 'sheet.mutation.add-worksheet-merge', params: { subUnitId, ranges: selections, trigger: id } }
}

/** They leave nothing to save: what is worked out, what is being typed, how it is shown. */
export const PASSING =
  /^(formula\.mutation\.(?!set-defined-name|remove-defined-name)|doc\.mutation\.|sheet\.mutation\.(empty|mark-dirty|data-validation-formula-mark-dirty|toggle-note-popup|update-note-position|copy-worksheet-end|set-worksheet-permission-points|re-calc-filter))/
