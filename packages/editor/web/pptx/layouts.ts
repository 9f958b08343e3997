import type { OfficePackage } from '../ooxml/package.ts'
import { elementsOf } from '../ooxml/package-parts.ts'
import { xmlText } from '../ooxml/splice.ts'
import { parseXml, type XmlElement } from '../ooxml/xml.ts'
import { placeholderOf } from './bodies.ts'
import { CONTENT, NAMESPACES, R, relationshipType, XML } from './names.ts'
import { attr, childOf, descend } from './tree.ts'

export interface Layout {
  part: string
  /** as PowerPoint lists it: Title Slide, Two Content … */
  name: string
}

const targets = (pkg: OfficePackage, part: string, root: XmlElement, list: string): string[] => {
  const rows = new Map(pkg.relationships(part).map(({ id, target }) => [id, target]))
  const listed = childOf(root, list)
  return (listed ? elementsOf(listed) : []).flatMap((row) => rows.get(attr(row, 'id', R) ?? '') ?? []).filter(pkg.has)
}

/** The layouts of all masters, in their order. */
export function layoutsOf(pkg: OfficePackage, presentation: string): Layout[] {
  const masters = targets(pkg, presentation, parseXml(pkg.text(presentation)), 'sldMasterIdLst')
  return masters
    .flatMap((master) => targets(pkg, master, parseXml(pkg.text(master)), 'sldLayoutIdLst'))
    .map((part) => ({ part, name: attr(childOf(parseXml(pkg.text(part)), 'cSld') ?? parseXml('<x/>'), 'name') || 'Layout' }))
}

/** These come onto a slide from Header & Footer only. */
const FURNITURE = new Set(['dt', 'ftr', 'sldNum'])
/** Filled with something else than text. */
const PICTURES = new Set(['pic', 'chart', 'tbl', 'clipArt', 'dgm', 'media'])

/** Writes a new slide with the layout's placeholders, empty, and gives its part's name. */
export function createSlide(pkg: OfficePackage, layout: string): string {
  const tree = descend(parseXml(pkg.text(layout)), 'cSld', 'spTree')
  const shapes = (tree ? elementsOf(tree) : []).flatMap((shape) => {
    const ph = placeholderOf(shape)
    return ph && !FURNITURE.has(attr(ph, 'type') ?? '') ? [{ shape, ph }] : []
  })
  const placed = shapes.map(({ shape, ph }, index) => {
    const name = attr(descend(shape, 'nvSpPr', 'cNvPr') ?? shape, 'name') ?? ''
    const words = ['type', 'orient', 'sz', 'idx'].flatMap((key) => {
      const value = attr(ph, key)
      return value === undefined ? [] : [` ${key}="${xmlText(value)}"`]
    })
    const text = PICTURES.has(attr(ph, 'type') ?? '') ? '' : '<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody>'
    const id = index + 2
    return `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${xmlText(`${name.replace(/\s*\d+$/, '')} ${id - 1}`)}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph${words.join('')}/></p:nvPr></p:nvSpPr><p:spPr/>${text}</p:sp>`
  })
  const part = pkg.freeName('ppt/slides/slide#.xml')
  pkg.set(
    part,
    `${XML}<p:sld ${NAMESPACES}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>${placed.join('')}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>`,
    CONTENT.slide,
  )
  pkg.relate(part, relationshipType('slideLayout'), layout)
  return part
}
