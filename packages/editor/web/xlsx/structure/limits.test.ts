import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openPackage } from '../../ooxml/package.ts'
import { type Sheet, sheetsOf } from '../sheets.ts'
import { workbook, worksheet } from '../testing/workbook.ts'
import { applyStructure, refusal, type StructureEdit } from './apply.ts'
import { limitsAfter, limitsOf, whyNot } from './limits.ts'
import { EditProblem, problemText } from './problem.ts'
import { deleteColumns, deleteRows, insertColumns, insertRows } from './testing/after.ts'

const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const row = (rel: string, target: string, id = 'rId1') => `<Relationship Id="${id}" Type="${R}/${rel}" Target="${target}"/>`
const rels = (...rows: string[]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows.join('')}</Relationships>`

/** What is said, after a look that nothing was changed by asking or by trying. */
function said(bytes: Uint8Array, edit: StructureEdit): string | undefined {
  const pack = openPackage(bytes)
  const sentence = refusal(pack, edit)
  if (sentence === undefined) return undefined
  expect(() => applyStructure(pack, edit)).toThrow(EditProblem)
  expect(() => applyStructure(pack, edit)).toThrow(sentence)
  expect(pack.changed()).toEqual([])
  return sentence
}

test('an array formula is changed whole or not at all', () => {
  const cells = '<row r="2"><c r="B2"><f t="array" ref="B2:C4">A1:A3</f><v>1</v></c></row>'
  const book = workbook({ sheets: { One: worksheet(cells) } })
  for (const edit of [insertRows(2), insertColumns(2), deleteRows(3), deleteColumns(2), deleteRows(0, 3)])
    expect(said(book, edit)).toMatch(/^An array formula/)
  for (const edit of [insertRows(1), insertRows(4), insertColumns(1), deleteRows(1, 3), deleteColumns(0)])
    expect(said(book, edit)).toBeUndefined()
})

test('a what-if table likewise', () => {
  const cells = '<row r="2"><c r="B2"><f t="dataTable" ref="B2:B4" r1="A1"/><v>1</v></c></row>'
  expect(said(workbook({ sheets: { One: worksheet(cells) } }), insertRows(2))).toMatch(/^A what-if data table/)
})

const table =
  '<table xmlns="m" id="4" displayName="T" ref="B2:C6" totalsRowCount="1"><tableColumns count="2"><tableColumn id="1" name="a"/><tableColumn id="2" name="b"/></tableColumns></table>'

test("a table's heading stays, and one row below it", () => {
  const book = workbook({
    sheets: { One: worksheet('') },
    others: { 'xl/worksheets/_rels/sheet1.xml.rels': rels(row('table', '/xl/t.xml')), 'xl/t.xml': table },
  })
  expect(said(book, deleteRows(0, 2))).toMatch(/^These rows hold the heading of a table/)
  expect(said(book, deleteRows(2, 3))).toMatch(/^A table keeps at least one row/)
  for (const edit of [deleteRows(2, 2), deleteRows(5), deleteRows(1, 5), deleteColumns(1), deleteColumns(0, 9), insertRows(3)])
    expect(said(book, edit)).toBeUndefined()
})

test('what a slicer belongs to stays', () => {
  const slicer = (inside: string) => `<slicerCacheDefinition xmlns="s" name="x">${inside}</slicerCacheDefinition>`
  const book = (inside: string) =>
    workbook({
      sheets: { One: worksheet(''), Two: worksheet('') },
      others: {
        'xl/worksheets/_rels/sheet1.xml.rels': rels(row('table', '/xl/t.xml')),
        'xl/t.xml': table,
        'xl/s.xml': slicer(inside),
        'xl/_rels/workbook.xml.rels': rels(
          row('worksheet', 'worksheets/sheet1.xml'),
          row('worksheet', 'worksheets/sheet2.xml', 'rId2'),
          row('slicerCache', 's.xml', 'rId9'),
        ),
      },
    })
  const ofTable = book('<extLst><ext><tableSlicerCache tableId="4" column="2"/></ext></extLst>')
  for (const edit of [deleteRows(1, 5), deleteColumns(2)]) expect(said(ofTable, edit)).toMatch(/^A slicer/)
  expect(said(ofTable, deleteColumns(1))).toBeUndefined()
  expect(said(ofTable, { do: 'delete-sheet', sheet: '1' })).toMatch(/^A slicer/)
  expect(said(book('<pivotTables><pivotTable tabId="2" name="P"/></pivotTables>'), { do: 'delete-sheet', sheet: '2' })).toMatch(/^A slicer/)
})

test('a pivot table is neither cut nor deleted', () => {
  const pivot = '<pivotTableDefinition xmlns="m" name="P"><location ref="B2:C6"/></pivotTableDefinition>'
  const book = workbook({
    sheets: { One: worksheet('') },
    others: { 'xl/worksheets/_rels/sheet1.xml.rels': rels(row('pivotTable', '/xl/p.xml')), 'xl/p.xml': pivot },
  })
  for (const edit of [insertRows(2), deleteRows(2), deleteRows(0, 9), insertColumns(2)]) expect(said(book, edit)).toMatch(/^A pivot table/)
  for (const edit of [insertRows(1), insertColumns(3), deleteRows(6)]) expect(said(book, edit)).toBeUndefined()
})

test('nothing that holds something is pushed over the edge of the sheet', () => {
  const cells =
    '<row r="1"><c r="XFC1"><v>1</v></c><c r="XFD1" s="0"/></row><row r="1048570"><c r="A1048570"><v>1</v></c></row><row r="1048576" ht="9"/>'
  const book = workbook({ sheets: { One: worksheet(cells) } })
  expect(said(book, insertRows(0, 7))).toMatch(/pushed over/)
  expect(said(book, insertColumns(0, 2))).toMatch(/pushed over/)
  expect(said(book, insertRows(0, 6))).toBeUndefined()
  expect(said(book, insertColumns(0, 1))).toBeUndefined()
})

test('limits follow edits by themselves, to where the file then has them', () => {
  const cells = '<row r="20"><c r="B20"><f t="array" ref="B20:C24">A1:A3</f><v>1</v></c></row>'
  const book = workbook({
    sheets: { One: worksheet(cells) },
    others: {
      'xl/worksheets/_rels/sheet1.xml.rels': rels(row('table', '/xl/t.xml'), row('pivotTable', '/xl/p.xml', 'rId2')),
      'xl/t.xml': table,
      'xl/p.xml': '<pivotTableDefinition xmlns="m" name="P"><location ref="F2:G9"/></pivotTableDefinition>',
      'xl/s.xml': '<slicerCacheDefinition xmlns="s" name="x"><tableSlicerCache tableId="4" column="2"/></slicerCacheDefinition>',
      'xl/_rels/workbook.xml.rels': rels(row('worksheet', 'worksheets/sheet1.xml'), row('slicerCache', 's.xml', 'rId9')),
    },
  })
  const step = fc.constantFrom(insertRows, deleteRows, insertColumns, deleteColumns)
  const edits = fc.array(fc.tuple(step, fc.nat(26), fc.integer({ min: 1, max: 4 })), { maxLength: 6 })
  fc.assert(
    fc.property(edits, (steps) => {
      const pack = openPackage(book)
      const [sheet] = sheetsOf(pack) as [Sheet]
      let limits = limitsOf(pack, sheet)
      for (const [make, at, count] of steps) {
        const edit = make(at, count)
        const kind = whyNot(limits, edit)
        expect(kind && problemText(kind)).toBe(refusal(pack, edit))
        if (kind) continue
        applyStructure(pack, edit)
        limits = limitsAfter(limits, edit)
        expect(limits).toEqual(limitsOf(pack, sheet))
      }
    }),
    { numRuns: 100 },
  )
})

test('a sheet that is not there, or has no cells', () => {
  const book = workbook({ sheets: { One: worksheet('') } })
  expect(said(book, insertRows(0, 1, '7'))).toMatch(/not in the workbook/)
  const chart = workbook({
    sheets: { One: worksheet(''), Chart: '<chartsheet/>' },
    others: {
      'xl/_rels/workbook.xml.rels': rels(row('worksheet', 'worksheets/sheet1.xml'), row('chartsheet', 'worksheets/sheet2.xml', 'rId2')),
    },
  })
  expect(said(chart, insertRows(0, 1, '2'))).toMatch(/no rows and columns/)
})

test.each(['', ' ', 'x'.repeat(32), 'a/b', 'a\\b', 'a?', 'a*', '[a]', 'a:b', "'a", "a'", 'a\nb'])('no sheet is called %j', (name) => {
  const book = workbook({ sheets: { One: worksheet('') } })
  expect(said(book, { do: 'rename-sheet', sheet: '1', name })).toMatch(/^A sheet's name has/)
  expect(said(book, { do: 'add-sheet', sheet: '2', name, at: 0 })).toMatch(/^A sheet's name has/)
})

test('no two sheets have one name, whatever the case, and none the one that Excel keeps', () => {
  const book = workbook({ sheets: { One: worksheet(''), Two: worksheet('') } })
  expect(said(book, { do: 'rename-sheet', sheet: '1', name: 'TWO' })).toMatch(/^Another sheet/)
  expect(said(book, { do: 'rename-sheet', sheet: '1', name: 'ONE' })).toBeUndefined()
  expect(said(book, { do: 'add-sheet', sheet: '3', name: 'one', at: 0 })).toMatch(/^Another sheet/)
  expect(said(book, { do: 'rename-sheet', sheet: '1', name: 'history' })).toMatch(/History/)
})

test('the last sheet that can be seen stays', () => {
  const book = workbook({ sheets: { One: worksheet(''), 'Two" state="hidden': worksheet('') } })
  expect(said(book, { do: 'delete-sheet', sheet: '1' })).toMatch(/^A workbook needs/)
  expect(said(book, { do: 'hide-sheet', sheet: '1', hidden: true })).toMatch(/^A workbook needs/)
  expect(said(book, { do: 'delete-sheet', sheet: '2' })).toBeUndefined()
  expect(said(book, { do: 'hide-sheet', sheet: '2', hidden: false })).toBeUndefined()
})
