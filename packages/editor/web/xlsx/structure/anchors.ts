import { attribute, elementsOf } from '../../ooxml/package-parts.ts'
import type { XmlElement } from '../../ooxml/xml.ts'
import { type Change, limit, moved } from '../formula/change.ts'
import { movedOrNext } from './addresses.ts'
import { textOf, type XmlEdit } from './xml-edit.ts'

type Step = Omit<Change, 'sheet'>

/** How something that floats above the cells follows them (ECMA-376 part 1, 20.5.3.2). */
export type Follows = 'twoCell' | 'oneCell' | 'absolute'

/**
 * From which to which row or column a drawing reaches once some came or went. One whose cells all go keeps its size and
 * moves to where they were: a chart does not vanish with the rows under it.
 */
export function movedExtent(from: number, to: number, endsAtEdge: boolean, follows: Follows, change: Step): [number, number] {
  if (follows === 'absolute') return [from, to]
  const last = limit(change.what) - 1
  const start = movedOrNext(from, change)
  // an end at the very edge of a cell belongs to the one before
  const inside = endsAtEdge && to > from ? to - 1 : to
  const allGone = change.do === 'delete' && moved(from, change) === undefined && moved(inside, change) === undefined
  if (follows === 'oneCell' || allGone) return [start, Math.min(start + to - from, last)]
  return [start, Math.min(Math.max(movedOrNext(inside, change) + to - inside, start), last)]
}

/** An anchor of a drawing, of a form control or of an embedded object: `from` and, unless it has a size of its own, `to`. */
export function moveAnchor(xml: XmlEdit, anchor: XmlElement, change: Step): void {
  const [name, offset] = change.what === 'rows' ? ['row', 'rowOff'] : ['col', 'colOff']
  const ends = ['from', 'to'].map((local) => {
    const end = elementsOf(anchor).find((child) => child.local === local)
    const children = end ? elementsOf(end) : []
    return { index: children.find((child) => child.local === name), offset: children.find((child) => child.local === offset) }
  })
  const [from, to] = ends
  if (!from?.index) return
  const start = Number(textOf(from.index))
  const end = to?.index ? Number(textOf(to.index)) : start
  const atEdge = to?.offset ? Number(textOf(to.offset)) === 0 : false
  const now = movedExtent(start, end, atEdge, to?.index ? followsOf(anchor) : 'twoCell', change)
  const put = (element: XmlElement | undefined, before: number, value: number) => {
    if (element && value !== before) xml.text(element, String(value))
  }
  put(from.index, start, now[0])
  put(to?.index, end, now[1])
  // an end within what went lies at the edge of what took its place, unless the whole kept its size
  const kept = now[1] - now[0] === end - start
  for (const [index, each] of [start, end].entries())
    if (!kept && moved(each, change) === undefined && ends[index]?.offset) put(ends[index].offset, Number.NaN, 0)
}

function followsOf(anchor: XmlElement): Follows {
  if (anchor.local === 'anchor') {
    // of controls and embedded objects: two switches
    if (attribute(anchor, 'sizeWithCells') === '1') return 'twoCell'
    return attribute(anchor, 'moveWithCells') === '1' ? 'oneCell' : 'absolute'
  }
  const editAs = attribute(anchor, 'editAs')
  return editAs === 'oneCell' || editAs === 'absolute' ? editAs : 'twoCell'
}
