import type { OfficePackage } from '../ooxml/package.ts'
import { prefixOf, splice } from '../ooxml/splice.ts'
import { parseXml, type XmlElement } from '../ooxml/xml.ts'
import { createSlide } from './layouts.ts'
import { R, relationshipType } from './names.ts'
import { copyPart, dropReference, reachable } from './parts.ts'
import { freeSlideId, slideIds, withoutSlide, withSlide } from './slide-ids.ts'
import { attr, attributeSplice, childOf, everyElement, removal } from './tree.ts'

/** All of these change the package at once. Counts in docProps/app.xml stay: PowerPoint counts anew and minds no difference. */

export interface ListedSlide {
  /** of `p:sldId`; stays the same as long as the slide lives */
  id: string
  part: string
}

export function listSlides(pkg: OfficePackage, presentation: string): ListedSlide[] {
  const targets = new Map(pkg.relationships(presentation).map(({ id, target }) => [id, target]))
  return slideIds(parseXml(pkg.text(presentation))).flatMap(({ id, relationship }) => {
    const part = targets.get(relationship)
    return part !== undefined && pkg.has(part) ? [{ id, part }] : []
  })
}

function insert(pkg: OfficePackage, presentation: string, part: string, place: number): string {
  const relationship = pkg.relate(presentation, relationshipType('slide'), part)
  const source = pkg.text(presentation)
  const root = parseXml(source)
  const id = freeSlideId(root)
  const relations = [...root.namespaces].find(([, uri]) => uri === R)?.[0]
  const named = relations ? `${relations}:id="${relationship}"` : `xmlns:r="${R}" r:id="${relationship}"`
  pkg.set(presentation, withSlide(source, `<${prefixOf(source, root)}sldId id="${id}" ${named}/>`, id, place))
  return id
}

export const addSlide = (pkg: OfficePackage, presentation: string, layout: string, place: number): string =>
  insert(pkg, presentation, createSlide(pkg, layout), place)

export const duplicateSlide = (pkg: OfficePackage, presentation: string, part: string, place: number): string =>
  insert(pkg, presentation, copyPart(pkg, part, new Map()), place)

/** Takes a slide away, with the parts that only it led to and everything that speaks of it: links, sections, custom shows. */
export function deleteSlide(pkg: OfficePackage, presentation: string, { id, part }: ListedSlide): void {
  const before = reachable(pkg, '')
  const source = pkg.text(presentation)
  const root = parseXml(source)
  const relationship = slideIds(root).find((row) => row.id === id)?.relationship ?? ''
  const shown = [...everyElement(childOf(root, 'custShowLst') ?? root)].filter(
    (element) => element.local === 'sld' && attr(element, 'id', R) === relationship,
  )
  pkg.set(presentation, withoutSlide(splice(source, shown.map(removal)), id))
  pkg.unrelate(presentation, relationship)
  const kept = reachable(pkg, '', part)
  kept.delete(part)
  for (const name of kept)
    for (const row of pkg.relationships(name)) if (!row.external && row.target === part) dropReference(pkg, name, row.id)
  for (const name of before) if (!kept.has(name) && name !== '') pkg.remove(name)
}

/** `place`: where it stands afterwards. */
export function moveSlide(pkg: OfficePackage, presentation: string, id: string, place: number): void {
  const source = pkg.text(presentation)
  const rows = slideIds(parseXml(source))
  const row = rows.find((each) => each.id === id)
  if (!row || rows.indexOf(row) === place) return
  pkg.set(presentation, withSlide(withoutSlide(source, id), source.slice(row.element.start, row.element.end), id, place))
}

const startTag = (pkg: OfficePackage, part: string): { source: string; root: XmlElement } => {
  const source = pkg.text(part)
  return { source, root: parseXml(source) }
}

export const isHidden = (pkg: OfficePackage, part: string): boolean =>
  /<([\w.-]+:)?sld\s[^>]*\bshow\s*=\s*["'](0|false)["']/.test(pkg.text(part).slice(0, 4000))

/** A hidden slide is left out of the show; true is the default and not written. */
export function setHidden(pkg: OfficePackage, part: string, hidden: boolean): void {
  const { source, root } = startTag(pkg, part)
  pkg.set(part, splice(source, [attributeSplice(source, root, 'show', hidden ? '0' : undefined)]))
}
