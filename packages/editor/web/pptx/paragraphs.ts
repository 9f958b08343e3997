import { elementsOf } from '../ooxml/package-parts.ts'
import { prefixOf, splice, xmlText } from '../ooxml/splice.ts'
import { isElement, type XmlElement } from '../ooxml/xml.ts'
import { A } from './names.ts'
import { childOf } from './tree.ts'

/** A stretch of text with one look. `properties` is its `a:rPr` as written, '' for none. */
export type Run =
  | { kind: 'text'; text: string; properties: string }
  | { kind: 'break'; properties: string }
  /** a slide number or date: moved and deleted as a whole; `raw` is the `a:fld` as written */
  | { kind: 'field'; text: string; properties: string; raw: string }

export interface Paragraph {
  /** as it stands in the file; undefined as soon as it was changed */
  readonly raw: string | undefined
  /** `a:pPr` as written, '' for none */
  readonly properties: string
  /** `a:endParaRPr` as written, '' for none */
  readonly end: string
  readonly runs: readonly Run[]
  /** holds something that we cannot put back, an equation say: it stays as it is */
  readonly locked: boolean
}

export interface TextBody {
  /** of DrawingML in this part, with its colon */
  readonly prefix: string
  readonly paragraphs: readonly Paragraph[]
}

const paragraphsOf = (body: XmlElement) => elementsOf(body).filter(({ local, uri }) => local === 'p' && uri === A)

/** `body` is a `p:txBody` or `a:txBody` of `source`. */
export function readBody(source: string, body: XmlElement): TextBody {
  const elements = paragraphsOf(body)
  const first = elements[0]
  return {
    prefix: first ? prefixOf(source, first) : 'a:',
    paragraphs: elements.map((element) => readParagraph(source, element)),
  }
}

const rawOf = (source: string, element: XmlElement | undefined) => (element ? source.slice(element.start, element.end) : '')

function readParagraph(source: string, element: XmlElement): Paragraph {
  let properties = ''
  let end = ''
  // a prefix that is declared in here would be lost with the element that declares it
  let locked = element.declared.size > 0
  const runs: Run[] = []
  for (const child of elementsOf(element)) {
    const look = rawOf(source, childOf(child, 'rPr'))
    if (child.uri !== A || child.declared.size > 0) locked = true
    else if (child.local === 'pPr') properties = rawOf(source, child)
    else if (child.local === 'endParaRPr') end = rawOf(source, child)
    else if (child.local === 'br') runs.push({ kind: 'break', properties: look })
    else if (child.local === 'r') runs.push({ kind: 'text', text: textOf(childOf(child, 't')), properties: look })
    else if (child.local === 'fld')
      runs.push({ kind: 'field', text: textOf(childOf(child, 't')), properties: look, raw: rawOf(source, child) })
    else locked = true
  }
  return { raw: rawOf(source, element), properties, end, runs, locked }
}

const textOf = (element: XmlElement | undefined): string =>
  element ? element.children.map((child) => (isElement(child) ? '' : child.text)).join('') : ''

/** In the schema's order: pPr, runs, endParaRPr (ECMA-376, 21.1.2.2.6). */
export function writeParagraph(paragraph: Paragraph, prefix: string): string {
  if (paragraph.raw !== undefined) return paragraph.raw
  const runs = paragraph.runs.map((run) => {
    if (run.kind === 'field') return run.raw
    if (run.kind === 'break') return run.properties ? `<${prefix}br>${run.properties}</${prefix}br>` : `<${prefix}br/>`
    return `<${prefix}r>${run.properties}<${prefix}t>${xmlText(run.text)}</${prefix}t></${prefix}r>`
  })
  return `<${prefix}p>${paragraph.properties}${runs.join('')}${paragraph.end}</${prefix}p>`
}

/** The source with the paragraphs of a body replaced; those that stayed the same keep their characters and what lies between them. */
export function writeBody(source: string, body: XmlElement, paragraphs: readonly Paragraph[]): string {
  const old = paragraphsOf(body)
  const { prefix } = readBody(source, body)
  const before = old.map((element) => rawOf(source, element))
  const after = paragraphs.map((paragraph) => writeParagraph(paragraph, prefix))
  let head = 0
  while (head < before.length && head < after.length && before[head] === after[head]) head++
  let tail = 0
  while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  if (head === before.length && head === after.length) return source
  const start = old[head]?.start ?? old.at(-1)?.end ?? body.close
  const end = Math.max(start, old[before.length - tail - 1]?.end ?? start)
  const isInsertion = head === before.length - tail
  return splice(source, [{ start, end: isInsertion ? start : end, text: after.slice(head, after.length - tail).join('') }])
}

export const plainText = (paragraphs: readonly Paragraph[]): string =>
  paragraphs.map(({ runs }) => runs.map((run) => (run.kind === 'break' ? '\v' : run.text)).join('')).join('\n')
