import { elementsOf } from '../ooxml/package-parts.ts'
import type { Splice } from '../ooxml/splice.ts'
import { xmlText } from '../ooxml/splice.ts'
import type { XmlElement } from '../ooxml/xml.ts'

/** `id` and `r:id` stand on the same elements: the namespace tells them apart. */
export const attr = (element: XmlElement, local: string, uri = ''): string | undefined =>
  element.attributes.find((candidate) => candidate.local === local && candidate.uri === uri)?.value

export const childOf = (element: XmlElement | undefined, local: string): XmlElement | undefined =>
  element && elementsOf(element).find((each) => each.local === local)

/** Follows names down; undefined where one is missing. */
export const descend = (element: XmlElement | undefined, ...locals: string[]): XmlElement | undefined => locals.reduce(childOf, element)

/** Itself and everything in it, in the document's order. */
export function* everyElement(root: XmlElement): Generator<XmlElement> {
  yield root
  for (const child of elementsOf(root)) yield* everyElement(child)
}

/** Which child of which child from the root on, elements counted only: `0.2.1`. */
export type Path = string

export const at = (root: XmlElement, path: Path): XmlElement | undefined =>
  path.split('.').reduce<XmlElement | undefined>((element, index) => element && elementsOf(element)[Number(index)], root)

export const removal = ({ start, end }: XmlElement): Splice => ({ start, end, text: '' })

/** Sets an attribute without prefix, or takes it away with undefined. */
export function attributeSplice(source: string, element: XmlElement, name: string, value: string | undefined): Splice {
  const tag = source.slice(element.start, element.open)
  const found = new RegExp(`\\s+${name}\\s*=\\s*("[^"]*"|'[^']*')`).exec(tag)
  const text = value === undefined ? '' : ` ${name}="${xmlText(value)}"`
  if (found) return { start: element.start + found.index, end: element.start + found.index + found[0].length, text }
  const past = element.start + (/^<[^\s/>]+/.exec(tag)?.[0].length ?? 0)
  return { start: past, end: past, text }
}
