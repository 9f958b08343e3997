import { expect, test } from 'vitest'
import { changedParts, rowsOf } from '../testing/saved.ts'
import { workbook, worksheet } from '../testing/workbook.ts'
import { after, deleteRows, insertColumns, insertRows } from './testing/after.ts'

const row = (number: number, cells: string) => `<row r="${number}">${cells}</row>`
const shared = (at: string, number: number, formula?: string, ref?: string) =>
  `<c r="${at}">${formula ? `<f t="shared" ref="${ref}" si="${number}">${formula}</f>` : `<f t="shared" si="${number}"/>`}<v>1</v></c>`
const plain = (at: string, formula: string) => `<c r="${at}"><f>${formula}</f><v>1</v></c>`
const book = (one: string, two = '') => workbook({ sheets: { One: worksheet(one), Two: worksheet(two) } })

const GROUP = row(2, shared('B2', 0, 'A2+$A$1', 'B2:B4')) + row(3, shared('B3', 0)) + row(4, shared('B4', 0))

test('a formula that cells share is shared on when all of them move', () => {
  expect(rowsOf(after(book(GROUP), insertRows(0, 2)))).toBe(
    row(4, shared('B4', 0, 'A4+$A$3', 'B4:B6')) + row(5, shared('B5', 0)) + row(6, shared('B6', 0)),
  )
  expect(rowsOf(after(book(GROUP), insertRows(9)))).toBe(GROUP)
  expect(rowsOf(after(book(GROUP), insertColumns(0)))).toBe(
    row(2, shared('C2', 0, 'B2+$B$1', 'C2:C4')) + row(3, shared('C3', 0)) + row(4, shared('C4', 0)),
  )
})

test('rows between its cells part them: each gets its own', () => {
  expect(rowsOf(after(book(GROUP), insertRows(2)))).toBe(
    row(2, plain('B2', 'A2+$A$1')) + row(4, plain('B4', 'A4+$A$1')) + row(5, plain('B5', 'A5+$A$1')),
  )
})

test('when its first cell goes, the others keep theirs', () => {
  expect(rowsOf(after(book(GROUP), deleteRows(1)))).toBe(row(2, plain('B2', 'A2+$A$1')) + row(3, plain('B3', 'A3+$A$1')))
})

test('on another sheet it is parted where what it refers to is', () => {
  const two = row(1, shared('A1', 3, 'One!A1', 'A1:A3')) + row(2, shared('A2', 3)) + row(3, shared('A3', 3))
  const pack = after(book('', two), insertRows(1))
  expect(rowsOf(pack, 'xl/worksheets/sheet2.xml')).toBe(
    row(1, plain('A1', 'One!A1')) + row(2, plain('A2', 'One!A3')) + row(3, plain('A3', 'One!A4')),
  )
  const before = after(book('', two), insertRows(0))
  expect(rowsOf(before, 'xl/worksheets/sheet2.xml')).toBe(two.replace('One!A1', 'One!A2'))
})

test('array formulas and data tables move with their ranges', () => {
  const cells = row(2, '<c r="A2"><f t="array" ref="A2:B3">C2:D3*$C$1</f></c><c r="B2"><v>1</v></c>')
  expect(rowsOf(after(book(cells), insertRows(0)))).toBe(
    row(3, '<c r="A3"><f t="array" ref="A3:B4">C3:D4*$C$2</f></c><c r="B3"><v>1</v></c>'),
  )
  const table = row(5, '<c r="B5"><f t="dataTable" ref="B5:B7" dt2D="0" dtr="0" r1="A1"/><v>1</v></c>')
  expect(rowsOf(after(book(table), insertRows(0)))).toContain('<f t="dataTable" ref="B6:B8" dt2D="0" dtr="0" r1="A2"/>')
  expect(rowsOf(after(book(table), deleteRows(0)))).toContain('r1="A1" del1="1"/>')
})

test('other sheets change where they name the changed one, and nowhere else', () => {
  const two = row(1, `${plain('A1', 'A5+One!A5&amp;&quot;One!A5&quot;')}${plain('B1', 'A5')}`)
  const original = book(row(5, '<c r="A5"><v>5</v></c>'), two)
  const pack = after(original, insertRows(0))
  expect(rowsOf(pack, 'xl/worksheets/sheet2.xml')).toBe(row(1, `${plain('A1', 'A5+One!A6&amp;&quot;One!A5&quot;')}${plain('B1', 'A5')}`))
  const untouched = after(book('', row(1, plain('A1', 'A5+One!A5'))), insertRows(7))
  expect(changedParts(book('', row(1, plain('A1', 'A5+One!A5'))), untouched)).toEqual([])
})
