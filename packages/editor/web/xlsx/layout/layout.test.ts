import { describe, expect, test } from 'vitest'
import type { Edit } from '../edit.ts'
import { changedParts, rowsOf, saved } from '../testing/saved.ts'
import { STYLES, workbook, worksheet } from '../testing/workbook.ts'

const SHEET = '1'
const SELECTED =
  '<sheetViews><sheetView tabSelected="1" topLeftCell="C3" workbookViewId="0"><selection activeCell="D4" sqref="D4:E5"/></sheetView></sheetViews>'
const book = (data: string, before = '', behind = '') => workbook({ sheets: { A: worksheet(data, before, behind) }, styles: STYLES })
const sheetAfter = (original: Uint8Array, ...edits: Edit[]) => {
  const pack = saved(original, edits)
  expect(changedParts(original, pack)).toEqual(['xl/worksheets/sheet1.xml'])
  return pack.text('xl/worksheets/sheet1.xml')
}

describe('columns', () => {
  const size = (at: number, count: number, size: number | undefined): Edit => ({
    do: 'size',
    sheet: SHEET,
    what: 'columns',
    at,
    count,
    size,
  })
  const hide = (at: number, count: number, hidden: boolean): Edit => ({ do: 'hide', sheet: SHEET, what: 'columns', at, count, hidden })
  const cols = (before: string, ...edits: Edit[]) => /<cols>.*<\/cols>/.exec(sheetAfter(book('', before), ...edits))?.[0]

  test('the first width of a sheet stands in front of its rows', () => {
    expect(sheetAfter(book('', '<sheetPr/><dimension ref="A1"/><sheetFormatPr defaultRowHeight="15"/>'), size(1, 2, 20))).toContain(
      '<sheetFormatPr defaultRowHeight="15"/><cols><col width="20" customWidth="1" min="2" max="3"/></cols><sheetData>',
    )
  })
  test('a stretch of columns comes apart where one of them changes, and says of each part what it said', () => {
    expect(
      cols('<cols><col min="2" max="6" width="9.5" style="1" bestFit="1" customWidth="1" outlineLevel="1"/></cols>', size(3, 1, 30)),
    ).toBe(
      '<cols><col min="2" max="3" width="9.5" style="1" bestFit="1" customWidth="1" outlineLevel="1"/><col min="4" max="4" width="30" style="1" customWidth="1" outlineLevel="1"/><col min="5" max="6" width="9.5" style="1" bestFit="1" customWidth="1" outlineLevel="1"/></cols>',
    )
  })
  test('gaps between the stretches are filled', () => {
    expect(cols('<cols><col min="2" max="2" width="5" customWidth="1"/></cols>', size(0, 4, 7))).toBe(
      '<cols><col width="7" customWidth="1" min="1" max="1"/><col min="2" max="2" width="7" customWidth="1"/><col width="7" customWidth="1" min="3" max="4"/></cols>',
    )
  })
  test('going back to the width of the sheet leaves nothing but what else is said', () => {
    const two = '<cols><col min="1" max="1" width="5" customWidth="1"/><col min="2" max="2" width="5" style="2" customWidth="1"/></cols>'
    expect(cols(two, size(0, 2, undefined))).toBe('<cols><col min="2" max="2" width="9.140625" style="2"/></cols>')
    expect(cols('<cols><col min="1" max="1" width="5" customWidth="1"/></cols>', size(0, 1, undefined))).toBeUndefined()
  })
  test('hidden ones keep their width, and come back with one', () => {
    expect(cols('<cols><col min="1" max="1" width="5" customWidth="1"/></cols>', hide(0, 2, true))).toBe(
      '<cols><col min="1" max="1" width="5" customWidth="1" hidden="1"/><col hidden="1" width="9.140625" min="2" max="2"/></cols>',
    )
    expect(cols('<cols><col min="1" max="2" width="0" hidden="1" customWidth="1"/></cols>', hide(0, 1, false))).toBe(
      '<cols><col min="2" max="2" width="0" hidden="1" customWidth="1"/></cols>',
    )
  })
})

