import { parseXml, type XmlElement } from './xml.ts'

/** Replaces `start` to `end` of a source; equal offsets insert. */
export interface Splice {
  start: number
  end: number
  text: string
}

/** Every character outside of the splices stays. They must not overlap; insertions at one place keep their order. */
export function splice(source: string, splices: readonly Splice[]): string {
  const ordered = splices.map((each, index) => ({ ...each, index })).sort((a, b) => a.start - b.start || a.end - b.end || a.index - b.index)
  const pieces: string[] = []
  let at = 0
  for (const { start, end, text } of ordered) {
    if (start < at) throw new RangeError('splices overlap')
    pieces.push(source.slice(at, start), text)
    at = end
  }
  return pieces.join('') + source.slice(at)
}

/** Where the content of an element ends: a splice that puts `text` there as its last child, opening `<a/>` up if need be. */
export function appendTo(source: string, element: XmlElement, text: string): Splice {
  if (element.close !== element.end) return { start: element.close, end: element.close, text }
  const name = /^<([^\s/>]+)/.exec(source.slice(element.start))?.[1] ?? ''
  const slash = source.lastIndexOf('/', element.end)
  return { start: slash, end: element.end, text: `>${text}</${name}>` }
}

/** The source with one more element as the last child of its root, under the root's own prefix. `rest` begins after the name. */
export function append(source: string, name: string, rest: string): string {
  const root = parseXml(source)
  return splice(source, [appendTo(source, root, `<${prefixOf(source, root)}${name} ${rest}/>`)])
}

/** The prefix that an element was written with, with its colon; '' for none. */
export const prefixOf = (source: string, element: XmlElement): string =>
  /^<([^\s/>:]+:)?/.exec(source.slice(element.start, element.open))?.[1] ?? ''

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** XML 1.0, 2.2: what it cannot hold, halves of surrogate pairs among it. */
const NO_CHARACTERS = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** As text or as the value of an attribute in double quotes. Characters that XML cannot hold are dropped. */
export const xmlText = (text: string): string => text.replace(NO_CHARACTERS, '').replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '')
