import { describe, expect, test } from 'vitest'
import vectors from '../vectors/names.json' with { type: 'json' }
import { freeName, legalName, MAX_NAME_BYTES, nameProblem, splitName, suggestedName } from './names.ts'

const bytes = (text: string) => new TextEncoder().encode(text).length

test.each(vectors.suggested)('beside $source the suggestion $suggestion becomes $name', ({ source, suggestion, name }) => {
  expect(suggestedName(source, suggestion)).toBe(name)
  expect(nameProblem(name)).toBeUndefined()
})

test.each(vectors.illegal)('%j is no name', (name) => {
  expect(nameProblem(name)).toMatch(/\.$/)
  expect(nameProblem(legalName(name))).toBeUndefined()
})

test.each(vectors.legal)('%j is a name, and stays as it is', (name) => {
  expect(nameProblem(name)).toBeUndefined()
})

test.each(['. . .', ' . ', '. '.repeat(9000), 'CON.tx.txt . .tt', 'nul', 'aux.'])('what becomes of %j is a name', (wish) => {
  expect(nameProblem(legalName(wish))).toBeUndefined()
})

describe('long names', () => {
  test.each(['x'.repeat(600), 'ä'.repeat(600), '😀'.repeat(300)])(
    'lose the end of their base, keep the extension and no half character',
    (base) => {
      const name = legalName(`${base}.docx`)
      expect(bytes(name)).toBeLessThanOrEqual(MAX_NAME_BYTES)
      expect(name).toMatch(/^(x+|ä+|(😀)+)\.docx$/u)
      expect(nameProblem(`${base}.docx`)).toBe('This name is too long.')
    },
  )

  test('leave room for a number', () => {
    const long = legalName(`${'ä'.repeat(600)}.docx`)
    const name = freeName(long, (candidate) => candidate === long)
    expect(name).toMatch(/^ä+ \(2\)\.docx$/)
    expect(bytes(name)).toBeLessThanOrEqual(MAX_NAME_BYTES)
  })
})

test('a free name counts up before the extension', () => {
  const taken = new Set(['a.docx', 'a (2).docx'])
  expect(freeName('a.docx', (name) => taken.has(name))).toBe('a (3).docx')
  expect(freeName('b.docx', (name) => taken.has(name))).toBe('b.docx')
})

test('the extension is what follows the last dot, unless the name begins with it', () => {
  expect(splitName('a.tar.gz')).toEqual({ base: 'a.tar', extension: '.gz' })
  expect(splitName('.profile')).toEqual({ base: '.profile', extension: '' })
  expect(splitName('README')).toEqual({ base: 'README', extension: '' })
})
