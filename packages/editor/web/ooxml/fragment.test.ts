import { expect, test } from 'vitest'
import { parseFragment, place, withAttributes } from './fragment.ts'
import { splice } from './splice.ts'
import { parseXml } from './xml.ts'

test('attributes are set, added and taken away, and the others keep their characters', () => {
  expect(withAttributes(`<a  b='1' s="2" x:s="3"/>`, { s: '4', t: 'n', b: undefined })).toBe('<a s="4" x:s="3" t="n"/>')
  expect(withAttributes('<a>', { b: '1', c: undefined })).toBe('<a b="1">')
})

test('a piece of a part is read with the prefixes that its surroundings declare', () => {
  expect(parseFragment('<b x:c="1"/>', '<a xmlns:x="u"/>').element.attributes).toEqual([{ uri: 'u', local: 'c', value: '1' }])
})

test('an element is put where the schema wants it, behind what precedes it and whoever else stands there', () => {
  const put = (source: string, local: string, text: string) =>
    splice(source, [place(source, parseXml(source), ['a', 'b', 'c', 'd'], local, text)])
  expect(put('<r><a/><d/></r>', 'b', '<b/>')).toBe('<r><a/><b/><d/></r>')
  expect(put('<r><d/></r>', 'a', '<a/>')).toBe('<r><a/><d/></r>')
  expect(put('<r/>', 'a', '<a/>')).toBe('<r><a/></r>')
  expect(put('<r><a/><b/></r>', 'a', '')).toBe('<r><b/></r>')
  expect(put('<r/>', 'a', '')).toBe('<r/>')
  expect(put('<r xmlns:m="m"><a/><m:b/><d/></r>', 'b', '<b/>')).toBe('<r xmlns:m="m"><a/><b/><m:b/><d/></r>')
})
