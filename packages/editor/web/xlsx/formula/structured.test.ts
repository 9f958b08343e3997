import { expect, test } from 'vitest'
import { withoutColumns } from './structured.ts'

const columns = ['A', 'B', 'C', "It's #1"]

test.each([
  ['SUM(T[A])+T[C]', [0], 'SUM(#REF!)+T[C]'],
  ['t[[#This Row],[a]]*2', [0], '#REF!*2'],
  ['SUM(T[[A]:[C]])', [0], 'SUM(T[[B]:[C]])'],
  ['SUM(T[[#All],[A]:[C]])', [2], 'SUM(T[[#All],[A]:[B]])'],
  ['SUM(T[[A]:[C]])', [1], 'SUM(T[[A]:[C]])'],
  ['SUM(T[[A]:[B]])', [1], 'SUM(T[A])'],
  ['SUM(T[[A]:[B]])', [0, 1], 'SUM(#REF!)'],
  ["T[It''s '#1]+T[[C]:[It''s '#1]]", [3], '#REF!+T[C]'],
  ["T[[C]:[It''s '#1]]", [2], "T[It''s '#1]"],
  ['T+T[#All]+Other[A]+"T[A]"', [0], 'T+T[#All]+Other[A]+"T[A]"'],
])('%s without columns %j of the table', (formula, gone, expected) => {
  expect(withoutColumns(formula, [{ name: 'T', columns, gone }])).toBe(expected)
})

test('a table that is gone leaves no name behind', () => {
  expect(withoutColumns('SUM(T[A])+ROWS(T)+Two[A]+T2', [{ name: 'T', columns: undefined, gone: [] }])).toBe(
    'SUM(#REF!)+ROWS(#REF!)+Two[A]+T2',
  )
})
