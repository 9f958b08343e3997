import { composeStyles, type ICellData, type IRange, type IStyleData, type Nullable, type Workbook, type Worksheet } from '@univerjs/core'
import type { CellContent, CellEdit, Edit } from '../edit.ts'
import { contentOf } from './content.ts'
import { editsOf, type Sheets } from './edits-of.ts'
import { lookChange } from './look-change.ts'
import { isStructural, isUndoOrRedo, type Matrix, type Mutation, type MutationId } from './mutations.ts'
import type { FromFile } from './read-cells.ts'

export interface RecorderOptions {
  workbook: Workbook
  /** with `=`; undefined where a cell has none */
  formulaAt(sheet: string, row: number, column: number): Nullable<string>
  sheets: Sheets
  /** whether rows, columns and sheets are where they are in the file, called as they are there */
  inPlace(): boolean
  /** told of a formula that no file may hold, which is saved as text */
  malformed(): void
}

type Look = Nullable<IStyleData>
/** What is to be compared afterwards; cells whose content counts are marked. */
type Before = { sheet: Worksheet; cells: { row: number; column: number; look: Look; content: boolean }[] }[]

/** Turns what the grid does to its workbook into edits of the file. Each mutation is shown twice: before and after. */
export function createRecorder({ workbook, formulaAt, sheets, inPlace, malformed }: RecorderOptions) {
  const styles = workbook.getStyles()
  /** cells without a number format that a formula was put into, until its result brings one */
  const fresh = new Set<string>()
  const name = (sheet: string, row: number, column: number) => `${sheet} ${row} ${column}`
  /** as it is shown: without one of its own, a cell has the look of its row or column */
  const lookAt = (sheet: Worksheet, row: number, column: number): Look => {
    const cell = sheet.getCellMatrix().getValue(row, column)
    const [own, ofRow, ofColumn] = [cell && styles.getStyleByCell(cell), sheet.getRowStyle(row), sheet.getColumnStyle(column)]
    return ofRow || ofColumn ? composeStyles(ofColumn ?? {}, ofRow ?? {}, own ?? {}) : own
  }
  const noted = (id: string, matrix: Matrix, hasContent: (cell: ICellData | null) => boolean): Before => {
    const sheet = workbook.getSheetBySheetId(id)
    if (!sheet) return []
    const cells: Before[number]['cells'] = []
    for (const [row, line] of Object.entries(matrix))
      for (const [column, cell] of Object.entries(line ?? {})) {
        const at = { row: Number(row), column: Number(column) }
        cells.push({ ...at, look: lookAt(sheet, at.row, at.column), content: hasContent(cell) })
      }
    return [{ sheet, cells }]
  }
  const notedRanges = (id: string, ranges: readonly IRange[], content: boolean): Before => {
    const matrix: Matrix = {}
    for (const range of ranges)
      for (let row = range.startRow; row <= range.endRow; row++)
        for (let column = range.startColumn; column <= range.endColumn; column++) (matrix[row] ??= {})[column] = null
    return noted(id, matrix, () => content)
  }

  function before({ id, params }: Mutation): Before {
    if (isUndoOrRedo(params.trigger)) return []
    if (id === 'sheet.mutation.set-range-values') {
      const structural = isStructural(params.trigger)
      return noted(params.subUnitId, params.cellValue ?? {}, (cell) => !structural && touchesContent(cell))
    }
    if (id === 'sheet.mutation.set.numfmt')
      return Object.values(params.values).flatMap(({ ranges }) => notedRanges(params.subUnitId, ranges, false))
    if (id === 'sheet.mutation.remove.numfmt') return notedRanges(params.subUnitId, params.ranges, false)
    if (id === 'sheet.mutation.reorder-range') return notedRanges(params.subUnitId, [params.range], true)
    if (id === 'sheet.mutation.move-range')
      return [params.from, params.to].flatMap(({ subUnitId, value }) => noted(subUnitId, value, () => true))
    return []
  }

  function cellEdits(compared: Before): Edit[] {
    const names = new Set(workbook.getSheets().map((sheet) => sheet.getName().toLowerCase()))
    return compared.flatMap(({ sheet, cells }): Edit[] => {
      const edits = cells.flatMap(({ row, column, look, content }): CellEdit[] => {
        const cell = sheet.getCellMatrix().getValue(row, column)
        const formula = content && cell && (cell.f || cell.si) ? (formulaAt(sheet.getSheetId(), row, column) ?? cell.f) : undefined
        const style = lookAt(sheet, row, column)
        const change = lookChange(look, style)
        if (!content && !change) return []
        // typing over a cell takes its `custom` away, so that one that still has it was moved as it is
        const own = content && !formula ? (cell?.custom as FromFile | undefined)?.own : undefined
        const now: CellContent = own !== undefined && inPlace() ? { kind: 'formula', text: own } : contentOf(cell, formula, names)
        if (content && formula && now.kind === 'text') malformed()
        if (now.kind === 'formula' && content && !style?.n) fresh.add(name(sheet.getSheetId(), row, column))
        return [{ row, column, ...(content ? { content: now } : {}), ...(change ? { look: change } : {}) }]
      })
      return edits.length > 0 ? [{ do: 'cells', sheet: sheets.keyOf(sheet.getSheetId()), cells: edits }] : []
    })
  }

  /** What the file has to be told, after the mutation. */
  function after(mutation: Mutation, compared: Before): Edit[] {
    if (isUndoOrRedo(mutation.params.trigger)) return []
    const other = editsOf(mutation, sheets)
    if (other.some(({ do: done }) => done === 'insert' || done === 'delete')) fresh.clear()
    return [...cellEdits(compared), ...other]
  }

  /** What results bring along, after they came: dates stay dates, as Excel too takes it over when a formula is typed. */
  function formats({ id, params }: Mutation): Edit[] {
    if (id !== 'sheet.mutation.set-range-values' || fresh.size === 0) return []
    const cells = Object.entries(params.cellValue ?? {}).flatMap(([row, line]) =>
      Object.entries(line ?? {}).flatMap(([column, cell]): CellEdit[] => {
        const style = typeof cell?.s === 'object' ? cell.s : undefined
        const numberFormat = style?.n?.pattern
        if (!numberFormat || !fresh.delete(name(params.subUnitId, Number(row), Number(column)))) return []
        return [{ row: Number(row), column: Number(column), look: { numberFormat } }]
      }),
    )
    return cells.length > 0 ? [{ do: 'cells', sheet: sheets.keyOf(params.subUnitId), cells }] : []
  }
  return { before, after, formats }
}

