import type { OfficePackage } from '../../ooxml/package.ts'
import { attribute, elementsOf } from '../../ooxml/package-parts.ts'
import { appendTo, type Splice, splice, xmlText } from '../../ooxml/splice.ts'
import { parseXml, type XmlElement } from '../../ooxml/xml.ts'

/** Changes to one XML part, gathered first and carried out at once; all else keeps its characters. */
export interface XmlEdit {
  readonly root: XmlElement
  readonly source: string
  /** The attribute's value, undefined to take it away. Only attributes without prefix. */
  set(element: XmlElement, name: string, value: string | undefined): void
  /** All of an element's content, as text. */
  text(element: XmlElement, value: string): void
  /** Lists that are empty then go too, and `count` follows. */
  remove(element: XmlElement): unknown
  /** XML in front of a child, or as the last one; `count` follows. */
  add(parent: XmlElement, before: XmlElement | undefined, xml: string): void
  /** XML at an offset of the source. */
  put(offset: number, xml: string): void
  parent(element: XmlElement): XmlElement | undefined
  /** whether it was taken away, or something around it */
  isGone(element: XmlElement): boolean
  result(): string
}

/** Lists that must not be empty (ECMA-376 part 1, 18.3), and what only wraps such a list. */
const NEVER_EMPTY = new Set(
  'mergeCells dataValidations conditionalFormattings hyperlinks protectedRanges ignoredErrors sparklines sparklineGroup sparklineGroups ext extLst rowBreaks colBreaks cellWatches cols tableParts sortState dataRefs queryTableFields definedNames slicerRefs'.split(
    ' ',
  ),
)
/** A sparkline's colours are worth nothing without sparklines. */
const isEmpty = (parent: XmlElement, gone: ReadonlySet<XmlElement>) =>
  elementsOf(parent).every((child) => gone.has(child) || (parent.local === 'sparklineGroup' && child.local !== 'sparklines'))

const ATTRIBUTES = /\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')/g

function attributeSplice(source: string, element: XmlElement, name: string, value: string | undefined): Splice[] {
  const tag = source.slice(element.start, element.open)
  const written = value === undefined ? '' : ` ${name}="${xmlText(value)}"`
  for (const match of tag.matchAll(ATTRIBUTES)) {
    const start = element.start + match.index
    if (match[1] === name) return [{ start, end: start + match[0].length, text: written }]
  }
  const behindName = element.start + (/^<[^\s/>]+/.exec(tag)?.[0].length ?? 0)
  return value === undefined ? [] : [{ start: behindName, end: behindName, text: written }]
}

export function editXml(source: string): XmlEdit {
  const root = parseXml(source)
  const parents = new Map<XmlElement, XmlElement>()
  const attributes = new Map<XmlElement, Map<string, string | undefined>>()
  const contents: (Splice & { owner: XmlElement | undefined })[] = []
  const gone = new Set<XmlElement>()
  const added = new Map<XmlElement, number>()
  const adopt = (parent: XmlElement) => {
    for (const child of elementsOf(parent)) {
      parents.set(child, parent)
      adopt(child)
    }
  }
  adopt(root)

  const set: XmlEdit['set'] = (element, name, value) => {
    const own = attributes.get(element) ?? new Map<string, string | undefined>()
    attributes.set(element, own.set(name, value))
  }
  /** Takes emptied lists away too, and answers the parents of all that went. */
  function collapse(): Set<XmlElement> {
    const touched = new Set<XmlElement>()
    for (const element of gone) {
      const parent = parents.get(element)
      if (!parent || touched.has(parent)) continue
      touched.add(parent)
      // a Set is walked on to what is added on the way
      if (NEVER_EMPTY.has(parent.local) && !added.has(parent) && isEmpty(parent, gone)) gone.add(parent)
    }
    return touched
  }
  const isGone = (element: XmlElement | undefined): boolean => element !== undefined && (gone.has(element) || isGone(parents.get(element)))
  function recount(parent: XmlElement) {
    const left = elementsOf(parent).filter((child) => !gone.has(child))
    if (attribute(parent, 'count') !== undefined) set(parent, 'count', String(left.length + (added.get(parent) ?? 0)))
    if (attribute(parent, 'manualBreakCount') !== undefined)
      set(parent, 'manualBreakCount', String(left.filter((child) => attribute(child, 'man') === '1').length))
  }

  return {
    root,
    source,
    set,
    remove: (element) => gone.add(element),
    parent: (element) => parents.get(element),
    isGone,
    text(element, value) {
      contents.push({ start: element.open, end: element.close, text: xmlText(value), owner: element })
    },
    add(parent, before, xml) {
      added.set(parent, (added.get(parent) ?? 0) + 1)
      contents.push({ ...(before ? { start: before.start, end: before.start, text: xml } : appendTo(source, parent, xml)), owner: parent })
    },
    put(offset, xml) {
      contents.push({ start: offset, end: offset, text: xml, owner: undefined })
    },
    result() {
      for (const parent of new Set([...collapse(), ...added.keys()])) recount(parent)
      const values = [...attributes].flatMap(([element, own]) =>
        isGone(element)
          ? []
          : [...own].flatMap(([name, value]) => (attribute(element, name) === value ? [] : attributeSplice(source, element, name, value))),
      )
      const outermost = [...gone].filter((element) => !isGone(parents.get(element))).map(({ start, end }) => ({ start, end, text: '' }))
      return splice(source, [...values, ...contents.filter(({ owner }) => !isGone(owner)), ...outermost])
    },
  }
}

/** Changes a part, if what is done to it changes anything. */
export function editPart(pack: OfficePackage, part: string, change: (xml: XmlEdit) => void): void {
  const xml = editXml(pack.text(part))
  change(xml)
  pack.set(part, xml.result())
}

/** An element and all below it. */
export function* within(element: XmlElement): Generator<XmlElement> {
  yield element
  for (const child of elementsOf(element)) yield* within(child)
}

export const textOf = (element: XmlElement): string => element.children.map((child) => ('text' in child ? child.text : '')).join('')
