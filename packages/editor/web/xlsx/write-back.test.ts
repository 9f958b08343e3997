import { describe, expect, test } from 'vitest'
import type { CellResult, Results } from './edit.ts'
import { sheetsOf } from './sheets.ts'
import { changedParts, EMPTY, formula, number, paint, put, rowsOf, saved, text } from './testing/saved.ts'
import { STYLES, workbook, worksheet } from './testing/workbook.ts'
import { writeBack } from './write-back.ts'

const SHEET = 'xl/worksheets/sheet1.xml'
const CHAIN = '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="B1" i="1"/></calcChain>'
const book = (more: Partial<Parameters<typeof workbook>[0]> = {}) =>
  workbook({
    sheets: {
      A: worksheet('<row r="1"><c r="A1"><v>1</v></c><c r="B1" cm="1"><f>A1*2</f><v>2</v></c></row>'),
      B: worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'),
    },
    styles: STYLES,
    chain: CHAIN,
    book: '<calcPr calcId="191029"/>',
    ...more,
  })
const results = (row: number, column: number, result: CellResult): Results[] => [{ sheet: '1', cells: [{ row, column, result }] }]
const recalculates = (pack: ReturnType<typeof saved>) => pack.text('xl/workbook.xml').includes('fullCalcOnLoad="1"')

test('nothing done leaves every part as it was', () => {
  expect(changedParts(book(), saved(book(), []))).toEqual([])
})

test('a value that a formula needs: with its result given the cell has it, and nothing need be worked out', () => {
  const pack = saved(book(), [put(0, 0, number(5))], results(0, 1, 10))
  expect(rowsOf(pack)).toBe('<row r="1"><c r="A1"><v>5</v></c><c r="B1" cm="1"><f>A1*2</f><v>10</v></c></row>')
  expect(changedParts(book(), pack)).toEqual([SHEET])
})

test('without it, whoever opens the file works it out', () => {
  const pack = saved(book(), [put(0, 0, number(5))])
  expect(changedParts(book(), pack)).toEqual(['xl/workbook.xml', SHEET])
  expect(pack.text('xl/workbook.xml')).toContain('<calcPr calcId="191029" fullCalcOnLoad="1"/>')
})

test('a workbook that says nothing of calculation is told where the schema wants it', () => {
  const pack = saved(book({ book: '<definedNames><definedName name="x">1</definedName></definedNames><pivotCaches/>' }), [put(0, 0, EMPTY)])
  expect(pack.text('xl/workbook.xml')).toContain('</definedNames><calcPr fullCalcOnLoad="1"/><pivotCaches/>')
})

test('looks alone work nothing out', () => {
  const pack = saved(book(), [paint(0, 0, { bold: true })])
  expect(recalculates(pack)).toBe(false)
  expect(changedParts(book(), pack)).toEqual(['xl/styles.xml', SHEET])
})

test('a workbook without formulas is not worked out', () => {
  const plain = workbook({ sheets: { A: worksheet('') }, styles: STYLES })
  expect(changedParts(plain, saved(plain, [put(0, 0, number(1))]))).toEqual([SHEET])
})

describe('the order of calculation', () => {
  const gone = ['[Content_Types].xml', 'xl/_rels/workbook.xml.rels', 'xl/calcChain.xml', SHEET]
  test.each([
    ['comes', put(5, 5, formula('A1')), 5, 5],
    ['goes', put(0, 1, EMPTY), 0, 1],
    ['is another', put(0, 1, formula('A1*3')), 0, 1],
  ])('is left to Excel when a formula %s', (_, edit, row, column) => {
    const pack = saved(
      book(),
      [edit],
      [
        {
          sheet: '1',
          cells: [
            { row, column, result: 3 },
            { row: 0, column: 1, result: 2 },
          ],
        },
      ],
    )
    expect(changedParts(book(), pack)).toEqual(gone)
  })
})

test.each<[CellResult, string]>([
  [1.5, '<c r="C3"><f>A1</f><v>1.5</v></c>'],
  [' a', '<c r="C3" t="str"><f>A1</f><v xml:space="preserve"> a</v></c>'],
  [false, '<c r="C3" t="b"><f>A1</f><v>0</v></c>'],
  [{ error: '#DIV/0!' }, '<c r="C3" t="e"><f>A1</f><v>#DIV/0!</v></c>'],
  [{ error: '#SPILL!' }, '<c r="C3" t="e"><f>A1</f><v>#VALUE!</v></c>'],
])('the result %j stands beside its formula', (result, cell) => {
  expect(rowsOf(saved(book(), [put(2, 2, formula('A1'))], results(2, 2, result)))).toContain(cell)
})

test('a result that says what the file says in other digits leaves it alone', () => {
  const digits = book({ sheets: { A: worksheet('<row r="1"><c r="B1"><f>A1*2</f><v>2.2000000000000002</v></c></row>') } })
  expect(changedParts(digits, saved(digits, [], results(0, 1, 2.2)))).toEqual([])
})

test('a result for a cell without formula is nothing', () => {
  expect(changedParts(book(), saved(book(), [], [...results(0, 0, 9), ...results(7, 7, 9)]))).toEqual([])
})

test('edits of several sheets, one after the other and over each other, come to what was done last', () => {
  const on = (sheet: string, value: string) => ({ do: 'cells' as const, sheet, cells: [{ row: 0, column: 0, content: text(value) }] })
  const pack = saved(book(), [on('1', 'a'), on('2', 'b'), on('1', 'c'), paint(0, 0, { bold: true })])
  expect(rowsOf(pack)).toContain('<c r="A1" s="3" t="inlineStr"><is><t>c</t></is></c>')
  expect(rowsOf(pack, 'xl/worksheets/sheet2.xml')).toContain('<t>b</t>')
})

test('a sheet that is not there is an error', () => {
  expect(() => writeBack(book(), [{ do: 'freeze', sheet: '9', rows: 1, columns: 0 }], [])).toThrow(RangeError)
})

test('edits before and behind a structural one speak of the sheet as it was at that moment', () => {
  const pack = saved(
    book(),
    [
      put(0, 0, number(7)),
      { do: 'insert', sheet: '1', what: 'rows', at: 0, count: 2 },
      put(0, 0, text('above')),
      paint(2, 0, { bold: true }),
      { do: 'add-sheet', sheet: '50', name: 'New', at: 2 },
      { do: 'cells', sheet: '50', cells: [{ row: 1, column: 1, content: formula('A!A3') }] },
    ],
    [...results(2, 1, 14), { sheet: '50', cells: [{ row: 1, column: 1, result: 7 }] }],
  )
  expect(rowsOf(pack)).toBe(
    '<row r="1"><c r="A1" t="inlineStr"><is><t>above</t></is></c></row><row r="3"><c r="A3" s="3"><v>7</v></c><c r="B3" cm="1"><f>A3*2</f><v>14</v></c></row>',
  )
  expect(rowsOf(pack, 'xl/worksheets/sheet3.xml')).toBe('<row r="2"><c r="B2"><f>A!A3</f><v>7</v></c></row>')
  expect(recalculates(pack)).toBe(false)
  expect(pack.has('xl/calcChain.xml')).toBe(false)
})

test('what was done on a sheet that went later is gone with it, results and all', () => {
  const pack = saved(book(), [put(0, 0, number(7)), { do: 'delete-sheet', sheet: '1' }], results(0, 1, 14))
  expect(sheetsOf(pack).map(({ name }) => name)).toEqual(['B'])
})
