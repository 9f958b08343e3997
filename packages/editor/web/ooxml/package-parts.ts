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

/** Throws XmlProblem. */
export function readRelationships(bytes: Uint8Array, part: string): Relationship[] {
  return elementsOf(parseXml(decodeXml(bytes).source)).flatMap((element) => {
    const target = attribute(element, 'Target')
    if (target === undefined || attribute(element, 'TargetMode') === 'External') return []
    const resolved = new URL(target, `package:///${part}`).pathname.slice(1)
    return [{ kind: attribute(element, 'Type')?.split('/').at(-1) ?? '', target: decodeURIComponent(resolved) }]
  })
}

export const isXmlPart = (name: string): boolean => /\.(xml|rels|vml)$/i.test(name)
