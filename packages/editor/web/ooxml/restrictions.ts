import { attribute, elementsOf, type Relationship } from './package-parts.ts'
import { isElement, type XmlElement } from './xml.ts'

/** By the package's own relationships, or by the folder that signatures are kept in. */
export const isSigned = (topLevel: readonly Relationship[], names: Iterable<string>): boolean =>
  topLevel.some(({ kind }) => kind === 'origin') || [...names].some((name) => name.startsWith('_xmlsignatures/'))

/** "Mark as final" is a custom property. Takes the root of that part. */
export function isFinal(custom: XmlElement | undefined): boolean {
  const final = custom && elementsOf(custom).find((element) => attribute(element, 'name') === '_MarkAsFinal')
  return Boolean(
    final?.children.some((value) => isElement(value) && value.children.some((text) => !isElement(text) && text.text.trim() === 'true')),
  )
}
