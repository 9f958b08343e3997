import { type ICellData, IUniverInstanceService, Univer, UniverInstanceType, type Workbook } from '@univerjs/core'
import { expect, test } from 'vitest'
import { normalize } from './normalize.ts'

const univer = new Univer()
univer.createUnit(UniverInstanceType.UNIVER_SHEET, {
  id: 'workbook',
  sheetOrder: ['1'],
  sheets: { '1': { id: '1', name: 'One', rowData: { 2: { h: 40, s: 'x2', hd: 1 } }, columnData: { 0: { w: 99 } } } },
})
const workbook = univer.__getInjector().get(IUniverInstanceService).getUnit<Workbook>('workbook') as Workbook

function normalized(cell: ICellData): ICellData {
  normalize({ id: 'sheet.mutation.set-range-values', params: { subUnitId: '1', cellValue: { 0: { 0: cell } } } }, workbook)
  return cell
}

test('a text longer than a cell of a file can hold ends where the saved one will', () => {
  expect(normalized({ v: 'x'.repeat(40_000) }).v).toHaveLength(32_767)
  expect(normalized({ v: `${'x'.repeat(32_766)}😀` }).v).toHaveLength(32_766)
  expect(normalized({ v: 'short' })).toEqual({ v: 'short', custom: null })
})

test('new rows and columns are like the one before them, as in the file, but never hidden', () => {
  const rows = { subUnitId: '1', range: { startRow: 3, endRow: 4, startColumn: 0, endColumn: 9 } }
  normalize({ id: 'sheet.mutation.insert-row', params: rows }, workbook)
  expect(rows).toMatchObject({
    rowInfo: [
      { h: 40, s: 'x2' },
      { h: 40, s: 'x2' },
    ],
  })
  expect(rows).not.toHaveProperty('rowInfo.0.hd')
  const columns = { subUnitId: '1', range: { startRow: 0, endRow: 9, startColumn: 1, endColumn: 1 }, colInfo: [{ w: 5 }] }
  normalize({ id: 'sheet.mutation.insert-col', params: columns }, workbook)
  expect(columns.colInfo).toEqual([{ w: 99 }])
})
