import { expect, test } from 'vitest'
import { openPackage } from '../../ooxml/package.ts'
import { changedParts, rowsOf } from '../testing/saved.ts'
import { STYLES, workbook, worksheet } from '../testing/workbook.ts'
import { applyStructure } from './apply.ts'
import { after, deleteRows, insertRows } from './testing/after.ts'

const one = (rows: string, more: Record<string, string> = {}) => workbook({ sheets: { One: worksheet(rows), ...more }, styles: STYLES })

test('rows are numbered anew from where others are put in, with their cells, and those in front keep every byte', () => {
  const before = '<row r="1" spans="1:2" ht="20"><c s="1" r="A1"><v>1</v></c></row>'
  const book = one(`${before}<row r="3" hidden="1"><c r="A3" s="1" t="b"><v>0</v></c><c r="AB3"/></row>`, { Two: worksheet('') })
  const pack = after(book.slice(), insertRows(1, 2))
  expect(rowsOf(pack)).toContain(before)
  expect(rowsOf(pack)).toContain('<row r="5" hidden="1"><c r="A5" s="1" t="b"><v>0</v></c><c r="AB5"/></row>')
  expect(changedParts(book, pack)).toEqual(['xl/worksheets/sheet1.xml'])
})

test('new rows look like the one above, but are not hidden', () => {
  const above =
    '<row r="2" s="1" customFormat="1" ht="30" customHeight="1" hidden="1"><c r="A2" s="2"><v>1</v></c><c r="B2"><v>2</v></c></row>'
  const row = (number: number) => `<row r="${number}" s="1" customFormat="1" ht="30" customHeight="1"><c r="A${number}" s="2"/></row>`
  expect(rowsOf(after(one(above), insertRows(2, 2)))).toBe(above + row(3) + row(4))
  expect(rowsOf(after(one('<row r="1"><c r="A1"><v>1</v></c></row>'), insertRows(1)))).toBe('<row r="1"><c r="A1"><v>1</v></c></row>')
  expect(rowsOf(after(one('<row r="1" s="1" customFormat="1"/>'), insertRows(0)))).toBe('<row r="2" s="1" customFormat="1"/>')
})

test('rows that are deleted go with their cells, and those below move up', () => {
  const rows =
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"/><row r="4"><c r="B4"><v>4</v></c></row><row r="9"><c r="C9"><f>B4</f></c></row>'
  expect(rowsOf(after(one(rows), deleteRows(1, 3)))).toBe(
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="6"><c r="C6"><f>#REF!</f></c></row>',
  )
})

test('rows and cells without addresses are understood', () => {
  const rows = '<row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c r="C4"><v>3</v></c><c s="1"><v>4</v></c></row><row><c/></row>'
  expect(rowsOf(after(one(rows), insertRows(1)))).toBe(
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c r="D5" s="1"><v>4</v></c></row><row r="6"><c r="A6"/></row>',
  )
})

test('a sheet whose elements have a prefix, with comments and CDATA in it', () => {
  const sheet =
    '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:dimension ref="A1:B2"/><x:sheetData><!-- <x:row r="9"> --><x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t><![CDATA[<x:c r="A2"> &]]></x:t></x:is></x:c><x:c r="B2"><x:f>A2</x:f></x:c></x:row></x:sheetData></x:worksheet>'
  const pack = after(workbook({ sheets: { One: sheet } }), insertRows(0))
  expect(pack.text('xl/worksheets/sheet1.xml')).toContain('<x:dimension ref="A2:B3"/>')
  expect(rowsOf(pack)).toBe(
    '<x:row r="3"><x:c r="A3" t="inlineStr"><x:is><x:t>&lt;x:c r=&quot;A2&quot;&gt; &amp;</x:t></x:is></x:c><x:c r="B3"><x:f>A3</x:f></x:c></x:row>',
  )
})

test('a sheet without rows stays without', () => {
  const sheet = worksheet('').replace('<sheetData></sheetData>', '<sheetData/>')
  expect(rowsOf(after(workbook({ sheets: { One: sheet } }), insertRows(0), deleteRows(0)))).toBe('')
})

test('three hundred thousand rows follow', () => {
  const rows = Array.from({ length: 300_000 }, (_, index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>1</v></c></row>`).join('')
  const pack = openPackage(one(rows))
  applyStructure(pack, insertRows(1, 2))
  expect(rowsOf(pack).endsWith('<row r="300002"><c r="A300002"><v>1</v></c></row>')).toBe(true)
})
