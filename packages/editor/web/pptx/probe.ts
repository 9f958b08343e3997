import type { OfficePackage } from '../ooxml/package.ts'
import { prefixOf, type Splice, splice } from '../ooxml/splice.ts'
import { parseXml, type XmlElement } from '../ooxml/xml.ts'
import { type BodyPlace, bodiesOf } from './bodies.ts'
import { type Paragraph, readBody } from './paragraphs.ts'
import { asRunProperties } from './run-properties.ts'

/** What the library draws a paragraph and its runs with. */
export interface Look {
  /** of the paragraph's element */
  css: string
  bullet: HTMLElement | undefined
  /** per run, and what stands for an empty paragraph's only one */
  runs: string[]
  /** a paragraph that is kept as it is, as it was drawn */
  drawn?: Element | undefined
}

export interface Probed {
  place: BodyPlace
  /** the element that the library put the paragraphs into */
  box: HTMLElement
  looks: Look[]
}

/** Of the private use area: each stands for one run. */
const FIRST = 0xe000
const LAST = 0xf8ff

/**
 * A slide whose every run is one character that we know again, so that it can be found in what the library draws, with
 * the element around it and all that it inherits.
 */
export function probeSource(pkg: OfficePackage, part: string): { source: string; places: BodyPlace[] } {
  const source = pkg.text(part)
  const places = bodiesOf(parseXml(source))
  let code = FIRST
  const splices = places.flatMap(({ element }): Splice[] => {
    const paragraphs = element.children.filter((child): child is XmlElement => 'local' in child && child.local === 'p')
    const first = paragraphs[0]
    const last = paragraphs.at(-1)
    if (!first || !last) return []
    const body = readBody(source, element)
    const count = body.paragraphs.reduce((sum, paragraph) => sum + marksOf(paragraph), 0)
    if (code + count > LAST) return []
    const text = body.paragraphs.map((paragraph) => probeParagraph(paragraph, prefixOf(source, first), () => String.fromCharCode(code++)))
    return [{ start: first.start, end: last.end, text: text.join('') }]
  })
  return { source: splice(source, splices), places }
}

const marksOf = ({ locked, runs }: Paragraph): number => (locked ? 0 : Math.max(1, runs.length))

function probeParagraph(paragraph: Paragraph, prefix: string, mark: () => string): string {
  if (paragraph.locked) return paragraph.raw ?? ''
  const looks = paragraph.runs.length ? paragraph.runs.map(({ properties }) => properties) : [asRunProperties(paragraph.end)]
  const runs = looks.map((properties) => `<${prefix}r>${properties}<${prefix}t>${mark()}</${prefix}t></${prefix}r>`)
  return `<${prefix}p>${paragraph.properties}${runs.join('')}${paragraph.end}</${prefix}p>`
}

/**
 * Finds the texts in what was drawn of a probe. One that the library does not draw, a hidden shape's say, is missing, and so
 * is one with nothing to edit in it.
 */
export function findProbed(drawn: Element, source: string, places: readonly BodyPlace[]): Probed[] {
  const marks = new Map<number, HTMLElement>()
  const walker = document.createTreeWalker(drawn, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const code = node.nodeValue?.charCodeAt(0) ?? 0
    if (code >= FIRST && code <= LAST && node.parentElement) marks.set(code, node.parentElement)
  }
  let code = FIRST
  return places.flatMap((place): Probed[] => {
    const { paragraphs } = readBody(source, place.element)
    const found = paragraphs.map((paragraph) => Array.from({ length: marksOf(paragraph) }, () => marks.get(code++)))
    const runs = found.flat()
    const box = boxOf(runs[0])
    if (!box || runs.includes(undefined)) return []
    const looks = found.map((own, index): Look => {
      if (paragraphs[index]?.locked) return { css: '', bullet: undefined, runs: [], drawn: box.children[index] }
      return lookOf(box, own as HTMLElement[])
    })
    return [{ place, box, looks }]
  })
}

/** Text is drawn as box > paragraph > … > run. */
function boxOf(run: HTMLElement | undefined): HTMLElement | undefined {
  let paragraph = run
  // a paragraph of the library is as wide as its box, and the outermost that is
  while (paragraph && paragraph.style.overflowWrap !== 'anywhere') paragraph = paragraph.parentElement ?? undefined
  return paragraph?.parentElement ?? undefined
}

function lookOf(box: HTMLElement, runs: readonly HTMLElement[]): Look {
  let paragraph = runs[0]
  while (paragraph && paragraph.parentElement !== box) paragraph = paragraph.parentElement ?? undefined
  const first = paragraph?.firstElementChild
  const bullet = first instanceof HTMLElement && !first.contains(runs[0] ?? null) && first.tagName === 'SPAN' ? first : undefined
  return { css: paragraph?.style.cssText ?? '', bullet, runs: runs.map(({ style }) => style.cssText) }
}
