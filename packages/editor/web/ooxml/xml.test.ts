import { describe, expect, it } from 'vitest'
import { decodeXml, isElement, parseXml, XmlProblem } from './xml.ts'

describe('xml', () => {
  it('resolves prefixes, default namespaces and local redeclarations', () => {
    const root = parseXml('<a xmlns="urn:1" xmlns:p="urn:2"><p:b p:c="1" c="2"/><d xmlns="urn:3"/></a>')
    expect([root.uri, root.local]).toEqual(['urn:1', 'a'])
    const [b, d] = root.children.filter(isElement)
    expect([b?.uri, b?.local]).toEqual(['urn:2', 'b'])
    expect(b?.attributes).toEqual([
      { uri: 'urn:2', local: 'c', value: '1' },
      { uri: '', local: 'c', value: '2' },
    ])
    expect(d?.uri).toBe('urn:3')
  })

  it('gives offsets from which each element can be cut out', () => {
    const source = '<?xml version="1.0"?>\r\n<!-- <x> --><a>t<b>&lt;</b><c /></a>'
    const root = parseXml(source)
    expect(source.slice(root.start, root.end)).toBe('<a>t<b>&lt;</b><c /></a>')
    expect(root.children.filter(isElement).map(({ start, end }) => source.slice(start, end))).toEqual(['<b>&lt;</b>', '<c />'])
  })

  it('decodes entities, character references, CDATA and line ends', () => {
    const text = parseXml('<a>&amp;&#228;&#x1F600;\r\n<![CDATA[<&]]></a>').children.map((child) => (isElement(child) ? '' : child.text))
    expect(text.join('')).toBe('&ä😀\n<&')
  })

  it.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['an undeclared prefix', '<p:a/>'],
    ['crossed tags', '<a><b></a></b>'],
    ['a missing end', '<a><b/>'],
    ['two roots', '<a/><b/>'],
    ['text outside the root', '<a/>x'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['an attribute twice under two prefixes', '<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>'],
    ['a bare <', '<a b="<"/>'],
    ['endless depth', '<a>'.repeat(2000) + '</a>'.repeat(2000)],
    ['nothing', ''],
  ])('refuses %s', (_, source) => {
    expect(() => parseXml(source)).toThrow(XmlProblem)
  })

  it('reads UTF-16 by its mark and refuses broken UTF-8', () => {
    const utf16 = new Uint8Array([0xff, 0xfe, ...[...'<a/>'].flatMap((letter) => [letter.charCodeAt(0), 0])])
    expect(parseXml(decodeXml(utf16).source).local).toBe('a')
    expect(decodeXml(utf16).utf8).toBe(false)
    expect(() => decodeXml(new Uint8Array([60, 0xff, 62]))).toThrow(XmlProblem)
  })
})
