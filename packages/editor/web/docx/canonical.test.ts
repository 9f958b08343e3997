import { describe, expect, it } from 'vitest'
import { parseXml } from '../ooxml/xml.ts'
import { Canon } from './canonical.ts'

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const equal = (a: string, b: string) => {
  const canon = new Canon()
  return canon.of(parseXml(a)) === canon.of(parseXml(b))
}

describe('canonical form', () => {
  it('does not care about prefixes, quotes, attribute order, declarations, comments or the XML declaration', () => {
    expect(
      equal(
        '<?xml version="1.0"?><a xmlns="urn:1" b="1" c="&quot;"/>',
        `<p:a xmlns:p="urn:1" xmlns:q="urn:2"  c='"' b="1"><!-- x --></p:a>`,
      ),
    ).toBe(true)
  })

  it('does not care about indentation between elements', () => {
    expect(equal('<a><b/><c><d/></c></a>', '<a>\r\n  <b/>\n  <c>\t<d/>\n</c></a>')).toBe(true)
    expect(equal(`<w:p ${W}/>`, `<w:p ${W}>\n</w:p>`)).toBe(true)
  })

  it('keeps every blank inside text', () => {
    const text = (inner: string, more = '') => `<w:r ${W}><w:t${more}>${inner}</w:t></w:r>`
    expect(equal(text('a  b'), text('a b'))).toBe(false)
    expect(equal(text(' '), text(''))).toBe(false)
    expect(equal(text('a', ' xml:space="preserve"'), text('a '))).toBe(false)
    expect(equal(text('a ', ' xml:space="preserve"'), text('a '))).toBe(false)
    expect(equal('<v xml:space="preserve"> <b/></v>', '<v xml:space="preserve"><b/></v>')).toBe(false)
  })

  it('sees that xml:space says nothing on a run of text without blanks at its ends', () => {
    expect(equal(`<w:t ${W} xml:space="preserve">a b</w:t>`, `<w:t ${W}>a b</w:t>`)).toBe(true)
  })

  it('tells different names, values, namespaces, order and content apart', () => {
    for (const other of ['<b/>', '<a c="1"/>', '<a xmlns="urn:1"/>', '<a><b/></a>', '<a>x</a>']) expect(equal('<a/>', other)).toBe(false)
    expect(equal('<a><b/><c/></a>', '<a><c/><b/></a>')).toBe(false)
    expect(equal('<a><b/></a>', '<a>"b</a>')).toBe(false)
  })

  it('compares relationships and content types as sets', () => {
    const row = (id: number, more = '') => `<Relationship Id="r${id}" Type="t" Target="x"${more}/>`
    const list = (...rows: string[]) => `<Relationships xmlns="${RELATIONSHIPS}">${rows.join('')}</Relationships>`
    expect(equal(list(row(1), row(2)), list(row(2), row(1)))).toBe(true)
    expect(equal(list(row(1, ' TargetMode="Internal"')), list(row(1)))).toBe(true)
    expect(equal(list(row(1, ' TargetMode="External"')), list(row(1)))).toBe(false)
    expect(equal(list(row(1)), list(row(1), row(2)))).toBe(false)
  })

  it('reads lists of prefixes as the namespaces behind them', () => {
    expect(
      equal(
        `<a ${MC} xmlns:x="urn:1" xmlns:y="urn:2" mc:Ignorable="x y"/>`,
        `<a ${MC} xmlns:p="urn:2" xmlns:q="urn:1" mc:Ignorable="p q"/>`,
      ),
    ).toBe(true)
    expect(equal(`<a ${MC} xmlns:x="urn:1" mc:Ignorable="x"/>`, `<a ${MC} xmlns:x="urn:2" mc:Ignorable="x"/>`)).toBe(false)
  })

  it('takes a shape for the same when only its copy for older programs is written differently', () => {
    const SHAPE = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    const shape = (choice: string, copy: string, requires = 'wps') =>
      `<mc:AlternateContent ${MC} ${SHAPE} xmlns:x="urn:x"><mc:Choice Requires="${requires}">${choice}</mc:Choice><mc:Fallback>${copy}</mc:Fallback></mc:AlternateContent>`
    expect(equal(shape('<a/>', '<b id="1">x</b>'), shape('<a/>', '<b id="2">x</b>'))).toBe(true)
    expect(equal(shape('<a/>', '<b id="1">x</b>'), shape('<a/>', '<b id="1">y</b>'))).toBe(false)
    expect(equal(shape('<a/>', '<b/>'), shape('<c/>', '<b/>'))).toBe(false)
    expect(equal(shape('<a/>', '<b id="1"/>', 'x'), shape('<a/>', '<b id="2"/>', 'x'))).toBe(false)
  })
})
