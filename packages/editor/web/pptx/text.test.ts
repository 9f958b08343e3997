import { describe, expect, it } from 'vitest'
import { parseXml } from '../ooxml/xml.ts'
import { A } from './names.ts'
import { plainText, readBody, writeBody } from './paragraphs.ts'
import { RICH } from './testing/made-deck.ts'
import { markRange, type Position, replaceRange } from './text-edit.ts'

const wrap = (paragraphs: string) =>
  `<p:txBody xmlns:p="urn:p" xmlns:r="urn:r" xmlns:a="${A}"><a:bodyPr wrap="none"/><a:lstStyle/>${paragraphs}</p:txBody>`
const at = (paragraph: number, offset: number): Position => ({ paragraph, offset })
const read = (source: string) => readBody(source, parseXml(source)).paragraphs
/** What becomes of paragraphs when `text` takes the place of a range. */
function edited(paragraphs: string, from: Position, to: Position, text: string): string {
  const source = wrap(paragraphs)
  return inside(writeBody(source, parseXml(source), replaceRange(read(source), from, to, text).paragraphs))
}
const inside = (source: string) => source.slice(wrap('').length - '</p:txBody>'.length, -'</p:txBody>'.length)
const run = (text: string, properties = '<a:rPr lang="en-GB" b="1"/>') => `<a:r>${properties}<a:t>${text}</a:t></a:r>`

describe('text', () => {
  it('reads runs, breaks, fields and links as one text', () => {
    expect(plainText(read(wrap(RICH)))).toBe('One two\v2\nThree & four')
  })

  it('keeps the look of the run that is typed into, and every other run as it was', () => {
    expect(edited(RICH, at(0, 2), at(0, 2), 'c')).toBe(RICH.replace('<a:t>One </a:t>', '<a:t>Once </a:t>'))
    expect(edited(RICH, at(0, 4), at(0, 4), '& ')).toBe(RICH.replace('<a:t>One </a:t>', '<a:t>One &amp; </a:t>'))
  })

  it('leaves the other paragraphs and what lies between them alone', () => {
    expect(edited(RICH, at(1, 0), at(1, 5), '3')).toBe(RICH.replace('Three', '3'))
  })

  it('splits a paragraph in two of the same kind', () => {
    expect(edited(`<a:p><a:pPr lvl="1"/>${run('ab')}<a:endParaRPr lang="de-DE"/></a:p>`, at(0, 1), at(0, 1), '\n')).toBe(
      `<a:p><a:pPr lvl="1"/>${run('a')}<a:endParaRPr lang="de-DE"/></a:p><a:p><a:pPr lvl="1"/>${run('b')}<a:endParaRPr lang="de-DE"/></a:p>`,
    )
  })

  it('makes one of two paragraphs, in the first one’s shape', () => {
    const two = `<a:p><a:pPr algn="ctr"/>${run('a')}</a:p><a:p><a:pPr lvl="1"/>${run('b', '<a:rPr/>')}</a:p>`
    expect(edited(two, at(0, 1), at(1, 0), '')).toBe(`<a:p><a:pPr algn="ctr"/>${run('a')}${run('b', '<a:rPr/>')}</a:p>`)
  })

  it('lets a paragraph keep its shape when an empty one before it goes', () => {
    const two = `<a:p><a:pPr algn="ctr"/></a:p><a:p><a:pPr lvl="1"/>${run('b')}</a:p>`
    expect(edited(two, at(0, 0), at(1, 0), '')).toBe(`<a:p><a:pPr lvl="1"/>${run('b')}</a:p>`)
  })

  it('breaks a line inside of a paragraph', () => {
    expect(edited(`<a:p>${run('ab')}</a:p>`, at(0, 1), at(0, 1), '\v')).toBe(
      `<a:p>${run('a')}<a:br><a:rPr lang="en-GB" b="1"/></a:br>${run('b')}</a:p>`,
    )
  })

  it('remembers the look of a paragraph that lost all its text, and begins again with it', () => {
    const emptied = '<a:p><a:endParaRPr lang="en-GB" b="1"/></a:p>'
    expect(edited(`<a:p>${run('ab')}</a:p>`, at(0, 0), at(0, 2), '')).toBe(emptied)
    expect(edited(emptied, at(0, 0), at(0, 0), 'c')).toBe(`<a:p>${run('c')}<a:endParaRPr lang="en-GB" b="1"/></a:p>`)
  })

  it('deletes a field or a break as one character', () => {
    expect(plainText(replaceRange(read(wrap(RICH)), at(0, 7), at(0, 9), '').paragraphs)).toBe('One two\nThree & four')
  })

  it('keeps the body’s own properties, and one paragraph at least', () => {
    const source = wrap(RICH)
    const { paragraphs } = replaceRange(read(source), at(0, 0), at(1, 12), '')
    expect(paragraphs).toHaveLength(1)
    expect(writeBody(source, parseXml(source), paragraphs)).toContain('<a:bodyPr wrap="none"/><a:lstStyle/><a:p>')
  })

  it('does not touch a paragraph with an equation, nor a range that reaches into one', () => {
    const equation = '<a:p><x:m xmlns:x="urn:x"/></a:p>'
    expect(edited(`<a:p>${run('a')}</a:p>${equation}`, at(0, 0), at(1, 0), '')).toBe(`<a:p>${run('a')}</a:p>${equation}`)
    expect(edited(`<a:p>${run('a')}</a:p>${equation}`, at(0, 1), at(0, 1), 'b')).toBe(`<a:p>${run('ab')}</a:p>${equation}`)
  })

  it('makes the selected words bold and plain again, and says underline as the schema does', () => {
    const source = wrap(`<a:p>${run('abc', '<a:rPr lang="en-GB"><a:latin typeface="Arial"/></a:rPr>')}</a:p>`)
    const write = (on: boolean, mark: 'bold' | 'underline') =>
      inside(writeBody(source, parseXml(source), markRange(read(source), at(0, 1), at(0, 2), 'a:', mark, on)))
    const plain = '<a:rPr lang="en-GB"><a:latin typeface="Arial"/></a:rPr>'
    const marked = (attribute: string) => plain.replace('<a:rPr', `<a:rPr ${attribute}`)
    expect(write(true, 'bold')).toBe(`<a:p>${run('a', plain)}${run('b', marked('b="1"'))}${run('c', plain)}</a:p>`)
    expect(write(false, 'bold')).toContain(marked('b="0"'))
    expect(write(true, 'underline')).toContain(marked('u="sng"'))
  })

  it('marks text without any properties under the prefix of its part', () => {
    const source = `<p:txBody xmlns:p="urn:p" xmlns="${A}"><bodyPr/><p><r><t>a</t></r></p></p:txBody>`
    const { prefix, paragraphs } = readBody(source, parseXml(source))
    const marked = markRange(paragraphs, at(0, 0), at(0, 1), prefix, 'italic', true)
    expect(writeBody(source, parseXml(source), marked)).toContain('<p><r><rPr i="1"/><t>a</t></r></p>')
  })

  it('leaves a link out of what it remembers of emptied text', () => {
    const linked = run('a', '<a:rPr lang="en-GB"><a:hlinkClick r:id="rId1"/></a:rPr>')
    expect(edited(`<a:p>${linked}</a:p>`, at(0, 0), at(0, 1), '')).toBe('<a:p><a:endParaRPr lang="en-GB"></a:endParaRPr></a:p>')
  })
})
