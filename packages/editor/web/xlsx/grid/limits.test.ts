import { expect, test } from 'vitest'
import type { Edit } from '../edit.ts'
import { limitedBy } from './limits.ts'

const limits = { '1': { fixtures: [{ kind: 'array' as const, range: { row: 2, column: 0, lastRow: 4, lastColumn: 0 } }], sliced: true } }
const insert = (at: number, sheet = '1'): Edit => ({ do: 'insert', sheet, what: 'rows', at, count: 1 })

test('rows that an array formula stands across are refused, where it stands by then', () => {
  expect(limitedBy(limits, [], insert(3))).toMatch(/^An array formula/)
  expect(limitedBy(limits, [], insert(5))).toBeUndefined()
  expect(limitedBy(limits, [insert(0), insert(9), insert(0, '2')], insert(5))).toMatch(/^An array formula/)
  expect(limitedBy(limits, [insert(0)], insert(3))).toBeUndefined()
})

test('so is a sheet that a slicer needs, and nothing else', () => {
  expect(limitedBy(limits, [], { do: 'delete-sheet', sheet: '1' })).toMatch(/^A slicer/)
  expect(limitedBy(limits, [], { do: 'delete-sheet', sheet: '2' })).toBeUndefined()
  expect(limitedBy(limits, [], { do: 'freeze', sheet: '1', rows: 1, columns: 0 })).toBeUndefined()
})
