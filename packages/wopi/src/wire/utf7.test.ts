import { expect, test } from 'vitest'
import vectors from '../vectors/utf7.json' with { type: 'json' }
import { decodeUtf7, encodeUtf7 } from './utf7.ts'

test.each(vectors.pairs)('writes $text as $encoded and reads it back', ({ text, encoded }) => {
  expect(encodeUtf7(text)).toBe(encoded)
  expect(decodeUtf7(encoded)).toBe(text)
})

test.each(vectors.lenient)('reads $encoded as $text', ({ encoded, text }) => {
  expect(decodeUtf7(encoded)).toBe(text)
})

test('every UTF-16 unit survives the way there and back, in runs of all lengths', () => {
  for (let length = 1; length <= 4; length++) {
    for (let unit = 0; unit <= 0xffff; unit += 97) {
      const text = `a${String.fromCharCode(...Array.from({ length }, (_, index) => (unit + index * 31) % 0x10000))}b`
      expect(decodeUtf7(encodeUtf7(text))).toBe(text)
    }
  }
})

test('what is written is printable ASCII', () => {
  expect(encodeUtf7('Ä\r\nX-Evil: 1\u0000😀')).toMatch(/^[\x20-\x7e]*$/)
})
