import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { STYLES, workbook, worksheet } from '../testing/workbook.ts'
import { type Cells, readWorkbook } from './read-workbook.ts'

function read(bytes: Uint8Array, functions: string[] = ['SUM']) {
  const cells: Record<string, Cells> = {}
  const opened = readWorkbook(bytes, {
    functions: new Set(functions),
    onCells(sheet, piece) {
      cells[sheet] = { ...cells[sheet], ...piece }
    },
    onProgress() {},
  })
  return { ...opened, cells, sheets: opened.data.sheets }
}
const one = (data: string, before = '', behind = '') => workbook({ sheets: { One: worksheet(data, before, behind) }, styles: STYLES })

test('the demo budget is read: values, formulas, merged cells, widths, the frozen heading', async () => {
  const { sheets, cells, data } = read(
    new Uint8Array(await readFile(new URL('../../../../server/demo/anna/Winter budget.xlsx', import.meta.url))),
  )
  expect(Object.values(sheets).map(({ name }) => name)).toEqual(['Winter', 'Spring'])
  expect(cells[1]?.[3]?.[0]).toMatchObject({ v: 'Lanterns and cables', t: 1 })
  expect(cells[1]?.[3]?.[3]).toMatchObject({ v: 310, t: 2, f: '=B4-C4' })
  expect(data.styles[String(cells[1]?.[3]?.[1]?.s)]).toMatchObject({ n: { pattern: '#,##0\\ "€"' }, ff: 'Calibri', fs: 11 })
  expect(sheets[1]).toMatchObject({ freeze: { ySplit: 3, startRow: 3 }, showGridlines: 0, rightToLeft: 0 })
  expect(sheets[1]?.columnData?.[0]).toEqual({ w: 238 })
  expect(sheets[1]?.rowData?.[0]).toMatchObject({ h: 37, ia: 0 })
})

test('values keep their kinds', () => {
  const { cells } = read(
    one(
      '<row r="1"><c r="A1"><v>1.5</v></c><c r="B1" t="b"><v>1</v></c><c r="C1" t="e"><v>#N/A</v></c><c r="D1" t="str"><v>a &amp; b</v></c><c r="E1" t="d"><v>2025-01-01</v></c><c r="F1" t="inlineStr"><is><t>漢字</t><rPh sb="0" eb="1"><t>かんじ</t></rPh></is></c></row>',
    ),
  )
  const row = Object.values(cells[1]?.[0] ?? {})
  expect(row.map(({ v, t }) => [v, t])).toEqual([
    [1.5, 2],
    [1, 3],
    ['#N/A', 1],
    ['a & b', 1],
    [45658, 2],
    ['漢字', 1],
  ])
})

test('shared formulas are written out, and what is not worked out here keeps its result', () => {
  const { cells, unseen } = read(
    one(
      '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">SUM(B1:C1)</f><v>3</v></c><c r="D1"><f>CUBEVALUE("x")</f><v>9</v></c><c r="E1"><f t="array" ref="E1:E2">B1:B2*2</f><v>4</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>5</v></c><c r="D2"><f>SUM([1]Other!A1)</f><v>8</v></c><c r="E2"><v>6</v></c></row>',
    ),
  )
  expect(cells[1]?.[1]?.[0]).toMatchObject({ f: '=SUM(B2:C2)', v: 5 })
  expect(cells[1]?.[0]?.[3]).toEqual({ v: 9, t: 2, custom: { kept: '=CUBEVALUE("x")', own: 'CUBEVALUE("x")' } })
  expect(cells[1]?.[1]?.[3]).toMatchObject({ v: 8, custom: { kept: '=SUM([1]Other!A1)' } })
  expect(cells[1]?.[0]?.[4]?.custom).toEqual({ kept: '=B1:B2*2' })
  expect(unseen.formulas).toBe(3)
})

test('a sheet from right to left, hidden rows, merged cells and rules are as the file says', () => {
  const { sheets, data } = read(
    one(
      '<row r="2" hidden="1"/>',
      '<sheetViews><sheetView rightToLeft="1" workbookViewId="0"/></sheetViews>',
      '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells><conditionalFormatting sqref="C1:C9"><cfRule type="cellIs" priority="1" operator="lessThan"><formula>$B$1</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="D1"><formula1>"yes,no"</formula1></dataValidation></dataValidations>',
    ),
  )
  expect(sheets[1]).toMatchObject({ rightToLeft: 1, mergeData: [{ startRow: 0, startColumn: 0, endRow: 1, endColumn: 1 }] })
  expect(sheets[1]?.rowData?.[1]).toEqual({ hd: 1 })
  const resource = (name: string) => JSON.parse(data.resources?.find((each) => each.name === name)?.data ?? '')[1]
  expect(resource('SHEET_CONDITIONAL_FORMATTING_PLUGIN')[0].rule).toMatchObject({ subType: 'formula', value: '=C1<$B$1' })
  expect(resource('SHEET_DATA_VALIDATION_PLUGIN')[0]).toMatchObject({ type: 'list', formula1: 'yes,no', allowBlank: true })
})

test('a hundred thousand rows are read piece by piece', () => {
  const rows = Array.from({ length: 100_000 }, (_, row) => `<row r="${row + 1}"><c r="A${row + 1}"><v>${row}</v></c></row>`)
  const { cells, sheets } = read(one(rows.join('')))
  expect(cells[1]?.[99_999]?.[0]?.v).toBe(99_999)
  expect(sheets[1]?.rowCount).toBe(100_200)
})

test('a row past the last that Excel has is too much', () => {
  expect(() => read(one('<row r="1048577"><c><v>1</v></c></row>'))).toThrow(RangeError)
})

test('a cell says outright that it is plain where its row or column is not, for the grid would let that shine through', () => {
  const rows = '<row r="1" s="1" customFormat="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c><c r="C2"><v>3</v></c></row>'
  const { cells, data } = read(one(rows, '<cols><col min="3" max="4" width="9" style="1"/></cols>'))
  const styles = [cells[1]?.[0]?.[0]?.s, cells[1]?.[1]?.[0]?.s, cells[1]?.[1]?.[2]?.s]
  expect(styles).toEqual(['x0', undefined, 'x0'])
  expect(data.styles.x0).toMatchObject({ n: { pattern: 'General' } })
})
