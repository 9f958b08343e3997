import { expect, test } from 'vitest'
import type { Edit } from '../edit.ts'
import { type Limits, limitedBy } from './limits.ts'

const SMALL = { rows: 1000, columns: 52 }
const limits: Limits = { '1': { fixtures: [{ kind: 'array', range: { row: 2, column: 0, lastRow: 4, lastColumn: 0 } }], sliced: true } }
const insert = (at: number, sheet = '1'): Edit => ({ do: 'insert', sheet, what: 'rows', at, count: 1 })

test('rows that an array formula stands across are refused, where it stands by then', () => {
  expect(limitedBy(limits, [], insert(3), SMALL)).toMatch(/^An array formula/)
  expect(limitedBy(limits, [], insert(5), SMALL)).toBeUndefined()
  expect(limitedBy(limits, [insert(0), insert(9), insert(0, '2')], insert(5), SMALL)).toMatch(/^An array formula/)
  expect(limitedBy(limits, [insert(0)], insert(3), SMALL)).toBeUndefined()
})

test('so is a sheet that a slicer needs, and nothing else', () => {
  expect(limitedBy(limits, [], { do: 'delete-sheet', sheet: '1' }, SMALL)).toMatch(/^A slicer/)
  expect(limitedBy(limits, [], { do: 'delete-sheet', sheet: '2' }, SMALL)).toBeUndefined()
  expect(limitedBy(limits, [], { do: 'freeze', sheet: '1', rows: 1, columns: 0 }, SMALL)).toBeUndefined()
})

test('rows that would push others over the edge of the sheet are refused', () => {
  expect(limitedBy(limits, [], insert(9), { rows: 1_048_576, columns: 52 })).toMatch(/pushed over/)
})

test('a part of an array formula is not typed over, all of it is; and its cells are not merged', () => {
  const cells = (...rows: number[]): Edit => ({
    do: 'cells',
    sheet: '1',
    cells: rows.map((row) => ({ row, column: 0, content: { kind: 'number', value: 1 } })),
  })
  expect(limitedBy(limits, [], cells(2), SMALL)).toMatch(/^These cells hold one formula together/)
  expect(limitedBy(limits, [insert(0)], cells(2), SMALL)).toBeUndefined()
  expect(limitedBy(limits, [], cells(2, 3, 4), SMALL)).toBeUndefined()
  const merge = (row: number): Edit => ({ do: 'merge', sheet: '1', range: { row, column: 0, lastRow: row + 1, lastColumn: 1 } })
  expect(limitedBy(limits, [], merge(4), SMALL)).toMatch(/cannot be merged/)
  expect(limitedBy(limits, [], merge(5), SMALL)).toBeUndefined()
})

test('into the cells that a dynamic array fills, anything may be typed', () => {
  const dynamic: Limits = {
    '1': { fixtures: [{ kind: 'array', range: { row: 2, column: 0, lastRow: 4, lastColumn: 0 }, dynamic: true }], sliced: false },
  }
  expect(
    limitedBy(dynamic, [], { do: 'cells', sheet: '1', cells: [{ row: 3, column: 0, content: { kind: 'empty' } }] }, SMALL),
  ).toBeUndefined()
})
