import { elementsOf } from '../ooxml/package-parts.ts'
import type { XmlElement } from '../ooxml/xml.ts'
import { A, P } from './names.ts'
import { attr, childOf, descend, type Path } from './tree.ts'

/** A text that can be edited in place: a shape's or a table cell's. */
export interface BodyPlace {
  path: Path
  element: XmlElement
  /** for people: the shape's name, and of a cell its row and column */
  name: string
  /** ECMA-376, 19.7.10: title, body …; undefined for what is no placeholder */
  placeholder: string | undefined
}

/** Something with text in it that cannot be put back. */
export interface ClosedPlace {
  kind: 'chart' | 'diagram' | 'other'
  /** English Metric Units from the slide's corner */
  x: number
  y: number
  width: number
  height: number
}

const nameOf = (shape: XmlElement): string => {
  const own = elementsOf(shape).find(({ local }) => /^nv\w+Pr$/.test(local))
  return attr(childOf(own, 'cNvPr') ?? shape, 'name') ?? ''
}

export const placeholderOf = (shape: XmlElement): XmlElement | undefined => descend(shape, 'nvSpPr', 'nvPr', 'ph')

/** Every text of a slide or notes page that can be edited, in the order of drawing. What lies in `mc:AlternateContent` exists twice and is left alone. */
export function bodiesOf(root: XmlElement): BodyPlace[] {
  const tree = descend(root, 'cSld', 'spTree')
  if (!tree) return []
  const common = elementsOf(root).findIndex(({ local }) => local === 'cSld')
  const inside = elementsOf(childOf(root, 'cSld') ?? root).indexOf(tree)
  return inGroup(tree, `${common}.${inside}`)
}

function inGroup(group: XmlElement, path: Path): BodyPlace[] {
  return elementsOf(group).flatMap((shape, index): BodyPlace[] => {
    const here = `${path}.${index}`
    if (shape.uri !== P) return []
    if (shape.local === 'grpSp') return inGroup(shape, here)
    if (shape.local === 'graphicFrame') return cells(shape, here)
    if (shape.local !== 'sp') return []
    const found = elementsOf(shape).findIndex(({ local }) => local === 'txBody')
    const element = elementsOf(shape)[found]
    const ph = placeholderOf(shape)
    return element ? [{ path: `${here}.${found}`, element, name: nameOf(shape), placeholder: ph && (attr(ph, 'type') ?? 'obj') }] : []
  })
}

/** A merged cell shows the first one's text: the others' are not seen. */
const isCovered = (cell: XmlElement) => ['hMerge', 'vMerge'].some((name) => ['1', 'true'].includes(attr(cell, name) ?? ''))

function cells(frame: XmlElement, path: Path): BodyPlace[] {
  const children = (element: XmlElement, at: Path, local: string) =>
    elementsOf(element).flatMap((child, index) => (child.local === local && child.uri !== '' ? [{ child, at: `${at}.${index}` }] : []))
  let row = 0
  return children(frame, path, 'graphic')
    .flatMap(({ child, at }) => children(child, at, 'graphicData'))
    .flatMap(({ child, at }) => children(child, at, 'tbl'))
    .flatMap(({ child, at }) => children(child, at, 'tr'))
    .flatMap(({ child: tr, at }) => {
      row++
      return children(tr, at, 'tc').flatMap(({ child: tc, at: where }, column) =>
        isCovered(tc)
          ? []
          : children(tc, where, 'txBody').map(({ child: element, at: place }) => ({
              path: place,
              element,
              name: `${nameOf(frame)}, row ${row}, column ${column + 1}`,
              placeholder: undefined,
            })),
      )
    })
}

/** Charts, diagrams and embedded objects on the slide itself. */
export function closedPlaces(root: XmlElement): ClosedPlace[] {
  const tree = descend(root, 'cSld', 'spTree')
  return (tree ? elementsOf(tree) : []).flatMap((outer): ClosedPlace[] => {
    const frame = outer.local === 'AlternateContent' ? elementsOf(childOf(outer, 'Choice') ?? outer)[0] : outer
    const data = descend(frame, 'graphic', 'graphicData')
    const isTable = childOf(data, 'tbl')?.uri === A
    const transform = frame && (childOf(frame, 'xfrm') ?? descend(frame, 'spPr', 'xfrm'))
    const offset = childOf(transform, 'off')
    const extent = childOf(transform, 'ext')
    if (!frame || !offset || !extent || isTable || (!data && outer === frame)) return []
    const uri = (data && attr(data, 'uri')) ?? ''
    const number = (element: XmlElement, name: string) => Number(attr(element, name) ?? 0)
    return [
      {
        kind: /\/chart(ex)?$/.test(uri) ? 'chart' : uri.endsWith('/diagram') ? 'diagram' : 'other',
        x: number(offset, 'x'),
        y: number(offset, 'y'),
        width: number(extent, 'cx'),
        height: number(extent, 'cy'),
      },
    ]
  })
}
