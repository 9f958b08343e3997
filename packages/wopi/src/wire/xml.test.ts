import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeXmlAttribute, parseXml, XmlError } from './xml.ts'

test('any text survives as an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(parseXml(`<a b="${escapeXmlAttribute(text)}"/>`).attributes.b).toBe(text)
    }),
  )
})

test('whatever else comes is read or refused, never anything else', () => {
  const piece = fc.constantFrom(
    '<a',
    '</a>',
    '>',
    '/>',
    '<!--',
    '-->',
    '<?',
    '?>',
    '<!DOCTYPE a',
    '[',
    ']>',
    '&lt;',
    '&#0;',
    '&x;',
    ' b="',
    '"',
    "'",
    'c',
    '=',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 30 }), (pieces) => {
      try {
        parseXml(pieces.join(''))
      } catch (error) {
        expect(error).toBeInstanceOf(XmlError)
      }
    }),
    { numRuns: 2000 },
  )
})

test.each(['<a b="1" c="&#x110000;"/>', '<a b=1/>', '<a></b>', '<a b="<"/>', '</a>', '<a', '<!-- <a/>', '<>'])('%s is refused', (text) => {
  expect(() => parseXml(text)).toThrow(XmlError)
})
