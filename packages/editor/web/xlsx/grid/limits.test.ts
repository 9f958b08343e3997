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
