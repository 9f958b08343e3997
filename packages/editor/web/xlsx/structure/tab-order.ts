import type { OfficePackage } from '../../ooxml/package.ts'
import { attribute, elementsOf } from '../../ooxml/package-parts.ts'
import { sheetsOf, workbookPart } from '../sheets.ts'
import { editPart, within, type XmlEdit } from './xml-edit.ts'

/** What the workbook says about sheets by their position follows. `place`: from old to new; undefined for one that goes. */
export function reorder(xml: XmlEdit, place: (index: number) => number | undefined): void {
  for (const element of within(xml.root)) {
    if (element.local === 'definedName') {
      const local = attribute(element, 'localSheetId')
      const now = local === undefined ? undefined : place(Number(local))
      if (now !== undefined) xml.set(element, 'localSheetId', String(now))
      else if (local !== undefined) xml.remove(element)
    }
    if (element.local !== 'workbookView') continue
    for (const name of ['activeTab', 'firstSheet']) {
      const before = Number(attribute(element, name) ?? 0)
      const now = place(before) ?? Math.max(0, before - 1)
      if (now !== before) xml.set(element, name, now === 0 ? undefined : String(now))
    }
  }
}

/** Sees to it that the sheet shown first is one that can be seen, and that no other counts as selected with it. */
export function showVisible(pack: OfficePackage): void {
  const workbook = workbookPart(pack)
  const sheets = sheetsOf(pack)
  const seen = (index: number) => sheets[index]?.state === 'visible'
  let active = sheets.findIndex((_sheet, index) => seen(index))
  editPart(pack, workbook, (xml) => {
    for (const view of [...within(xml.root)].filter(({ local }) => local === 'workbookView').toReversed()) {
      const before = Number(attribute(view, 'activeTab') ?? 0)
      const next = sheets.findIndex((_sheet, index) => index >= before && seen(index))
      active = next >= 0 ? next : sheets.findLastIndex((_sheet, index) => seen(index))
      if (active !== before) xml.set(view, 'activeTab', active === 0 ? undefined : String(active))
      if (Number(attribute(view, 'firstSheet') ?? 0) > active) xml.set(view, 'firstSheet', undefined)
    }
  })
  sheets.forEach((sheet, index) => {
    // several selected sheets are edited together, unnoticed: a hidden one must not be among them
    if (index === active || !seen(index)) select(pack, sheet.part, index === active)
  })
}

/** Text, not a tree: a sheet can be long, and its views stand at its beginning. */
function select(pack: OfficePackage, part: string, selected: boolean): void {
  if (!pack.has(part)) return
  const source = pack.text(part)
  const view = /<(?:[\w.-]+:)?sheetView(?=[\s/>])[^>]*>/.exec(source)
  if (!view) return
  const without = view[0].replace(/\stabSelected\s*=\s*(?:"[^"]*"|'[^']*')/, '')
  const is = /\stabSelected\s*=\s*["'](?:1|true)["']/.test(view[0])
  if (is === selected) return
  const now = selected ? without.replace(/^<[^\s/>]+/, '$& tabSelected="1"') : without
  pack.set(part, source.slice(0, view.index) + now + source.slice(view.index + view[0].length))
}

/** All parts that lead from `part`, itself among them; '' for the package. */
export function reachable(pack: OfficePackage, part: string): Set<string> {
  const found = new Set([part])
  for (const each of found)
    for (const { target, external } of pack.relationships(each)) if (!external && pack.has(target)) found.add(target)
  return found
}

export const sheetList = (xml: XmlEdit) => elementsOf(xml.root).find(({ local }) => local === 'sheets')
