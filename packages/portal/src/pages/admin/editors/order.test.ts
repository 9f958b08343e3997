import { expect, test } from 'vitest'
import { completed, linesOf, moved } from './order.ts'

const editors = ['built-in', 'collabora', 'm365'].map((id) => ({ id, name: id }))
const above = { id: 'a'.repeat(26), name: 'All Organizations' }

test('moves an entry to a place, and no further than the end', () => {
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
  expect(moved(['a', 'b', 'c'], 0, 9)).toEqual(['b', 'c', 'a'])
  expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c'])
  expect(moved(['a'], 3, 0)).toEqual(['a'])
})

test('puts whoever a row does not name behind it, and leaves out who is gone', () => {
  expect(completed(['m365', 'removed'], editors)).toEqual(['m365', 'built-in', 'collabora'])
})

test('shows own rows before those from above, the row for all types first, and the usual order where there is none', () => {
  expect(linesOf({ own: [], inherited: [], editors })).toEqual([{ extension: '*', editors: ['built-in', 'collabora', 'm365'], own: false }])
  const lines = linesOf({
    own: [{ extension: 'docx', editors: ['collabora'] }],
    inherited: [
      { from: above, order: { extension: 'docx', editors: ['m365'] } },
      { from: above, order: { extension: 'csv', editors: ['m365'] } },
      { from: above, order: { extension: '*', editors: ['m365'] } },
    ],
    editors,
  })
  expect(lines.map(({ extension, own, from, editors: [first] }) => [extension, own, from, first])).toEqual([
    ['*', false, 'All Organizations', 'm365'],
    ['csv', false, 'All Organizations', 'm365'],
    ['docx', true, undefined, 'collabora'],
  ])
})
