import { readFile } from 'node:fs/promises'
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { ZipProblem } from '../../ooxml/zip.ts'
import { columnName } from '../grid/column-name.ts'
import { formatNumber } from './number-format.ts'
import { cellAt } from './read-sheet.ts'
import { readWorkbook } from './read-workbook.ts'

const shown = (value: number, code: string, date1904 = false) => formatNumber(value, code, { locale: 'en-GB', date1904 })

test.each([
  [1234.5, 'General', '1234.5'],
  [0.1 + 0.2, 'General', '0.3'],
  [1234.5, '#,##0.00', '1,234.50'],
  [0.456, '0%', '46%'],
  [-5, '#,##0;(#,##0)', '(5)'],
  [0, '0;-0;"none"', 'none'],
  [1234567, '0.0,,"M"', '1.2M'],
  [12, '#,##0 [$€-407]', '12 €'],
  [5, '_-* #,##0.00\\ "kr"', ' 5.00 kr'],
  [12345, '0.00E+00', '1.23E+04'],
  [45658, 'dd/mm/yyyy', '01/01/2025'],
  [45658.75, 'yyyy-mm-dd hh:mm', '2025-01-01 18:00'],
  [0.5, 'h:mm AM/PM', '12:00 PM'],
  [1.5, '[h]:mm', '36:00'],
  [45658, 'd mmm yy', '1 Jan 25'],
  [45658, 'dddd', 'Wednesday'],
  [-1, 'dd/mm/yyyy', '########'],
])('%d as %s is %s', (value, code, text) => {
  expect(shown(value, code)).toBe(text)
})

test('a workbook that counts from 1904 shows the same days', () => {
  expect(shown(45658 - 1462, 'dd/mm/yyyy', true)).toBe('01/01/2025')
})

test('columns and cells are counted as Excel does', () => {
  expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
  expect(cellAt('AB12')).toEqual([11, 27])
  expect(cellAt('XFE1')).toBeUndefined()
})

test('the demo budget is read: values, formats, merged cells, widths', async () => {
  const bytes = new Uint8Array(await readFile(new URL('../../../../server/demo/anna/Winter budget.xlsx', import.meta.url)))
  const { sheets, styles } = readWorkbook(bytes, 'en-GB')
  expect(sheets.map(({ name }) => name)).toEqual(['Winter', 'Spring'])
  const row = sheets[0]?.cells[3]
  expect(row?.texts).toEqual(['Lanterns and cables', '5,200 €', '4,890 €', '310 €', '94%'])
  expect(row?.styles.map((style) => styles[style]?.align)).toEqual([undefined, 'end', 'end', 'end', 'end'])
})

const workbook = (sheet: string) =>
  zipSync({
    'xl/workbook.xml': strToU8('<workbook xmlns:r="r"><sheets><sheet name="A &amp; B" sheetId="1" r:id="rId1"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'),
    'xl/sharedStrings.xml': strToU8('<sst><si><t>plain</t></si><si><r><t>two </t></r><r><t>runs</t></r><rPh><t>x</t></rPh></si></sst>'),
    'xl/worksheets/sheet1.xml': strToU8(sheet),
  })

test('strings, formulas, inline text and cells without addresses are read', () => {
  const { sheets } = readWorkbook(
    workbook(
      '<x:worksheet xmlns:x="x"><x:sheetData><x:row r="2"><x:c r="B2" t="s"><x:v>1</x:v></x:c><x:c t="str"><x:f>1&lt;2</x:f><x:v>a&amp;b</x:v></x:c><x:c t="inlineStr"><x:is><x:t>in</x:t></x:is></x:c><x:c t="b"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    ),
    'en-GB',
  )
  expect(sheets[0]).toMatchObject({ name: 'A & B', rows: 2, columns: 5 })
  expect(sheets[0]?.cells[1]).toMatchObject({ columns: [1, 2, 3, 4], texts: ['two runs', 'a&b', 'in', 'TRUE'] })
})

test('a hundred thousand rows are read in a moment', () => {
  const rows = Array.from(
    { length: 100_000 },
    (_, index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>${index}</v></c><c r="B${index + 1}" t="s"><v>0</v></c></row>`,
  )
  const { sheets } = readWorkbook(workbook(`<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`), 'en-GB')
  expect(sheets[0]?.rows).toBe(100_000)
  expect(sheets[0]?.cells[99_999]?.texts).toEqual(['99999', 'plain'])
})

test('what is no workbook, or unpacks without measure, is refused before it is unpacked', () => {
  expect(() => readWorkbook(strToU8('not a zip'), 'en')).toThrow(ZipProblem)
  const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(64 * 2 ** 20) }, { level: 9 })
  expect(() => readWorkbook(bomb, 'en')).toThrow(ZipProblem)
})
