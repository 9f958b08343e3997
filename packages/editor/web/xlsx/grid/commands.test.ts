import { afterEach, expect, test } from 'vitest'
import { faults } from '../testing/verify.ts'
import { STYLES, workbook, worksheet } from '../testing/workbook.ts'
import { writeBack } from '../write-back.ts'
import type { Step } from './testing/arbitrary-steps.ts'
import { type Headless, openHeadless } from './testing/headless.ts'
import { shownBy } from './testing/shown.ts'

const opened: Headless[] = []
afterEach(() => {
  for (const grid of opened.splice(0)) grid.close()
})

const step = (command: string, row: number, column: number, params: object = {}): Step => ({
  sheet: 0,
  range: { startRow: row, endRow: row, startColumn: column, endColumn: column },
  command: `sheet.command.${command}`,
  params,
})

/** What the grid shows after the commands, which is also what the saved file shows. */
async function after(bytes: Uint8Array, ...steps: Step[]): Promise<(where: string) => unknown> {
  const grid = openHeadless(bytes)
  opened.push(grid)
  await grid.changes()
  for (const each of steps) await grid.perform(each)
  const { edits, results } = await grid.changes()
  const saved = writeBack(bytes, edits, results)
  expect(faults(saved)).toEqual([])
  const again = openHeadless(saved)
  opened.push(again)
  expect(shownBy(again)).toEqual(shownBy(grid))
  await again.changes()
  expect(shownBy(again)).toEqual(shownBy(grid))
  return (where) => JSON.parse(shownBy(again).get(`One ${where}`) ?? 'null')
}
const book = (data: string, before = '', names = '') => workbook({ sheets: { One: worksheet(data, before) }, styles: STYLES, book: names })

test('text that looks like a number stays text when its look changes', async () => {
  const text = book('<row r="1"><c r="A1" t="inlineStr"><is><t>0042</t></is></c></row>')
  const is = await after(text, step('set-bold', 0, 0), step('copy-right', 0, 1))
  expect([is('0 0 value'), is('0 1 value'), is('0 0 look')]).toEqual(['0042', '0042', expect.objectContaining({ bold: true })])
})

test('so it does when a formula moves away from beside it', async () => {
  const cells = '<c r="B1"><f>1+1</f><v>2</v></c><c r="C1" t="inlineStr"><is><t>TRUE</t></is></c>'
  const is = await after(book(`<row r="1">${cells}</row>`), step('remove-col', 0, 0))
  expect([is('0 0 value'), is('0 1 value')]).toEqual([2, 'TRUE'])
})

test('a formula goes on with what its name stands for when rows are inserted above, however the name is written', async () => {
  const named = book(
    '<row r="1"><c r="B1"><f>Rate+1</f><v>4</v></c><c r="C1"><f>rate*2</f><v>6</v></c></row><row r="3"><c r="A3"><v>3</v></c></row>',
    '',
    '<definedNames><definedName name="Rate">One!$A$3</definedName></definedNames>',
  )
  const typed = step('set-range-values', 4, 0, { value: { 4: { 0: { v: 10 } } } })
  const is = await after(named, step('insert-row-before', 2, 0, { value: 2 }), typed)
  expect([is('0 1 value'), is('0 2 value')]).toEqual([11, 20])
})

test('rows and columns that go because a cell of theirs was selected also go from formulas of whole ones', async () => {
  const whole = book('<row r="5"><c r="F5"><f>COUNTA(1:3)</f><v>0</v></c><c r="G5"><f>SUM(A:C)</f><v>0</v></c></row>')
  const is = await after(whole, step('remove-row', 1, 1), step('remove-col', 1, 1))
  expect([is('3 4 formula'), is('3 5 formula')]).toEqual(['COUNTA(1:2)', 'SUM(A:B)'])
})