/** The mutations that become edits. */
export const RECORDED: ReadonlySet<string> = new Set<MutationId>([
  'sheet.mutation.set-range-values',
  'sheet.mutation.set.numfmt',
  'sheet.mutation.remove.numfmt',
  'sheet.mutation.move-range',
  'sheet.mutation.reorder-range',
  'sheet.mutation.insert-row',
  'sheet.mutation.insert-col',
  'sheet.mutation.remove-rows',
  'sheet.mutation.remove-col',
  'sheet.mutation.add-worksheet-merge',
  'sheet.mutation.remove-worksheet-merge',
  'sheet.mutation.set-worksheet-row-height',
  'sheet.mutation.set-worksheet-row-is-auto-height',
  'sheet.mutation.set-worksheet-col-width',
  'sheet.mutation.set-row-hidden',
  'sheet.mutation.set-row-visible',
  'sheet.mutation.set-col-hidden',
  'sheet.mutation.set-col-visible',
  'sheet.mutation.set-frozen',
  'sheet.mutation.insert-sheet',
  'sheet.mutation.remove-sheet',
  'sheet.mutation.set-worksheet-name',
  'sheet.mutation.set-worksheet-order',
  'sheet.mutation.set-worksheet-hidden',
])
export const isRecorded = (command: { id: string; params?: object }): command is Mutation => RECORDED.has(command.id)

export type Recorder = ReturnType<typeof createRecorder>

const touchesContent = (cell: ICellData | null): boolean =>
  cell === null || (['v', 'f', 'si', 'p'] as const).some((key) => cell[key] !== undefined)
