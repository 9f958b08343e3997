import type { ICellData } from '@univerjs/core'
import { TYPE } from '../xlsx/grid/constants.ts'
import type { FormatRules } from '../xlsx/grid/format-rules.ts'
import { isUndoOrRedo, type Mutation, type MutationId } from '../xlsx/grid/mutations.ts'
import { MOVE, refusal, SHIFT } from '../xlsx/grid/refusals.ts'

const VALUES_ONLY = 'A .csv keeps values only.'

/** They change values, or only what is seen while the file is open. */
const POSSIBLE: ReadonlySet<string> = new Set<MutationId>([
  'sheet.mutation.set-range-values',
  'sheet.mutation.move-range',
  'sheet.mutation.reorder-range',
  'sheet.mutation.insert-row',
  'sheet.mutation.insert-col',
  'sheet.mutation.remove-rows',
  'sheet.mutation.remove-col',
  'sheet.mutation.set-worksheet-row-height',
  'sheet.mutation.set-worksheet-row-is-auto-height',
  'sheet.mutation.set-worksheet-row-auto-height',
  'sheet.mutation.set-worksheet-col-width',
  'sheet.mutation.set-frozen',
])
const KEPT: ReadonlySet<string> = new Set(['cells', 'insert', 'delete'])

const hasContent = (cell: ICellData) => cell.v !== undefined || cell.f !== undefined || cell.si !== undefined || cell.p !== undefined

/** `onText` is told of each text that gets into a cell. */
export function csvRules(onText: (text: string) => void): FormatRules {
  return {
    textOnly: true,
    refusal(id, params) {
      const reason = refusal(id, params)
      return reason === undefined || reason === SHIFT || reason === MOVE ? reason : VALUES_ONLY
    },
    limit(mutation) {
      if (!POSSIBLE.has(mutation.id)) return VALUES_ONLY
      const isLook = cellsOf(mutation).some((cell) => cell.s !== undefined && !hasContent(cell))
      return isLook ? VALUES_ONLY : undefined
    },
    normalize(mutation) {
      if (isUndoOrRedo(mutation.params.trigger)) return
      for (const cell of cellsOf(mutation)) {
        toText(cell)
        if (typeof cell.v === 'string') onText(cell.v)
      }
    },
    keeps: (edit) => KEPT.has(edit.do),
  }
}

const cellsOf = ({ id, params }: Mutation): ICellData[] =>
  id === 'sheet.mutation.set-range-values'
    ? Object.values(params.cellValue ?? {}).flatMap((line) => Object.values(line ?? {}).flatMap((cell) => cell ?? []))
    : []

/** Formulas too: text that begins with `=` is never worked out. */
function toText(cell: ICellData): void {
  delete cell.s
  if (!hasContent(cell)) return
  const value = cell.p ? cell.p.body?.dataStream.replace(/\r\n$/, '') : (cell.f ?? cell.v)
  const isEmpty = value === null || value === undefined || value === ''
  cell.v = isEmpty ? null : String(value).replace(/\r\n?/g, '\n')
  cell.t = isEmpty ? null : TYPE.text
  cell.f = null
  cell.si = null
  cell.p = null
}
