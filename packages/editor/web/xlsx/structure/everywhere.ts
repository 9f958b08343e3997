import type { OfficePackage } from '../../ooxml/package.ts'
import { attribute, elementsOf } from '../../ooxml/package-parts.ts'
import type { Home } from '../formula/adjust.ts'
import { tokens } from '../formula/tokens.ts'
import { joinSheet } from '../sheet-text.ts'
import { sheetsOf, workbookPart } from '../sheets.ts'
import { rewriteCellFormulas } from './cell-formulas.ts'
import { rewriteFormulas } from './formula-places.ts'
import { openSheet } from './sheet-source.ts'
import { rewriteVmlFormulas } from './vml.ts'
import { editPart, editXml, textOf, within, type XmlEdit } from './xml-edit.ts'

/** What a change of the workbook does to all that refers to cells. */
export interface Effect {
  formula(text: string, home: Home): string
  /** a range that is told apart from its sheet: where a pivot table or a consolidation has its data from */
  source?(sheet: string, ref: string | undefined): { sheet: string; ref: string | undefined }
  /** `[Book.xlsx]Sheet1!PivotTable1` of a chart */
  pivot?(name: string): string
}

/** Parts with formulas that belong to a sheet, by the last word of their relationship's type. */
const WITH_FORMULAS = new Set(['drawing', 'chart', 'chartEx', 'chartUserShapes', 'ctrlProp', 'table'])

/** Lets every formula of the workbook follow; `besides` is a worksheet that is seen to already. */
export function rewriteEverywhere(pack: OfficePackage, effect: Effect, besides?: string): void {
  const seen = new Set<string>()
  for (const sheet of sheetsOf(pack)) {
    if (!pack.has(sheet.part)) continue
    const home = { sheet: sheet.name }
    const formula = (text: string) => effect.formula(text, home)
    if (sheet.part !== besides && sheet.kind === 'worksheet') rewriteWorksheet(pack, sheet.part, formula, effect)
    rewriteRelated(pack, sheet.part, formula, effect, seen)
  }
  rewriteWorkbook(pack, effect)
}

function rewriteWorksheet(pack: OfficePackage, part: string, formula: (text: string) => string, effect: Effect): void {
  const { outline, rows, prefix } = openSheet(pack.text(part))
  const cells = rewriteCellFormulas(rows, prefix, { formula, place: (cell) => cell, reference: (text) => text })
  const xml = editXml(outline)
  rewriteFormulas(xml, formula)
  rewriteSources(xml, effect)
  const around = xml.result()
  if (cells !== rows || around !== outline) pack.set(part, joinSheet({ outline: around, rows: cells, prefix }))
}

function rewriteRelated(pack: OfficePackage, part: string, formula: (text: string) => string, effect: Effect, seen: Set<string>): void {
  for (const { type, target, external } of pack.relationships(part)) {
    const kind = type.split('/').at(-1) ?? ''
    if (external || seen.has(target) || !pack.has(target)) continue
    if (kind === 'vmlDrawing') {
      seen.add(target)
      pack.set(target, rewriteVmlFormulas(pack.text(target), formula))
    }
    if (!WITH_FORMULAS.has(kind)) continue
    seen.add(target)
    editPart(pack, target, (xml) => {
      rewriteFormulas(xml, formula)
      if (kind === 'chart' && effect.pivot) renamePivotSource(xml, effect.pivot)
    })
    rewriteRelated(pack, target, formula, effect, seen)
  }
}

function renamePivotSource(xml: XmlEdit, pivot: (name: string) => string): void {
  for (const element of within(xml.root)) {
    if (element.local !== 'name' || xml.parent(element)?.local !== 'pivotSource') continue
    const now = pivot(textOf(element))
    if (now !== textOf(element)) xml.text(element, now)
  }
}

function rewriteWorkbook(pack: OfficePackage, effect: Effect): void {
  const workbook = workbookPart(pack)
  editPart(pack, workbook, (xml) => {
    for (const name of elementsOf(xml.root)
      .filter(({ local }) => local === 'definedNames')
      .flatMap(elementsOf)) {
      const text = textOf(name)
      const now = effect.formula(text, { sheet: '', name: true })
      const left = now !== text && attribute(name, 'name')?.startsWith('_xlnm.') ? withoutGone(now) : now
      if (left === '') xml.remove(name)
      else if (left !== text) xml.text(name, left)
    }
  })
  for (const { type, target } of pack.relationships(workbook))
    if (type.endsWith('/pivotCacheDefinition') && pack.has(target)) editPart(pack, target, (xml) => rewriteSources(xml, effect))
}

/** What of a list of ranges is left: a page prints without the titles that are gone. */
function withoutGone(list: string): string {
  const ranges = ['']
  for (const { text } of tokens(list)) {
    if (text === ',') ranges.push('')
    else ranges.push(ranges.pop() + text)
  }
  return ranges.filter((range) => !range.includes('#REF!')).join(',')
}

/** `worksheetSource` of a pivot table's cache, `dataRef` of a consolidation. A range that is gone stays said, as data of old. */
function rewriteSources(xml: XmlEdit, effect: Effect): void {
  if (!effect.source) return
  for (const element of within(xml.root)) {
    const sheet = attribute(element, 'sheet')
    if (!/^(worksheetSource|dataRef)$/.test(element.local) || sheet === undefined) continue
    // those with an id lie in another workbook
    if (element.attributes.some(({ uri, local }) => uri && local === 'id')) continue
    const ref = attribute(element, 'ref')
    const now = effect.source(sheet, ref)
    xml.set(element, 'sheet', now.sheet)
    if (ref !== undefined && now.ref !== undefined) xml.set(element, 'ref', now.ref)
  }
}
