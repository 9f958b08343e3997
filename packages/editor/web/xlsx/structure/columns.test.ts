import { expect, test } from 'vitest'
import { rowsOf } from '../testing/saved.ts'
import { STYLES, workbook, worksheet } from '../testing/workbook.ts'
import { after, deleteColumns, insertColumns } from './testing/after.ts'

const one = (rows: string, before = '') => workbook({ sheets: { One: worksheet(rows, before) }, styles: STYLES })
const cols = (list: string) => one('', `<cols>${list}</cols>`)
const colsOf = (bytes: Uint8Array, ...edits: Parameters<typeof after>[1][]) =>
  /<cols>(.*)<\/cols>/.exec(after(bytes, ...edits).text('xl/worksheets/sheet1.xml'))?.[1]

test('cells move aside for new columns, and what row hints at follows', () => {
  const rows = '<row r="2" spans="1:3"><c r="A2"><v>1</v></c><c r="Z2" t="s"><v>0</v></c><c r="AA2"><f>Z2</f><v>2</v></c></row>'
  expect(rowsOf(after(one(rows.replace(' t="s"', '')), insertColumns(1, 2)))).toBe(
    '<row r="2" spans="1:5"><c r="A2"><v>1</v></c><c r="AB2"><v>0</v></c><c r="AC2"><f>AB2</f><v>2</v></c></row>',
  )
})

test('new cells look like the one to their left, where its column does not say so', () => {
  const rows =
    '<row r="1" spans="1:1"><c r="A1" s="1"><v>1</v></c></row><row r="2"><c r="A2"/><c r="B2"/></row><row r="3" s="2" customFormat="1"><c r="A3" s="1"/></row>'
  expect(rowsOf(after(one(rows), insertColumns(1)))).toBe(
    '<row r="1" spans="1:2"><c r="A1" s="1"><v>1</v></c><c r="B1" s="1"/></row><row r="2"><c r="A2"/><c r="C2"/></row><row r="3" s="2" customFormat="1"><c r="A3" s="1"/><c r="B3" s="1"/></row>',
  )
  const painted = one(rows, '<cols><col min="1" max="1" width="9" style="1"/></cols>')
  expect(rowsOf(after(painted, insertColumns(1)))).toBe(
    '<row r="1" spans="1:2"><c r="A1" s="1"><v>1</v></c></row><row r="2"><c r="A2"/><c r="B2"/><c r="C2"/></row><row r="3" s="2" customFormat="1"><c r="A3" s="1"/><c r="B3" s="1"/></row>',
  )
})

test('cells go with their columns', () => {
  const rows =
    '<row r="1" spans="1:4"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="D1"><f>A1+B1</f></c></row><row r="2" spans="2:2"><c r="B2"/></row>'
  expect(rowsOf(after(one(rows), deleteColumns(1)))).toBe(
    '<row r="1" spans="1:3"><c r="A1"><v>1</v></c><c r="C1"><f>A1+#REF!</f></c></row><row r="2"></row>',
  )
})

test('widths and looks of columns move, and the one to the left is carried on', () => {
  const list =
    '<col min="1" max="2" width="20" customWidth="1"/><col min="3" max="3" width="5" style="1"/><col min="5" max="16384" width="9"/>'
  expect(colsOf(cols(list), insertColumns(1))).toBe(
    '<col min="1" max="3" width="20" customWidth="1"/><col min="4" max="4" width="5" style="1"/><col min="6" max="16384" width="9"/>',
  )
  expect(colsOf(cols(list), insertColumns(3, 2))).toBe(
    '<col min="1" max="2" width="20" customWidth="1"/><col min="3" max="5" width="5" style="1"/><col min="7" max="16384" width="9"/>',
  )
  expect(colsOf(cols(list), insertColumns(0))).toBe(
    '<col min="2" max="3" width="20" customWidth="1"/><col min="4" max="4" width="5" style="1"/><col min="6" max="16384" width="9"/>',
  )
})

test('new columns beside hidden ones can be seen', () => {
  expect(colsOf(cols('<col min="2" max="5" width="0" hidden="1" style="1"/>'), insertColumns(3, 2))).toBe(
    '<col min="2" max="3" width="0" hidden="1" style="1"/><col min="4" max="5" width="0" style="1"/><col min="6" max="7" width="0" hidden="1" style="1"/>',
  )
})

test('widths go with their columns, and the list with the last of them', () => {
  const list = '<col min="1" max="3" width="20"/><col min="5" max="5" width="5"/>'
  expect(colsOf(cols(list), deleteColumns(1, 1))).toBe('<col min="1" max="2" width="20"/><col min="4" max="4" width="5"/>')
  expect(colsOf(cols(list), deleteColumns(2, 3))).toBe('<col min="1" max="2" width="20"/>')
  expect(after(cols(list), deleteColumns(0, 5)).text('xl/worksheets/sheet1.xml')).not.toContain('cols')
})
