import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readHeaderText, utf8HeaderText } from './headers.ts'

test('a name in any script goes through a header and back', () => {
  for (const text of ['Åsa has this file open in Moorage.', '文件', 'plain', '😀 emoji']) {
    expect(readHeaderText(utf8HeaderText(text))).toBe(text)
  }
})

test('a header value never holds a line break or a character beyond a byte', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => /^[\x20-\x7e\x80-\xff]*$/.test(utf8HeaderText(text))))
})

test('a value that is not UTF-8 stays as it came', () => {
  expect(readHeaderText('caf\xe9')).toBe('caf\xe9')
})
