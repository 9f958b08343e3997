import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseXml } from '../ooxml/xml.ts'
import { Canon } from './canonical.ts'
import { graft } from './graft.ts'

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const W14 = 'http://schemas.microsoft.com/office/word/2010/wordml'
const MC = 'http://schemas.openxmlformats.org/markup-compatibility/2006'
const original = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<w:document xmlns:w="${W}"><w:body>\n  <w:p w:b="1" w:a="2"><w:r><w:t>One</w:t></w:r></w:p>\n  <w:p><w:r><w:t>Two</w:t></w:r></w:p>\n</w:body></w:document>`

describe('graft', () => {
  it('gives the original back, to the letter, when nothing changed but the writing', () => {
    const rewritten = `<d:document xmlns:d="${W}"><d:body><d:p d:a="2" d:b="1"><d:r><d:t>One</d:t></d:r></d:p><d:p><d:r><d:t>Two</d:t></d:r></d:p></d:body></d:document>`
    expect(graft(original, rewritten)).toBe(original)
  })

  it('changes only the text that changed', () => {
    const next = `<w:document xmlns:w="${W}"><w:body><w:p w:a="2" w:b="1"><w:r><w:t>One more</w:t></w:r></w:p><w:p><w:r><w:t>Two</w:t></w:r></w:p></w:body></w:document>`
    expect(graft(original, next)).toBe(original.replace('One', 'One more'))
  })

  it('adds and removes paragraphs without touching their neighbours', () => {
    const p = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
    const one = `<w:p w:a="2" w:b="1"><w:r><w:t>One</w:t></w:r></w:p>`
    const body = (...paragraphs: string[]) => `<w:document xmlns:w="${W}"><w:body>${paragraphs.join('')}</w:body></w:document>`
    expect(graft(original, body(one, p('New'), p('Two')))).toBe(
      original.replace('\n  <w:p><w:r><w:t>Two', `${p('New')}\n  <w:p><w:r><w:t>Two`),
    )
    expect(graft(original, body(one))).toBe(original.replace('\n  <w:p><w:r><w:t>Two</w:t></w:r></w:p>', ''))
  })

  it('declares a namespace that only the new content uses', () => {
    const next = `<w:document xmlns:w="${W}" xmlns:n="urn:new"><w:body><w:p w:a="2" w:b="1"><w:r><w:t>One</w:t><n:x/></w:r></w:p><w:p><w:r><w:t>Two</w:t></w:r></w:p></w:body></w:document>`
    expect(graft(original, next)).toContain(`<w:document xmlns:w="${W}" xmlns:n="urn:new"><w:body>\n`)
    expect(graft(original, next)).toContain('<w:t>One</w:t><n:x/></w:r>')
  })

  it('keeps a namespace that is declared in the new content itself', () => {
    const next = original.replace('<w:t>Two</w:t>', '<w:t>Two</w:t><n:x xmlns:n="urn:new"/>')
    expect(graft(original, next)).toBe(next)
  })

  it('takes out invented paragraph ids and the namespace that came with them', () => {
    const next = original
      .replace('<w:document ', `<w:document xmlns:w14="${W14}" xmlns:mc="${MC}" mc:Ignorable="w14" `)
      .replace('<w:p w:b', '<w:p w14:paraId="00000001" w14:textId="00000001" w:b')
      .replace('<w:p>', '<w:p w14:paraId="00000002" w14:textId="00000002">')
    expect(graft(original, next)).toBe(original)
    expect(graft(original, next.replace('Two', 'Three'))).toBe(original.replace('Two', 'Three'))
  })

  it('leaves paragraph ids that the document had, or that a thread of comments points at', () => {
    const start = `<w:document xmlns:w="${W}" xmlns:w14="${W14}"><w:body><w:p w14:paraId="0000000A"><w:r/></w:p><w:p><w:r/></w:p></w:body></w:document>`
    const next = start.replace('<w:p>', '<w:p w14:paraId="0000000B">')
    expect(graft(start, next)).toBe(start)
    expect(graft(start, next, new Set(['0000000B']))).toBe(next)
  })

  it('takes the new document whole where the two use one prefix for different things', () => {
    const next = '<x:a xmlns:x="urn:2"><x:b/></x:a>'
    expect(graft('<x:a xmlns:x="urn:1"><x:c/></x:a>', next)).toBe(next)
  })

  it('always means what the new document means', () => {
    const name = fc.constantFrom('w:p', 'w:r', 'w:t', 'v:x')
    const { tree } = fc.letrec<{ tree: string }>((again) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('', ' ', 'text', '&amp; more ', '\n  '),
        fc
          .tuple(name, fc.constantFrom('', ' w:a="1"', ' a="2" w:a="1"', ' xmlns:v="urn:other"'), fc.array(again('tree'), { maxLength: 4 }))
          .map(([tag, attributes, children]) =>
            children.length ? `<${tag}${attributes}>${children.join('')}</${tag}>` : `<${tag}${attributes}/>`,
          ),
      ),
    }))
    const document = fc.array(tree, { maxLength: 6 }).map((parts) => `<w:body xmlns:w="${W}" xmlns:v="urn:v">${parts.join('')}</w:body>`)
    fc.assert(
      fc.property(document, document, (before, after) => {
        const canon = new Canon()
        expect(canon.of(parseXml(graft(before, after)))).toBe(canon.of(parseXml(after)))
      }),
      { numRuns: 500 },
    )
  })
})
