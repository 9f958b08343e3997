import { describe, expect, test } from 'vitest'
import { withRenamedColumns } from './formula/renamed-columns.ts'
import { changedParts, EMPTY, formula, number, put, rowsOf, saved, text } from './testing/saved.ts'
import { STYLES, workbook, worksheet } from './testing/workbook.ts'

const TABLE = 'xl/tables/table1.xml'
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const before = workbook({
  sheets: {
    A: worksheet(
      '<row r="2"><c r="B2" t="str"><v>Name</v></c><c r="C2" t="str"><v>Sum</v></c></row><row r="3"><c r="C3"><f>T[[#This Row],[Name]]</f><v>1</v></c></row>',
      '',
      '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>',
    ),
    B: worksheet('<row r="1"><c r="A1"><f>SUM(T[Sum])</f><v>1</v></c></row>'),
  },
  styles: STYLES,
  others: {
    'xl/worksheets/_rels/sheet1.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${R}/table" Target="/${TABLE}"/></Relationships>`,
    [TABLE]: `<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="1" name="T" displayName="T" ref="B2:C4"><autoFilter ref="B2:C4"/><tableColumns count="2"><tableColumn id="1" name="Name"/><tableColumn id="2" name="Sum"><calculatedColumnFormula>T[[#This Row],[Name]]</calculatedColumnFormula></tableColumn></tableColumns></table>`,
  },
})
const names = (...edits: Parameters<typeof saved>[1]) =>
  saved(before, edits)
    .text(TABLE)
    .match(/ name="[^"]*"/g)
    ?.slice(1)
    .map((each) => each.slice(7, -1))

test('a heading that changes renames its column, in the table and in every formula', () => {
  const pack = saved(before, [put(1, 1, text('Who [1]'))])
  expect(rowsOf(pack)).toContain('<c r="B2" t="inlineStr"><is><t>Who [1]</t></is></c>')
  expect(rowsOf(pack)).toContain("<f>T[[#This Row],[Who '[1']]]</f>")
  expect(pack.text(TABLE)).toContain(`name="Who [1]"/>`)
  expect(pack.text(TABLE)).toContain("<calculatedColumnFormula>T[[#This Row],[Who '[1']]]</calculatedColumnFormula>")
  expect(changedParts(before, pack)).toEqual(['xl/tables/table1.xml', 'xl/workbook.xml', 'xl/worksheets/sheet1.xml'])
})

describe('headings are texts, no two alike', () => {
  test('another one’s name gets a number', () => {
    expect(names(put(1, 1, text('SUM')))).toEqual(['SUM2', 'Sum'])
  })
  test('two that change places keep their names', () => {
    expect(names(put(1, 1, text('Sum')), put(1, 2, text('Name')))).toEqual(['Sum', 'Name'])
  })
  test('an empty one is called after its place', () => {
    expect(names(put(1, 2, EMPTY))).toEqual(['Name', 'Column2'])
    expect(rowsOf(saved(before, [put(1, 2, EMPTY)]))).toContain('<c r="C2" t="inlineStr"><is><t>Column2</t></is></c>')
  })
  test('a number and a formula become texts', () => {
    const pack = saved(
      before,
      [put(1, 1, number(2026)), put(1, 2, formula('1+1'))],
      [{ sheet: '1', cells: [{ row: 1, column: 2, result: 2 }] }],
    )
    expect(rowsOf(pack)).toContain('<c r="B2" t="inlineStr"><is><t>2026</t></is></c><c r="C2" t="inlineStr"><is><t>2</t></is></c>')
  })
  test('a line break stands in the name as Excel writes it', () => {
    expect(names(put(1, 1, text('two\nlines')))).toEqual(['two_x000a_lines', 'Sum'])
  })
})

test('cells that are no headings rename nothing', () => {
  expect(changedParts(before, saved(before, [put(2, 1, text('Name')), put(1, 3, text('x'))]))).not.toContain(TABLE)
})

test.each([
  ['T[Old]+t[old]', 'T[New]+t[New]'],
  ['SUM(T[[#Totals],[Old]:[Other]])', 'SUM(T[[#Totals],[New]:[Other]])'],
  ['U[Old]&"T[Old]"', 'U[Old]&"T[Old]"'],
  ['T[#Headers]', 'T[#Headers]'],
])('%s becomes %s', (before, after) => {
  expect(withRenamedColumns(before, [{ table: 'T', before: 'Old', after: 'New' }])).toBe(after)
})

test('cells of a table are not merged', () => {
  const merge = (row: number) => saved(before, [{ do: 'merge', sheet: '1', range: { row, column: 2, lastRow: row + 2, lastColumn: 3 } }])
  expect(changedParts(before, merge(3))).toEqual([])
  expect(changedParts(before, merge(4))).toEqual(['xl/worksheets/sheet1.xml'])
})
