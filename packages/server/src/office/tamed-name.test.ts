import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkName } from '../files/names.ts'
import { tamedName } from './tamed-name.ts'

test('a good name stays as it is', () => {
  for (const name of ['Bericht.docx', 'über uns.txt', '文件.xlsx', 'a.b.c', 'README'])
    expect(tamedName(name, '.docx')).toBe(name.includes('.') ? name : `${name}.docx`)
})

test('illegal signs become dashes, blanks and dots at the ends go, devices get a word before them', () => {
  expect(tamedName('a/b:c?.docx')).toBe('a-b-c-.docx')
  expect(tamedName('  spaced. ', '.txt')).toBe('spaced.txt')
  expect(tamedName('CON.txt')).toBe('Document CON.txt')
  expect(tamedName('???', '.docx')).toBe('---.docx')
  expect(tamedName('', '.docx')).toBe('Document.docx')
})

test('a name that is too long is cut between characters and keeps its extension', () => {
  const name = tamedName(`${'😀'.repeat(300)}.docx`)
  expect(name).toMatch(/^(😀)+\.docx$/u)
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
})

test('whatever is suggested, the result can be used', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.constantFrom('', '.docx', '.x'), (wanted, extension) => {
      const name = tamedName(wanted, extension)
      expect(checkName(name)).toBeUndefined()
      expect(name.startsWith('.') && !wanted.trim().startsWith('.')).toBe(false)
    }),
    { numRuns: 500 },
  )
})
