import type { OfficePackage } from '../../ooxml/package.ts'
import { attribute } from '../../ooxml/package-parts.ts'
import type { XmlElement } from '../../ooxml/xml.ts'
import { movedReference } from '../formula/adjust.ts'
import type { Change } from '../formula/change.ts'
import { movedCell, movedList } from './addresses.ts'
import { moveAnchor } from './anchors.ts'
import { moveVml } from './vml.ts'
import { editPart, within, type XmlEdit } from './xml-edit.ts'

type Step = Omit<Change, 'sheet'>
type Mover = (xml: XmlEdit, element: XmlElement, change: Step) => void

/** What stands at one cell goes with it. */
const atCell =
  (name: string): Mover =>
  (xml, element, change) => {
    const now = movedReference(attribute(element, name) ?? '', change)
    if (now === undefined) xml.remove(element)
    else xml.set(element, name, now)
  }

/** What of a sheet's other parts says where it stands, by the last word of the relationship's type and by element. */
const MOVERS: Readonly<Record<string, Readonly<Record<string, Mover>>>> = {
  drawing: { twoCellAnchor: moveAnchor, oneCellAnchor: moveAnchor },
  comments: { comment: atCell('ref') },
  threadedComment: { threadedComment: atCell('ref') },
  tableSingleCells: { singleXmlCell: (xml, element, change) => xml.set(element, 'r', movedCell(attribute(element, 'r') ?? '', change)) },
  pivotTable: { location: (xml, element, change) => xml.set(element, 'ref', movedList(attribute(element, 'ref') ?? '', change)) },
  namedSheetView: {
    nsvFilter: (xml, element, change) => xml.set(element, 'ref', movedList(attribute(element, 'ref') ?? '', change) || undefined),
  },
}

/** Notes, comments, pictures, charts, controls and pivot tables of a sheet go with its rows and columns. */
export function moveRelated(pack: OfficePackage, sheetPart: string, change: Step): void {
  for (const { type, target, external } of pack.relationships(sheetPart)) {
    if (external || !pack.has(target)) continue
    const kind = type.split('/').at(-1) ?? ''
    if (kind === 'vmlDrawing') pack.set(target, moveVml(pack.text(target), change))
    const movers = MOVERS[kind]
    if (movers)
      editPart(pack, target, (xml) => {
        for (const element of within(xml.root)) movers[element.local]?.(xml, element, change)
      })
  }
}