test('an insertion of no rows is refused', async () => {
  const grid = openHeadless(book('<row r="1"><c r="A1"><v>1</v></c></row>'))
  opened.push(grid)
  await grid.perform(step('insert-row-before', 0, 0, { value: 0 }))
  expect(grid.refused).toEqual(['Say how many are to be inserted.'])
  expect((await grid.changes()).edits).toEqual([])
})

test('a cell whose format is cleared looks like its row, and a plain cell in such a row stays plain', async () => {
  const data = '<row r="1" s="2" customFormat="1"><c r="A1"><v>1</v></c><c r="B1" s="1"><v>2</v></c></row>'
  const is = await after(book(data), step('clear-selection-format', 0, 1), step('set-italic', 0, 0))
  expect(is('0 1 look')).toMatchObject({ bold: true, numberFormat: '"$"#,##0' })
  expect(is('0 0 look')).not.toHaveProperty('bold')
  expect(is('0 0 look')).toHaveProperty('italic', true)
})

test('rows with hidden ones among them are not deleted: undoing that would leave the grid in disorder', async () => {
  const grid = openHeadless(book('<row r="2" hidden="1"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3"><v>2</v></c></row>'))
  opened.push(grid)
  const rows = { startRow: 0, endRow: 2, startColumn: 0, endColumn: 0 }
  await grid.perform({ sheet: 0, range: rows, command: 'sheet.command.remove-row', params: {} })
  expect(grid.refused).toEqual(['There are hidden rows among these. Show them first.'])
  expect((await grid.changes()).edits).toEqual([])
})

test('the last row, the last column, the longest text and a sheet from right to left are kept', async () => {
  const long = `${'漢😀'.repeat(10_922)}x`
  const data = `<row r="1"><c r="A1" t="inlineStr"><is><t>${long}</t></is></c><c r="XFD1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>`
  const odd = book(data, '<sheetViews><sheetView rightToLeft="1" workbookViewId="0"/></sheetViews>')
  const typed = { 0: { 1: { f: '=LEN(A1)+XFD1048576' } }, 1048575: { 16383: { v: 5 }, 0: { v: '👩‍👩‍👧 ‏שלום' } } }
  const is = await after(odd, step('set-range-values', 0, 1, { value: typed }), step('set-bold', 0, 0))
  expect([is('0 0 value'), is('0 1 value')]).toEqual([long, 32_772])
  const last = opened.at(-1)?.workbook.getSheetBySheetId('1')
  expect([last?.getCell(1_048_575, 16_383)?.v, last?.getCell(1_048_575, 0)?.v]).toEqual([5, '👩‍👩‍👧 ‏שלום'])
  expect(last?.getConfig().rightToLeft).toBe(1)
})

test('a formula that names a sheet that does not exist spoils no other', async () => {
  const numbers = book('<row r="1"><c r="A1"><v>3</v></c></row>')
  const typed = step('set-range-values', 4, 4, { value: { 4: { 4: { f: '=Nowhere!A1+1' }, 5: { f: '=SUM(A1,C4:D6)' } } } })
  const is = await after(numbers, typed)
  expect(is('4 5 value')).toBe(3)
})

test('rows and columns that come back are as high and as wide as they were, each at its place', async () => {
  const sized = book(
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="3" ht="40" customHeight="1"><c r="A3"><v>3</v></c></row>',
    '<cols><col min="2" max="2" width="20" customWidth="1"/></cols>',
  )
  const undo: Step = { ...step('', 0, 0), command: 'univer.command.undo' }
  const columns = step('remove-col', 0, 0, { range: { startRow: 0, endRow: 999, startColumn: 0, endColumn: 2 } })
  const rows = step('remove-row', 0, 0, { range: { startRow: 0, endRow: 4, startColumn: 0, endColumn: 19 } })
  const before = await after(sized)
  const is = await after(sized, columns, undo, rows, undo)
  for (const where of ['column 0 width', 'column 1 width', 'row 0 height', 'row 2 height']) expect(is(where)).toEqual(before(where))
})
