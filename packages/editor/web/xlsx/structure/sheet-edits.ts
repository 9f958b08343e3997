import type { OfficePackage } from '../../ooxml/package.ts'
import { attribute } from '../../ooxml/package-parts.ts'
import { prefixOf, xmlText } from '../../ooxml/splice.ts'
import type { Edit, SheetKey } from '../edit.ts'
import { rename, withoutSheet } from '../formula/adjust.ts'
import { withoutColumns } from '../formula/structured.ts'
import { sheetsText, tokens } from '../formula/tokens.ts'
import { sheetElements, sheetsOf, workbookPart } from '../sheets.ts'
import { rewriteEverywhere } from './everywhere.ts'
import { limitsOf, whyNot } from './limits.ts'
import type { EditProblemKind } from './problem.ts'
import { type SheetEdit, sameName, whyNotAmong } from './sheet-limits.ts'
import { reachable, reorder, sheetList, showVisible } from './tab-order.ts'
import { tablesOf } from './tables.ts'
import { editPart, textOf, within } from './xml-edit.ts'

const WORKSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml'

export function whyNoSheetEdit(pack: OfficePackage, edit: SheetEdit): EditProblemKind | undefined {
  const sheets = sheetsOf(pack)
  const sheet = sheets.find(({ key }) => key === edit.sheet)
  if (sheet && edit.do === 'delete-sheet' && whyNot(limitsOf(pack, sheet), edit)) return 'slicer'
  return whyNotAmong(sheets, edit)
}

/** A new empty sheet. Throws RangeError when its number is another sheet's already. */
export function addSheet(pack: OfficePackage, edit: Extract<Edit, { do: 'add-sheet' }>): void {
  const workbook = workbookPart(pack)
  const sheets = sheetsOf(pack)
  if (sheets.some(({ key }) => key === edit.sheet)) throw new RangeError(`sheet ${edit.sheet} is there already`)
  const at = Math.min(Math.max(edit.at, 0), sheets.length)
  const part = pack.freeName(workbook.replace(/[^/]*$/, 'worksheets/sheet#.xml'))
  // the strict and the transitional kind of file call everything differently
  const type =
    pack
      .relationships('')
      .find((row) => row.target === workbook)
      ?.type.replace(/officeDocument$/, 'worksheet') ?? ''
  const id = pack.relate(workbook, type, part)
  editPart(pack, workbook, (xml) => {
    const list = sheetList(xml)
    if (!list) throw new RangeError('a workbook without sheets')
    const relations = type.replace(/\/worksheet$/, '')
    const bound = [...list.namespaces].find(([prefix, uri]) => prefix && uri === relations)?.[0]
    const reference = bound ? `${bound}:id="${id}"` : `xmlns:r="${relations}" r:id="${id}"`
    const tag = `${prefixOf(xml.source, list)}sheet name="${xmlText(edit.name)}" sheetId="${edit.sheet}" ${reference}`
    xml.add(list, sheetElements(xml.root)[at], `<${tag}/>`)
    reorder(xml, (index) => (index < at ? index : index + 1))
    pack.set(
      part,
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${xml.root.uri}" xmlns:r="${relations}"><sheetData/></worksheet>`,
      WORKSHEET,
    )
  })
}

export function renameSheet(pack: OfficePackage, key: SheetKey, name: string): void {
  const before = sheetsOf(pack).find((sheet) => sheet.key === key)?.name ?? ''
  if (before === name) return
  editPart(pack, workbookPart(pack), (xml) => {
    for (const element of sheetElements(xml.root)) if (attribute(element, 'sheetId') === key) xml.set(element, 'name', name)
  })
  rewriteEverywhere(pack, {
    formula: (text) => (text.includes('!') ? rename(text, before, name) : text),
    source: (sheet, ref) => ({ sheet: sameName(sheet, before) ? name : sheet, ref }),
    pivot(text) {
      const [sheet, ...rest] = tokens(text)
      if (sheet?.kind !== 'sheet' || !sameName(sheet.sheets.first, before)) return text
      return sheetsText({ ...sheet.sheets, first: name }) + rest.map((token) => token.text).join('')
    },
  })
  retitle(pack, before, name)
}

/** The list of sheets that file managers show. */
function retitle(pack: OfficePackage, before: string, name: string): void {
  const properties = pack.relationships('').find(({ type }) => type.endsWith('/extended-properties'))?.target
  if (!properties || !pack.has(properties)) return
  editPart(pack, properties, (xml) => {
    const titles = [...within(xml.root)].find(({ local }) => local === 'TitlesOfParts')
    const title = titles && [...within(titles)].find((element) => element.local === 'lpstr' && textOf(element) === before)
    if (title) xml.text(title, name)
  })
}

export function moveSheet(pack: OfficePackage, key: SheetKey, at: number): void {
  editPart(pack, workbookPart(pack), (xml) => {
    const elements = sheetElements(xml.root)
    const from = elements.findIndex((element) => attribute(element, 'sheetId') === key)
    const to = Math.min(Math.max(at, 0), elements.length - 1)
    const [list, moving] = [sheetList(xml), elements[from]]
    if (!list || !moving || from === to) return
    xml.add(list, elements[to < from ? to : to + 1], xml.source.slice(moving.start, moving.end))
    xml.remove(moving)
    const order = elements.map((_element, index) => index).filter((index) => index !== from)
    order.splice(to, 0, from)
    reorder(xml, (index) => order.indexOf(index))
  })
}

export function hideSheet(pack: OfficePackage, key: SheetKey, hidden: boolean): void {
  editPart(pack, workbookPart(pack), (xml) => {
    for (const element of sheetElements(xml.root))
      if (attribute(element, 'sheetId') === key) xml.set(element, 'state', hidden ? 'hidden' : undefined)
  })
  if (hidden) showVisible(pack)
}

/** A sheet with all parts that only it leads to; what referred to it says `#REF!`. */
export function deleteSheet(pack: OfficePackage, key: SheetKey): void {
  const workbook = workbookPart(pack)
  const sheets = sheetsOf(pack)
  const index = sheets.findIndex((sheet) => sheet.key === key)
  const sheet = sheets[index]
  if (!sheet) return
  const lost = tablesOf(pack, sheet.part).map(({ name }) => ({ name, columns: undefined, gone: [] }))
  const its = reachable(pack, sheet.part)
  editPart(pack, workbook, (xml) => {
    const element = sheetElements(xml.root)[index]
    if (element) xml.remove(element)
    reorder(xml, (each) => (each === index ? undefined : each < index ? each : each - 1))
    // views that people saved name the sheet that they show first by its number
    const next = sheets.find((other) => other !== sheet && other.state === 'visible')?.key
    for (const view of within(xml.root))
      if (view.local === 'customWorkbookView' && attribute(view, 'activeSheetId') === key) xml.set(view, 'activeSheetId', next)
  })
  for (const { id, target } of pack.relationships(workbook)) if (target === sheet.part) pack.unrelate(workbook, id)
  const left = reachable(pack, '')
  for (const part of its) if (!left.has(part)) pack.remove(part)
  const order = sheets.map(({ name }) => name)
  rewriteEverywhere(pack, {
    formula: (text) => withoutColumns(text.includes('!') ? withoutSheet(text, sheet.name, order) : text, lost),
  })
  showVisible(pack)
}
