import { expect, test } from 'vitest'
import { type Tab, whyNotAmong } from './sheet-limits.ts'

const tabs: Tab[] = [
  { key: '1', name: 'One', state: 'visible' },
  { key: '2', name: 'Two', state: 'hidden' },
]

test('a sheet is not called as another one, hidden or not, nor as Excel calls its own', () => {
  const called = (name: string) => whyNotAmong(tabs, { do: 'rename-sheet', sheet: '1', name })
  expect(['two', 'HISTORY', 'a:b', 'ONE', 'Three'].map(called)).toEqual(['name-taken', 'reserved-name', 'sheet-name', undefined, undefined])
  expect(whyNotAmong(tabs, { do: 'add-sheet', sheet: '3', name: 'TWO', at: 0 })).toBe('name-taken')
})

test('the last sheet that can be seen is neither deleted nor hidden', () => {
  expect(whyNotAmong(tabs, { do: 'delete-sheet', sheet: '1' })).toBe('last-sheet')
  expect(whyNotAmong(tabs, { do: 'hide-sheet', sheet: '1', hidden: true })).toBe('last-sheet')
  expect(whyNotAmong(tabs, { do: 'delete-sheet', sheet: '2' })).toBeUndefined()
  expect(whyNotAmong(tabs, { do: 'delete-sheet', sheet: '7' })).toBe('no-sheet')
})
