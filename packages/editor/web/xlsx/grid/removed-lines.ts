import { type ICommandInfo, ICommandService, type Injector, type IRange, IUndoRedoService, type Workbook } from '@univerjs/core'
import type { TrackedUndo } from './tracked-undo.ts'

interface Removing {
  subUnitId: string
  range: IRange
}

/** Heights or widths of removed rows or columns, by their place among them. */
type Lines = Record<number, object>

const keyOf = (what: 'row' | 'column', { subUnitId, range }: Removing) =>
  what === 'row' ? `${subUnitId} row ${range.startRow} ${range.endRow}` : `${subUnitId} column ${range.startColumn} ${range.endColumn}`

function linesOf(data: Record<number, object | undefined>, start: number, end: number): Lines {
  const lines: Lines = {}
  for (let at = start; at <= end; at++) if (data[at]) lines[at - start] = { ...data[at] }
  return lines
}

/**
 * For undo the library keeps the heights and widths of what was removed without the gaps between them (0.25.1), so that they
 * came back at other rows and columns than they were of. They are kept here too, each with its place.
 */
export function keepPlacesOfRemovedLines(injector: Injector, workbook: Workbook): void {
  const removed = new Map<string, Lines>()
  injector.get(ICommandService).beforeCommandExecuted(({ id, params }: Readonly<ICommandInfo>) => {
    if (id !== 'sheet.mutation.remove-rows' && id !== 'sheet.mutation.remove-col') return
    const removing = params as Removing
    const { range } = removing
    const sheet = workbook.getSheetBySheetId(removing.subUnitId)
    if (!sheet) return
    if (id === 'sheet.mutation.remove-rows')
      removed.set(keyOf('row', removing), linesOf(sheet.getRowManager().getRowData(), range.startRow, range.endRow))
    else removed.set(keyOf('column', removing), linesOf(sheet.getColumnManager().getColumnData(), range.startColumn, range.endColumn))
  })
  const undo = injector.get(IUndoRedoService) as TrackedUndo
  undo.mended = (item) => {
    const undoMutations = item.undoMutations.map((mutation) => {
      const what = mutation.id === 'sheet.mutation.insert-row' ? 'row' : mutation.id === 'sheet.mutation.insert-col' ? 'column' : undefined
      const lines = what && removed.get(keyOf(what, mutation.params as Removing))
      return lines ? { ...mutation, params: { ...mutation.params, [what === 'row' ? 'rowInfo' : 'colInfo']: lines } } : mutation
    })
    removed.clear()
    return { ...item, undoMutations }
  }
}
