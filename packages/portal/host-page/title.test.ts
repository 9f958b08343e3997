import { expect, test } from 'vitest'
import { notSavedTitle, renamed, renamedTitle } from './title.ts'

test.each([
  ['Report.docx', 'Plan', 'Plan.docx'],
  ['Report.docx', 'Plan.docx', 'Plan.docx'],
  ['Report.docx', 'Plan 2.0', 'Plan 2.0.docx'],
  ['README', 'NOTES', 'NOTES'],
  ['.profile', '.settings', '.settings'],
])('%s renamed to %s is %s', (name, newName, expected) => {
  expect(renamed(name, newName)).toBe(expected)
})

test('the title keeps what is around the name, and takes the name literally', () => {
  expect(renamedTitle('a.docx - Word', 'a.docx', '$& $1.docx')).toBe('$& $1.docx - Word')
  expect(renamedTitle('Word', 'a.docx', 'b.docx')).toBe('b.docx')
})

test('the title says while a save has failed, once, and stops saying it', () => {
  const failed = notSavedTitle(notSavedTitle('a.docx', true), true)
  expect(failed).toBe('Not saved: a.docx')
  expect(notSavedTitle(failed, false)).toBe('a.docx')
})
