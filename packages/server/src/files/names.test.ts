import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkName, cleanName, extensionOf, fold, freeName, nameKey, nameSort, numbered, splitName, words } from './names.ts'

const anyName = fc.string({ unit: 'binary', minLength: 1, maxLength: 300 })
const goodName = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((name) => checkName(name) === undefined)

describe('checkName', () => {
  test.each([
    '',
    'a/b',
    'a\\b',
    '..',
    '.',
    '../../etc/passwd',
    'a:b',
    'what?',
    '*',
    'a"b',
    '<a>',
    'a|b',
    ' a',
    'a ',
    'a\u00a0',
    'a.',
    'tab\there',
    'nul\0',
    'CON',
    'con.txt',
    'NUL .tar.gz',
    'com1',
    'LPT9.docx',
    'Aux.c',
    '\u200b',
    'evil\u202excod.exe',
    '\ud800',
    'x'.repeat(256),
    'ü'.repeat(128),
  ])('refuses %j with a sentence', (name) => {
    expect(checkName(name)).toMatch(/\w/)
  })

  test.each([
    'Büdget 2026.xlsx',
    '.gitignore',
    'console.txt',
    'a..b',
    '文件.docx',
    '👩‍👩‍👧.png',
    'x'.repeat(255),
    'ü'.repeat(127),
    "it's 100% #1.md",
    'com10',
  ])('accepts %j', (name) => {
    expect(checkName(name)).toBeUndefined()
  })

  test('whatever it accepts stays one segment of a path that every system takes', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        if (checkName(name) !== undefined) return
        expect(name).not.toMatch(/[\\/\0]/)
        expect(['.', '..']).not.toContain(name)
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
        expect(Buffer.from(name).toString()).toBe(name)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('nameKey', () => {
  test('is the same for names that differ in case or composition', () => {
    expect(nameKey('STRASSE.TXT')).toBe(nameKey('straße.txt'))
    expect(nameKey('Bu\u0308dget')).toBe(nameKey('BÜDGET'))
    expect(nameKey('a')).not.toBe(nameKey('ä'))
  })
  test('is settled: the key of a key is that key', () => {
    fc.assert(
      fc.property(goodName, (name) => {
        expect(nameKey(nameKey(name))).toBe(nameKey(name))
        expect(nameKey(cleanName(name))).toBe(nameKey(name))
      }),
      { numRuns: 2000 },
    )
  })
})

test('nameSort puts 9 before 10, and accents beside their letters', () => {
  const names = ['a10.txt', 'a9.txt', 'Zebra', 'äpfel', 'Apfel 2', 'apfel 12', 'a009.txt']
  const sorted = [...names].sort((a, b) => (nameSort(a) < nameSort(b) ? -1 : nameSort(a) > nameSort(b) ? 1 : 0))
  expect(sorted).toEqual(
    ['a9.txt', 'a009.txt', 'a10.txt', 'äpfel', 'Apfel 2', 'apfel 12', 'Zebra'].sort((a, b) => sorted.indexOf(a) - sorted.indexOf(b)),
  )
  expect(sorted.indexOf('a9.txt')).toBeLessThan(sorted.indexOf('a10.txt'))
  expect(sorted.indexOf('Apfel 2')).toBeLessThan(sorted.indexOf('apfel 12'))
  expect(sorted.indexOf('äpfel')).toBeLessThan(sorted.indexOf('Zebra'))
})

test('extensionOf and splitName agree, and a leading dot begins no extension', () => {
  expect(extensionOf('A.DOCX')).toBe('docx')
  expect(extensionOf('.gitignore')).toBe('')
  expect(splitName('a.tar.gz')).toEqual(['a.tar', '.gz'])
})

describe('numbered and freeName', () => {
  test('count on instead of nesting numbers', () => {
    expect(numbered('Budget.xlsx', 2)).toBe('Budget (2).xlsx')
    expect(numbered('Budget (7).xlsx', 8)).toBe('Budget (8).xlsx')
    const taken = new Set(['a.txt', 'a (2).txt'].map(nameKey))
    expect(freeName('A.txt', (key) => taken.has(key))).toBe('A (3).txt')
  })
  test('make names that are themselves allowed', () => {
    fc.assert(
      fc.property(goodName, fc.integer({ min: 2, max: 99999 }), (name, number) => {
        expect(Buffer.byteLength(numbered(name.padEnd(255, 'x').slice(0, 200), number))).toBeLessThanOrEqual(255)
        expect(checkName(numbered(name, number))).toBeUndefined()
      }),
      { numRuns: 1000 },
    )
  })
})

describe('words', () => {
  test('find a name by the beginning of any word, without case and accents', () => {
    expect(words('Büdget 2026.xlsx')).toEqual(['budget', '2026', 'xlsx'])
    expect(words('Ørsted-Łódź.md')).toEqual(['orsted', 'lodz', 'md'])
    expect(words('Report2026')).toEqual(expect.arrayContaining(['report2026', '2026']))
    expect(words('会議資料.docx').some((word) => word.startsWith(fold('資料')))).toBe(true)
  })
  test('are folded already', () => {
    fc.assert(
      fc.property(goodName, (name) => {
        for (const word of words(name)) expect(fold(word)).toBe(word)
      }),
      { numRuns: 1000 },
    )
  })
})
