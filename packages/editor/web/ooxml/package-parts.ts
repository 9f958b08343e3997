import { decodeXml, isElement, parseXml, type XmlElement } from './xml.ts'

export const CONTENT_TYPES = '[Content_Types].xml'

/** A relationship that points into the package. */
export interface Relationship {
  /** the last word of the type: officeDocument, settings, image … */
  readonly kind: string
  /** a part's name without the leading slash */
  readonly target: string
}

export function elementsOf(root: XmlElement): XmlElement[] {
  return root.children.filter(isElement)
}

export const attribute = (element: XmlElement, local: string): string | undefined =>
  element.attributes.find((candidate) => candidate.local === local)?.value

/** `word/_rels/document.xml.rels` speaks for `word/document.xml`; the package's own for ''. */
export const relationshipsOf = (part: string): string => part.replace(/([^/]*)$/, '_rels/$1.rels')

/** The part that a relationship of `part` points to. What is no address, or has escapes of nothing, names no part of ours. */
export function targetPart(target: string, part: string): string {
  const base = `package:///${part}`
  if (!URL.canParse(target, base)) return target
  const path = new URL(target, base).pathname.slice(1)
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Throws XmlProblem. */
export function readRelationships(bytes: Uint8Array, part: string): Relationship[] {
  return elementsOf(parseXml(decodeXml(bytes).source)).flatMap((element) => {
    const target = attribute(element, 'Target')
    if (target === undefined || attribute(element, 'TargetMode') === 'External') return []
    return [{ kind: attribute(element, 'Type')?.split('/').at(-1) ?? '', target: targetPart(target, part) }]
  })
}

export const isXmlPart = (name: string): boolean => /\.(xml|rels|vml)$/i.test(name)