describe('rows', () => {
  const size = (at: number, count: number, size: number | undefined): Edit => ({ do: 'size', sheet: SHEET, what: 'rows', at, count, size })
  const hide = (at: number, count: number, hidden: boolean): Edit => ({ do: 'hide', sheet: SHEET, what: 'rows', at, count, hidden })
  const rows = (data: string, ...edits: Edit[]) => rowsOf(saved(book(data), edits))

  test('heights are set, and rows made for them', () => {
    expect(rows('<row r="2" ht="15" x14ac:dyDescent="0.25"><c r="A2"/></row>', size(1, 2, 30.5))).toBe(
      '<row r="2" ht="30.5" x14ac:dyDescent="0.25" customHeight="1"><c r="A2"/></row><row r="3" ht="30.5" customHeight="1"/>',
    )
  })
  test('going back to the height of the sheet makes no row', () => {
    expect(rows('<row r="2" ht="15" customHeight="1"/>', size(0, 3, undefined))).toBe('<row r="2"/>')
  })
  test('a height that follows the cells is worked out anew where they may have grown, one that the user chose stays', () => {
    const wrap = (row: number): Edit => ({ do: 'cells', sheet: SHEET, cells: [{ row, column: 0, look: { wrap: true } }] })
    expect(rows('<row r="1" ht="15"/><row r="2" ht="15" customHeight="1"/>', wrap(0), wrap(1))).toBe(
      '<row r="1"><c r="A1" s="3"/></row><row r="2" ht="15" customHeight="1"><c r="A2" s="3"/></row>',
    )
  })
  test('hidden ones keep their height, and come back with one', () => {
    expect(rows('<row r="1" ht="0" customHeight="1" hidden="1"/><row r="2" ht="20"/>', hide(0, 1, false), hide(1, 2, true))).toBe(
      '<row r="1"/><row r="2" ht="20" hidden="1"/><row r="3" hidden="1"/>',
    )
  })
})

describe('merges', () => {
  const merge = (row: number, column: number, lastRow: number, lastColumn: number): Edit => ({
    do: 'merge',
    sheet: SHEET,
    range: { row, column, lastRow, lastColumn },
  })
  test('the first one stands where the schema wants it', () => {
    const behind =
      '<sheetProtection/><autoFilter ref="A1:B2"/><phoneticPr fontId="0"/><pageMargins left="0" right="0" top="0" bottom="0" header="0" footer="0"/>'
    expect(sheetAfter(book('', '', behind), merge(0, 0, 1, 1))).toContain(
      '<autoFilter ref="A1:B2"/><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells><phoneticPr',
    )
  })
  test('one that overlaps others takes their place', () => {
    const two = '<mergeCells count="2"><mergeCell ref="A1:A3"/><mergeCell ref="D1:D3"/></mergeCells>'
    expect(sheetAfter(book('', '', two), merge(2, 0, 2, 1))).toContain(
      '<mergeCells count="2"><mergeCell ref="D1:D3"/><mergeCell ref="A3:B3"/></mergeCells>',
    )
  })
  test('with the last one the list goes', () => {
    const one = '<mergeCells count="1"><mergeCell ref="A1:A3"/></mergeCells>'
    const unmerge: Edit = { do: 'unmerge', sheet: SHEET, range: { row: 0, column: 0, lastRow: 9, lastColumn: 9 } }
    expect(sheetAfter(book('', '', one), unmerge)).not.toContain('merge')
  })
})

describe('what stays while the rest scrolls', () => {
  const freeze = (rows: number, columns: number): Edit => ({ do: 'freeze', sheet: SHEET, rows, columns })
  const views = (before: string, ...edits: Edit[]) => /<sheetViews>.*<\/sheetViews>/.exec(sheetAfter(book('', before), ...edits))?.[0]

  test('rows and columns: three panes, what is selected stays so, and nothing is scrolled out of reach', () => {
    expect(views(SELECTED, freeze(2, 1))).toBe(
      '<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane xSplit="1" ySplit="2" topLeftCell="B3" activePane="bottomRight" state="frozen"/><selection pane="topRight"/><selection pane="bottomLeft"/><selection pane="bottomRight" activeCell="D4" sqref="D4:E5"/></sheetView></sheetViews>',
    )
  })
  test('rows alone, in a sheet that had no view', () => {
    expect(views('<sheetFormatPr defaultRowHeight="15"/>', freeze(1, 0))).toBe(
      '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>',
    )
  })
  test('columns alone, and back to none', () => {
    expect(views(SELECTED, freeze(0, 3))).toContain(
      '<pane xSplit="3" topLeftCell="D1" activePane="topRight" state="frozen"/><selection pane="topRight" activeCell="D4"',
    )
    expect(views(SELECTED, freeze(2, 1), freeze(0, 0))).toBe(
      '<sheetViews><sheetView tabSelected="1" workbookViewId="0"><selection activeCell="D4" sqref="D4:E5"/></sheetView></sheetViews>',
    )
  })
})
