import { expect, test } from 'vitest'
import { rowsOf } from '../testing/saved.ts'
import { workbook, worksheet } from '../testing/workbook.ts'
import type { StructureEdit } from './apply.ts'
import { after, deleteColumns, deleteRows, insertColumns, insertRows } from './testing/after.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const rels = (type: string, target: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${R}/${type}" Target="${target}"/></Relationships>`
const column = (id: number, name: string, rest = '') => `<tableColumn id="${id}" name="${name}"${rest}/>`
const table = (ref: string, columns: string[], filter = ref, more = '') =>
  `<table xmlns="${MAIN}" id="4" name="Sales" displayName="Sales" ref="${ref}"${more}><autoFilter ref="${filter}"/><tableColumns count="${columns.length}">${columns.join('')}</tableColumns><tableStyleInfo name="TableStyleMedium2" showRowStripes="1"/></table>`
const COLUMNS = [
  column(1, 'Name'),
  column(2, 'Column1'),
  '<tableColumn id="5" name="Sum"><calculatedColumnFormula>Sales[[#This Row],[Column1]]+$F$9</calculatedColumnFormula></tableColumn>',
]
const heads = (...texts: string[]) => texts.map((text, index) => `<c r="${'BCDEF'[index]}2" t="str"><v>${text}</v></c>`).join('')
const book = (part: string, formula = 'SUM(Sales[Column1])', others: Record<string, string> = {}) =>
  workbook({
    sheets: {
      One: worksheet(
        `<row r="2">${heads('Name', 'Column1', 'Sum')}</row>`,
        '',
        '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>',
      ),
      Two: worksheet(`<row r="1"><c r="A1"><f>${formula}</f></c></row>`),
    },
    others: { 'xl/worksheets/_rels/sheet1.xml.rels': rels('table', '/xl/tables/table1.xml'), 'xl/tables/table1.xml': part, ...others },
  })
const part = (before: string, ...edits: StructureEdit[]) => after(book(before), ...edits).text('xl/tables/table1.xml')

test('a table moves, and grows with rows inside of it', () => {
  const moved = COLUMNS.map((each) => each.replace('$F$9', '$F$11'))
  expect(part(table('B2:D6', COLUMNS), insertRows(1, 2))).toBe(table('B4:D8', moved))
  expect(part(table('B2:D6', COLUMNS), insertRows(3, 2))).toBe(table('B2:D8', moved))
  expect(part(table('B2:D6', COLUMNS), deleteRows(3, 2))).toBe(
    table(
      'B2:D4',
      COLUMNS.map((each) => each.replace('$F$9', '$F$7')),
    ),
  )
})

test('a row of totals that goes is no longer told of', () => {
  const before = table('B2:D6', COLUMNS, 'B2:D5', ' totalsRowCount="1"')
  const moved = COLUMNS.map((each) => each.replace('$F$9', '$F$8'))
  expect(part(before, deleteRows(5))).toBe(table('B2:D5', moved, 'B2:D5', '').replace('<table ', '<table totalsRowShown="0" '))
})

test('new columns inside get a name of their own, and a heading that says it', () => {
  const pack = after(book(table('B2:D6', COLUMNS)), insertColumns(3, 2))
  const [name, first, sum = ''] = COLUMNS
  expect(pack.text('xl/tables/table1.xml')).toBe(
    table('B2:F6', [name ?? '', first ?? '', column(6, 'Column2'), column(7, 'Column3'), sum.replace('$F$9', '$H$9')]),
  )
  expect(rowsOf(pack)).toBe(
    '<row r="2"><c r="B2" t="str"><v>Name</v></c><c r="C2" t="str"><v>Column1</v></c><c r="D2" t="inlineStr"><is><t>Column2</t></is></c><c r="E2" t="inlineStr"><is><t>Column3</t></is></c><c r="F2" t="str"><v>Sum</v></c></row>',
  )
  expect(part(table('B2:D6', COLUMNS), insertColumns(1))).toBe(table('C2:E6', [name ?? '', first ?? '', sum.replace('$F$9', '$G$9')]))
})

test('columns that go are named in no formula any more', () => {
  const pack = after(book(table('B2:D6', COLUMNS)), deleteColumns(2))
  const [name = ''] = COLUMNS
  expect(pack.text('xl/tables/table1.xml')).toBe(
    table('B2:C6', [name, '<tableColumn id="5" name="Sum"><calculatedColumnFormula>#REF!+$E$9</calculatedColumnFormula></tableColumn>']),
  )
  expect(rowsOf(pack, 'xl/worksheets/sheet2.xml')).toContain('<f>SUM(#REF!)</f>')
})

test('a table goes with all of its cells, and its part, its relationship and its name in formulas with it', () => {
  const pack = after(book(table('B2:D6', COLUMNS), 'ROWS(Sales)+SUM(Sales[Sum])'), deleteRows(0, 9))
  expect(pack.has('xl/tables/table1.xml')).toBe(false)
  expect(pack.relationships('xl/worksheets/sheet1.xml')).toEqual([])
  expect(pack.text('xl/worksheets/sheet1.xml')).not.toContain('tablePart')
  expect(rowsOf(pack, 'xl/worksheets/sheet2.xml')).toContain('<f>ROWS(#REF!)+SUM(#REF!)</f>')
})

test('a table that a query fills keeps one field per column', () => {
  const names = ['Name', 'Column1', 'Sum']
  const columns = [1, 2, 3].map((id) => column(id, names[id - 1] ?? '', ` uniqueName="${id}" queryTableFieldId="${id}"`))
  const query = (next: number, fields: string, deleted = '') =>
    `<queryTable xmlns="${MAIN}" name="q" connectionId="1"><queryTableRefresh nextId="${next}"><queryTableFields count="3">${fields}</queryTableFields>${deleted}</queryTableRefresh></queryTable>`
  const field = (id: number) => `<queryTableField id="${id}" name="${names[id - 1]}" tableColumnId="${id}"/>`
  const original = book(table('B2:D6', columns, 'B2:D6', ' tableType="queryTable"'), '1', {
    'xl/tables/_rels/table1.xml.rels': rels('queryTable', '/xl/queryTables/queryTable1.xml'),
    'xl/queryTables/queryTable1.xml': query(4, field(1) + field(2) + field(3)),
  })
  const more = after(original, insertColumns(2))
  expect(more.text('xl/queryTables/queryTable1.xml')).toBe(
    query(5, `${field(1)}<queryTableField id="4" dataBound="0" tableColumnId="4"/>${field(2)}${field(3)}`).replace(
      'count="3"',
      'count="4"',
    ),
  )
  expect(more.text('xl/tables/table1.xml')).toContain(column(4, 'Column2', ' uniqueName="4" queryTableFieldId="4"'))
  expect(after(original, deleteColumns(2)).text('xl/queryTables/queryTable1.xml')).toBe(
    query(4, field(1) + field(3), '<queryTableDeletedFields count="1"><deletedField name="Column1"/></queryTableDeletedFields>').replace(
      'count="3"',
      'count="2"',
    ),
  )
  expect(after(original, deleteRows(1, 5)).has('xl/queryTables/queryTable1.xml')).toBe(false)
})
