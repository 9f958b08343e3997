import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { openPackage } from './package.ts'
import { append, appendTo, splice, xmlText } from './splice.ts'
import { parseXml } from './xml.ts'
import { readZip } from './zip.ts'

const TYPES =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/a1.xml" ContentType="a"/></Types>'
const RELATIONSHIPS =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId2" Type="t/one" Target="../media/b.png"/><Relationship Id="x" Type="t/link" Target="https://example.org/" TargetMode="External"/></Relationships>'
const original = zipSync({
  '[Content_Types].xml': strToU8(TYPES),
  'xl/a1.xml': strToU8('<a/>'),
  'xl/_rels/a1.xml.rels': strToU8(RELATIONSHIPS),
  'media/b.png': new Uint8Array([1, 2, 3]),
})

test('a package that nobody touched keeps every entry', () => {
  const opened = openPackage(original)
  opened.set('xl/a1.xml', opened.text('xl/a1.xml'))
  expect(opened.changed()).toEqual([])
  expect(readZip(opened.write())).toEqual(readZip(original))
})

test('a changed, an added and a removed part are told, and the content types follow', () => {
  const opened = openPackage(original)
  opened.set('xl/a2.xml', '<b/>', 'b')
  opened.remove('xl/a1.xml')
  const again = openPackage(opened.write())
  expect(opened.changed().sort()).toEqual(['[Content_Types].xml', 'xl/_rels/a1.xml.rels', 'xl/a1.xml', 'xl/a2.xml'])
  expect(again.names()).toEqual(['[Content_Types].xml', 'media/b.png', 'xl/a2.xml'])
  expect(again.text('[Content_Types].xml')).toContain('<Override PartName="/xl/a2.xml" ContentType="b"/>')
  expect(again.text('[Content_Types].xml')).not.toContain('a1.xml')
  expect(again.freeName('xl/a#.xml')).toBe('xl/a1.xml')
})

test('relationships are read with their targets resolved, added under a free id and taken away', () => {
  const opened = openPackage(original)
  expect(opened.relationships('xl/a1.xml')).toEqual([
    { id: 'rId2', type: 't/one', target: 'media/b.png', external: false },
    { id: 'x', type: 't/link', target: 'https://example.org/', external: true },
  ])
  const id = opened.relate('xl/a1.xml', 't/two', 'xl/o & 1.xml')
  opened.unrelate('xl/a1.xml', 'rId2')
  expect(openPackage(opened.write()).relationships('xl/a1.xml')[1]).toEqual({ id, type: 't/two', target: 'xl/o & 1.xml', external: false })
  expect(opened.relate('media/b.png', 't', 'xl/a1.xml')).toBe('rId1')
})

test('text is put into an element that was empty, and splices that overlap are refused', () => {
  expect(append('<x:a xmlns:x="u"/>', 'c', 'd="1"')).toBe('<x:a xmlns:x="u"><x:c d="1"/></x:a>')
  const source = '<a><b>1</b></a>'
  const [b] = parseXml(source).children
  expect(splice(source, [appendTo(source, b as never, '2')])).toBe('<a><b>12</b></a>')
  expect(() =>
    splice('abc', [
      { start: 0, end: 2, text: '' },
      { start: 1, end: 3, text: '' },
    ]),
  ).toThrow(RangeError)
  expect(xmlText('a<b>&"\u0001\ud800😀')).toBe('a&lt;b&gt;&amp;&quot;😀')
})

test('a target that is no address, or has escapes of nothing, spoils nothing else', () => {
  const spoiled = RELATIONSHIPS.replace('../media/b.png', 'style%s.xml').replace(
    '</R',
    '<Relationship Id="y" Type="t/two" Target="http://["/></R',
  )
  const opened = openPackage(zipSync({ 'xl/a1.xml': strToU8('<a/>'), 'xl/_rels/a1.xml.rels': strToU8(spoiled) }))
  expect(opened.relationships('xl/a1.xml').map(({ target }) => target)).toEqual(['xl/style%s.xml', 'https://example.org/', 'http://['])
})
