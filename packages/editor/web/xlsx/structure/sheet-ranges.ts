import { attribute, elementsOf } from '../../ooxml/package-parts.ts'
import type { XmlElement } from '../../ooxml/xml.ts'
import type { Range } from '../edit.ts'
import { movedReference } from '../formula/adjust.ts'
import { type Change, moved } from '../formula/change.ts'
import { translate } from '../formula/translate.ts'
import { cellText, parseRange } from '../range.ts'
import { movedCell, movedList, movedOrNext, rangesOf } from './addresses.ts'
import { moveAnchor } from './anchors.ts'
import { rewriteFormulas } from './formula-places.ts'
import { textOf, within, type XmlEdit } from './xml-edit.ts'

type Step = Omit<Change, 'sheet'>
type Mover = (xml: XmlEdit, element: XmlElement, change: Step) => void

/** Goes when nothing is left of its range. */
const ranged =
  (name: string): Mover =>
  (xml, element, change) => {
    const value = attribute(element, name)
    if (value === undefined) return
    const now = movedList(value, change)
    if (now) xml.set(element, name, now)
    else xml.remove(element)
  }
const listed: Mover = (xml, element, change) => {
  const text = textOf(element)
  const now = movedList(text, change)
  const owner = xml.parent(element)
  if (!now && owner) xml.remove(owner)
  else if (now !== text) xml.text(element, now)
}
const pageBreaks =
  (what: Step['what']): Mover =>
  (xml, element, change) => {
    if (change.what !== what) return
    for (const pageBreak of elementsOf(element)) {
      const now = moved(Number(attribute(pageBreak, 'id')), change)
      if (now) xml.set(pageBreak, 'id', String(now))
      else xml.remove(pageBreak)
    }
  }

/** What of a worksheet says where it stands, by element. */
const MOVERS: Readonly<Record<string, Mover>> = {
  dimension: (xml, element, change) => xml.set(element, 'ref', movedReference(attribute(element, 'ref') ?? '', change) ?? 'A1'),
  pane: movePane,
  selection: moveSelection,
  mergeCell(xml, element, change) {
    const now = movedReference(attribute(element, 'ref') ?? '', change)
    const range = parseRange(now ?? '')
    if (now === undefined || !range || (range.row === range.lastRow && range.column === range.lastColumn)) xml.remove(element)
    else xml.set(element, 'ref', now)
  },
  conditionalFormatting: ranged('sqref'),
  dataValidation: ranged('sqref'),
  hyperlink: ranged('ref'),
  protectedRange: ranged('sqref'),
  ignoredError: ranged('sqref'),
  cellWatch: ranged('r'),
  sortState: ranged('ref'),
  sortCondition: ranged('ref'),
  autoFilter: moveAutoFilter,
  inputCells: (xml, element, change) => xml.set(element, 'r', movedCell(attribute(element, 'r') ?? '', change)),
  rowBreaks: pageBreaks('rows'),
  colBreaks: pageBreaks('columns'),
  sqref: listed,
  anchor: moveAnchor,
}

/** All that a worksheet says about rows and columns outside of its cells. `formula`: one of this sheet's, where it stands after. */
export function moveSheetRanges(xml: XmlEdit, change: Step, formula: (text: string) => string): void {
  rewriteFormulas(xml, (text, element) => formula(atNewFirstCell(xml, text, element, change)))
  moveRanges(xml, change)
}

/** All but the formulas; of a table too, which has filters and sorting of its own. */
export function moveRanges(xml: XmlEdit, change: Step): void {
  for (const element of within(xml.root)) MOVERS[element.local]?.(xml, element, change)
}

/** Conditions count from the first cell of their ranges: when that goes, they are said anew for the first one that stays. */
function atNewFirstCell(xml: XmlEdit, text: string, element: XmlElement, change: Step): string {
  if (change.do === 'insert') return text
  for (let owner = xml.parent(element); owner; owner = xml.parent(owner)) {
    if (!/^(conditionalFormatting|dataValidation)$/.test(owner.local)) continue
    const list = attribute(owner, 'sqref') ?? elementsOf(owner).flatMap((child) => (child.local === 'sqref' ? [textOf(child)] : []))[0]
    const ranges = rangesOf(list ?? '')
    const step = firstLeft(ranges, change) - Math.min(...ranges.map((range) => (change.what === 'rows' ? range.row : range.column)))
    if (!Number.isFinite(step) || step === 0) return text
    return change.what === 'rows' ? translate(text, step, 0) : translate(text, 0, step)
  }
  return text
}

function firstLeft(ranges: readonly Range[], change: Step): number {
  const behind = change.at + change.count
  const firsts = ranges.map((range) => {
    const [from, to] = change.what === 'rows' ? [range.row, range.lastRow] : [range.column, range.lastColumn]
    if (from < change.at || from >= behind) return from
    return to >= behind ? behind : Number.POSITIVE_INFINITY
  })
  return Math.min(...firsts)
}

/** What is frozen stays frozen, by number; only a part that was scrolled follows its rows. */
function movePane(xml: XmlEdit, pane: XmlElement, change: Step): void {
  const cell = parseRange(attribute(pane, 'topLeftCell') ?? '')
  if (!cell) return
  const name = change.what === 'rows' ? 'row' : 'column'
  const frozen = /^frozen/.test(attribute(pane, 'state') ?? '')
  const split = frozen ? Number(attribute(pane, change.what === 'rows' ? 'ySplit' : 'xSplit') ?? 0) : 0
  if (frozen && cell[name] <= split) return
  const now = { ...cell, [name]: Math.max(split, movedOrNext(cell[name], change)) }
  xml.set(pane, 'topLeftCell', cellText(now.row, now.column))
}

function moveSelection(xml: XmlEdit, selection: XmlElement, change: Step): void {
  const [active, list] = [attribute(selection, 'activeCell'), attribute(selection, 'sqref')]
  const cell = active === undefined ? undefined : movedCell(active, change)
  xml.set(selection, 'activeCell', cell)
  if (list === undefined) return
  const now = movedList(list, change)
  const whole = now.split(' ').length === list.trim().split(/\s+/).length && now !== ''
  xml.set(selection, 'sqref', whole ? now : (cell ?? 'A1'))
  // it counts the ranges, of which some are gone
  if (!whole) xml.set(selection, 'activeCellId', undefined)
}

function endFilter(xml: XmlEdit, filter: XmlElement): void {
  xml.remove(filter)
  const sheetPr = xml.parent(filter) === xml.root && elementsOf(xml.root).find(({ local }) => local === 'sheetPr')
  if (sheetPr) xml.set(sheetPr, 'filterMode', undefined)
}

/** Without the row of its buttons a filter is none. Its columns are numbered from its first one. */
function moveAutoFilter(xml: XmlEdit, filter: XmlElement, change: Step): void {
  const before = parseRange(attribute(filter, 'ref') ?? '')
  const now = movedReference(attribute(filter, 'ref') ?? '', change)
  if (!before) return
  if (now === undefined || (change.what === 'rows' && moved(before.row, change) === undefined)) {
    endFilter(xml, filter)
    return
  }
  xml.set(filter, 'ref', now)
  if (change.what === 'rows') return
  const first = parseRange(now)?.column ?? 0
  for (const column of elementsOf(filter).filter(({ local }) => local === 'filterColumn')) {
    const at = moved(before.column + Number(attribute(column, 'colId')), change)
    if (at === undefined) xml.remove(column)
    else xml.set(column, 'colId', String(at - first))
  }
}
