import { expect, test } from 'vitest'
import { changesBetween, formOf, isPass, merge } from './form.ts'

const before = { ...formOf(undefined, 1), title: 'Icon', text: 'Missing', answer: '' }

test('what only one of two changed is kept, and what both changed is shown', () => {
  const mine = { ...before, answer: 'Mended.', title: 'The icon' }
  const theirs = { ...before, state: 'fixing', title: 'Icon in the tab', text: 'Missing' }
  expect(merge(before, mine, theirs)).toEqual({
    form: { ...before, answer: 'Mended.', title: 'The icon', state: 'fixing' },
    theirs: { title: 'Icon in the tab' },
  })
})

test('what both changed to the same is no clash', () => {
  const both = { ...before, state: 'closed' }
  expect(merge(before, both, both)).toEqual({ form: both, theirs: {} })
})

test('only what was changed is sent, and what was emptied is nothing', () => {
  const had = { ...before, flow: 'rename', test: 'Locks' }
  expect(changesBetween(had, { ...had, flow: '', test: ' ', pass: '2' })).toEqual({ flow: null, test: null, pass: 2 })
  expect(changesBetween(had, had)).toEqual({})
})

test('a pass is a whole number from 1 to 99', () => {
  expect(['1', ' 99 ', '0', '100', '1.5', '', 'two'].map(isPass)).toEqual([true, true, false, false, false, false, false])
})
