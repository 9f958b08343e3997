import { appendTo, type Splice } from './splice.ts'
import { isElement, parseXml, type XmlElement } from './xml.ts'

/** A piece of a part, read by itself. Offsets of `element` count in `source`. */
export interface Fragment {
  source: string
  element: XmlElement
}

/**
 * Reads one element out of its part. `around` is the start tag that it stood in, so that its prefixes are known.
 * Throws XmlProblem.
 */
export function parseFragment(text: string, around: string): Fragment {
  const name = /^<([^\s/>]+)/.exec(around)?.[1] ?? ''
  const source = `${around.replace(/\s*\/>$/, '>')}${text}</${name}>`
  const element = parseXml(source).children.find(isElement)
  if (!element) throw new RangeError('no element in this fragment')
  return { source, element }
}

export const startTag = (source: string, element: XmlElement): string => source.slice(element.start, element.open)
export const elementText = (source: string, element: XmlElement): string => source.slice(element.start, element.end)

const ATTRIBUTE = /\s+([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')/g

/** A start tag with some attributes set (values as they stand in XML) or, for undefined, taken away; the others stay as they are. */
export function withAttributes(tag: string, changes: Readonly<Record<string, string | undefined>>): string {
  const left = new Map(Object.entries(changes))
  const changed = tag.replace(ATTRIBUTE, (whole, name: string) => {
    if (!(name in changes)) return whole
    const value = left.get(name)
    left.delete(name)
    return value === undefined ? '' : ` ${name}="${value}"`
  })
  const added = [...left].flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${value}"`])).join('')
  return added ? changed.replace(/\s*(\/?)>$/, `${added}$1>`) : changed
}

/**
 * Puts `text` into `parent` at the place that `order` (local names as the schema lists them) gives to `local`. One that is
 * there already is replaced; '' takes it away.
 */
export function place(source: string, parent: XmlElement, order: readonly string[], local: string, text: string): Splice {
  const children = parent.children.filter(isElement).filter(({ uri }) => uri === parent.uri)
  const present = children.find((child) => child.local === local)
  if (present) return { start: present.start, end: present.end, text }
  const rank = order.indexOf(local)
  const before = children.findLast((child) => order.includes(child.local) && order.indexOf(child.local) < rank)
  if (parent.close === parent.end) return text ? appendTo(source, parent, text) : { start: parent.end, end: parent.end, text }
  const at = before?.end ?? parent.open
  return { start: at, end: at, text }
}
