import { type ICellData, IUniverInstanceService, Univer, UniverInstanceType, type Workbook } from '@univerjs/core'
import { expect, test } from 'vitest'
import type { Edit } from '../edit.ts'
import type { Mutation } from './mutations.ts'
import { createRecorder } from './recorder.ts'

/** A grid's workbook of one sheet, and what is recorded when its first cell is moved to the one below and worked out there. */
function moved(cell: ICellData, inPlace: boolean, result: ICellData = {}): { edits: Edit[]; malformed: number; formats: Edit[][] } {
  const univer = new Univer()
  univer.createUnit(UniverInstanceType.UNIVER_SHEET, {
    id: 'workbook',
    sheetOrder: ['1'],
    sheets: { '1': { id: '1', name: 'One', cellData: { 0: { 0: cell } } } },
  })
  const workbook = univer.__getInjector().get(IUniverInstanceService).getUnit<Workbook>('workbook')
  if (!workbook) throw new Error('no workbook')
  const cells = workbook.getSheetBySheetId('1')?.getCellMatrix()
  let malformed = 0
  const recorder = createRecorder({
    workbook,
    formulaAt: (_sheet, row, column) => cells?.getValue(row, column)?.f as string | undefined,
    sheets: { keyOf: (sheet) => sheet, positionOf: () => 0 },
    inPlace: () => inPlace,
    malformed: () => malformed++,
  })
  const mutation: Mutation = {
    id: 'sheet.mutation.move-range',
    params: { from: { subUnitId: '1', value: { 0: { 0: null } } }, to: { subUnitId: '1', value: { 1: { 0: cell } } } },
  }
  const before = recorder.before(mutation)
  cells?.realDeleteValue(0, 0)
  cells?.setValue(1, 0, cell)
  const edits = recorder.after(mutation, before)
  const worked: Mutation = { id: 'sheet.mutation.set-range-values', params: { subUnitId: '1', cellValue: { 1: { 0: result } } } }
  return { edits, malformed, formats: [recorder.formats(worked), recorder.formats(worked)] }
}
const below = ({ edits }: { edits: Edit[] }) =>
  edits.flatMap((edit) => (edit.do === 'cells' ? edit.cells : [])).find(({ row }) => row === 1)?.content

test('a formula that is not worked out here goes with its cell when that is moved, while it reads as in the file', () => {
  const cell = { v: 7, t: 2, custom: { kept: '=SUM(Sales[Amount])', own: 'SUM(Sales[Amount])' } }
  expect(below(moved(cell, true))).toEqual({ kind: 'formula', text: 'SUM(Sales[Amount])' })
  expect(below(moved(cell, false))).toEqual({ kind: 'number', value: 7 })
  expect(below(moved({ ...cell, custom: { kept: '=B1:B2*2' } }, true))).toEqual({ kind: 'number', value: 7 })
})

test('of a formula that no file may hold people are told', () => {
  const told = moved({ f: '=SUM(A1;B1)' }, true)
  expect(below(told)).toEqual({ kind: 'text', value: '=SUM(A1;B1)' })
  expect(told.malformed).toBe(1)
  expect(moved({ f: '=SUM(A1,B1)' }, true).malformed).toBe(0)
})

test('a formula that comes to a date is shown as one in the file too, unless its cell has a format', () => {
  const today = { v: 46_000, t: 2, s: { n: { pattern: 'yyyy/mm/dd;@' } } }
  const dated: Edit = { do: 'cells', sheet: '1', cells: [{ row: 1, column: 0, look: { numberFormat: 'yyyy/mm/dd;@' } }] }
  expect(moved({ f: '=TODAY()' }, true, today).formats).toEqual([[dated], []])
  expect(moved({ f: '=TODAY()', s: { n: { pattern: '0.00' } } }, true, today).formats).toEqual([[], []])
  expect(moved({ v: 5, t: 2 }, true, today).formats).toEqual([[], []])
  expect(moved({ f: '=1+1' }, true, { v: 2, t: 2 }).formats).toEqual([[], []])
})
