import { ChangeSet, Text } from '@codemirror/state'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DocumentProblem } from '../../view.ts'
import { decodeText, encodeText } from './encoding.ts'
import { hideLineEndings } from './line-endings.ts'

const bytes = (...values: number[]) => new Uint8Array(values)

test('every encoding is recognised and comes back byte for byte', () => {
  const cases: [Uint8Array, string, string][] = [
    [new TextEncoder().encode('Grüße 漢字 😀'), 'utf-8', 'Grüße 漢字 😀'],
    [bytes(0xef, 0xbb, 0xbf, 0x61), 'utf-8-bom', 'a'],
    [bytes(0xff, 0xfe, 0x61, 0, 0x3d, 0xd8), 'utf-16le', 'a\ud83d'],
    [bytes(0xfe, 0xff, 0, 0x61), 'utf-16be', 'a'],
    [bytes(0x47, 0x72, 0xfc, 0xdf, 0x65, 0x80, 0x81), 'windows-1252', 'Grüße€\u0081'],
    [bytes(), 'utf-8', ''],
  ]
  for (const [file, encoding, text] of cases) {
    expect(decodeText(file)).toEqual({ text, encoding })
    expect(encodeText(text, decodeText(file).encoding)).toEqual(file)
  }
})

test('any bytes that are shown at all are written back as they were', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (file) => {
      let decoded: ReturnType<typeof decodeText>
      try {
        decoded = decodeText(file)
      } catch (error) {
        expect(error).toBeInstanceOf(DocumentProblem)
        return
      }
      expect(encodeText(decoded.text, decoded.encoding)).toEqual(file)
    }),
    { numRuns: 2000 },
  )
})

test('a windows-1252 file that gets a character from outside becomes UTF-8 and says so in its first bytes', () => {
  expect(encodeText('ä→', 'windows-1252')).toEqual(bytes(0xef, 0xbb, 0xbf, ...new TextEncoder().encode('ä→')))
})

test('binary data is not called text', () => {
  expect(() => decodeText(bytes(0x50, 0x4b, 3, 4, 0, 0))).toThrow(DocumentProblem)
})

const lines = (text: string) => Text.of(text.split('\n'))

test('in a file of mixed line endings only the touched lines change', () => {
  const raw = 'one\r\ntwo\nthree\rfour\r\nfive'
  const { shown, restore } = hideLineEndings(raw)
  expect(shown).toBe('one\ntwo\nthree\nfour\nfive')
  const changes = ChangeSet.of([{ from: 4, to: 7, insert: 'TWO\nand a half' }], shown.length)
  expect(restore(changes, changes.apply(lines(shown)))).toBe('one\r\nTWO\r\nand a half\nthree\rfour\r\nfive')
})

test('new lines in a Windows file end like the others', () => {
  const { shown, restore } = hideLineEndings('a\r\nb\r\n')
  const changes = ChangeSet.of([{ from: 1, insert: '\nx' }], shown.length)
  expect(restore(changes, changes.apply(lines(shown)))).toBe('a\r\nx\r\nb\r\n')
})

test('whatever is changed, lines that were not touched keep their bytes and the text is what was typed', () => {
  const raws = fc.array(fc.tuple(fc.constantFrom('', 'a', 'bc'), fc.constantFrom('\n', '\r\n', '\r', '')), { maxLength: 12 })
  fc.assert(
    fc.property(raws, fc.nat(), fc.nat(), fc.constantFrom('', 'X', '\n', 'X\nY'), (parts, start, length, insert) => {
      const raw = parts.map(([text, ending]) => text + ending).join('')
      const { shown, restore } = hideLineEndings(raw)
      const from = start % (shown.length + 1)
      const to = Math.min(shown.length, from + (length % 4))
      const changes = ChangeSet.of([{ from, to, insert }], shown.length)
      const now = changes.apply(lines(shown))
      const saved = restore(changes, now)
      expect(hideLineEndings(saved).shown).toBe(now.toString())
      const nothing = ChangeSet.empty(shown.length)
      expect(restore(nothing, lines(shown))).toBe(raw)
    }),
  )
})
