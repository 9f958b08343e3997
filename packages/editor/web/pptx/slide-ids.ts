import { elementsOf } from '../ooxml/package-parts.ts'
import { appendTo, prefixOf, type Splice, splice } from '../ooxml/splice.ts'
import { parseXml, type XmlElement } from '../ooxml/xml.ts'
import { P, P14, R } from './names.ts'
import { attr, childOf, everyElement, removal } from './tree.ts'

/** One row of `p:sldIdLst`: its id, and the relationship that leads to the slide. */
export interface SlideId {
  id: string
  relationship: string
  element: XmlElement
}

export const slideIds = (presentation: XmlElement): SlideId[] =>
  elementsOf(childOf(presentation, 'sldIdLst') ?? presentation)
    .filter(({ local, uri }) => local === 'sldId' && uri === P)
    .map((element) => ({ id: attr(element, 'id') ?? '', relationship: attr(element, 'id', R) ?? '', element }))

const listedInSections = (presentation: XmlElement): XmlElement[] =>
  [...everyElement(presentation)].filter(({ local, uri }) => local === 'sldId' && uri === P14)

/** ECMA-376, 19.7.13: 256 and up, and below what masters and layouts are numbered with. */
export function freeSlideId(presentation: XmlElement): string {
  const taken = new Set(slideIds(presentation).map(({ id }) => Number(id)))
  let id = Math.max(255, ...taken) + 1
  if (id >= 2_147_483_648) for (id = 256; taken.has(id); ) id++
  return String(id)
}

/** Takes a slide out of the list and out of its section. */
export function withoutSlide(source: string, id: string): string {
  const root = parseXml(source)
  const rows = slideIds(root).filter((row) => row.id === id)
  const listed = listedInSections(root).filter((element) => attr(element, 'id') === id)
  return splice(source, [...rows.map(({ element }) => removal(element)), ...listed.map(removal)])
}

/** Puts a row, as written, at a place in the list, and the slide into the section of the one before it. */
export function withSlide(source: string, row: string, id: string, place: number): string {
  const root = parseXml(source)
  const rows = slideIds(root)
  const before = rows[place - 1]
  const next = rows[place]
  const splices: Splice[] = []
  const list = childOf(root, 'sldIdLst')
  if (next) splices.push(insertion(next.element.start, row))
  else if (before) splices.push(insertion(before.element.end, row))
  else if (list) splices.push(appendTo(source, list, row))
  else splices.push(newList(source, root, row))
  const section = inSection(source, root, before?.id, next?.id, id)
  return splice(source, section ? [...splices, section] : splices)
}

const insertion = (at: number, text: string): Splice => ({ start: at, end: at, text })

/** ECMA-376, 19.2.1.26: the list stands behind those of the masters. */
function newList(source: string, root: XmlElement, row: string): Splice {
  const prefix = prefixOf(source, root)
  const masters = elementsOf(root).filter(({ local }) => /^(sldMaster|notesMaster|handoutMaster)IdLst$/.test(local))
  return insertion(masters.at(-1)?.end ?? root.open, `<${prefix}sldIdLst>${row}</${prefix}sldIdLst>`)
}

function inSection(source: string, root: XmlElement, before: string | undefined, next: string | undefined, id: string): Splice | undefined {
  const listed = listedInSections(root)
  const find = (wanted: string | undefined) => listed.find((element) => attr(element, 'id') === wanted)
  const entry = (prefix: string) => `<${prefix}sldId id="${id}"/>`
  const previous = find(before)
  if (previous) return insertion(previous.end, entry(prefixOf(source, previous)))
  const following = find(next)
  if (following) return insertion(following.start, entry(prefixOf(source, following)))
  const list = [...everyElement(root)].find(({ local, uri }) => local === 'sldIdLst' && uri === P14)
  return list && appendTo(source, list, entry(prefixOf(source, list)))
}
