import { expect, test } from 'vitest'
import { csvLine } from './csv.ts'

test('cells are separated by commas and end with CR LF; what is absent is empty', () => {
  expect(csvLine(['Anna', undefined, 'Übersicht'])).toBe('Anna,,Übersicht\r\n')
})
test('cells with commas, quotes or line breaks are quoted', () => {
  expect(csvLine(['a,b', 'say "hi"', 'two\nlines'])).toBe('"a,b","say ""hi""","two\nlines"\r\n')
})
test.each(['=1+1', '+49 30', '-3', '@sum', '\tx', '\rx'])('%j is made text, so that no spreadsheet runs it', (cell) => {
  expect(csvLine([cell]).replaceAll('"', '')).toBe(`'${cell}\r\n`)
})
test('a sign in the middle stays as it is', () => {
  expect(csvLine(['Plan-2=3.xlsx'])).toBe('Plan-2=3.xlsx\r\n')
})
