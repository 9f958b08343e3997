import { openPackage } from '../../ooxml/package.ts'
import { attribute, CONTENT_TYPES, elementsOf } from '../../ooxml/package-parts.ts'
import { parseXml } from '../../ooxml/xml.ts'
import { WORKBOOK } from '../sheet-order.ts'
import { sheetsOf, workbookPart } from '../sheets.ts'
import { ordered, section } from './schema.ts'
import { sheetFaults } from './verify-sheet.ts'
import { stylesFaults } from './verify-styles.ts'
import { tableFaults } from './verify-tables.ts'

/** What Office would call damaged about a workbook, one sentence each. Empty for a good one. */
export function faults(bytes: Uint8Array): string[] {
  const pack = openPackage(bytes)
  const workbook = workbookPart(pack)
  const root = parseXml(pack.text(workbook))
  const found = ordered(root, WORKBOOK, workbook)
  const types = elementsOf(parseXml(pack.text(CONTENT_TYPES)))
  const named = new Set(types.map((each) => attribute(each, 'PartName')?.toLowerCase()))
  const extensions = new Set(types.map((each) => attribute(each, 'Extension')?.toLowerCase()))
  for (const row of types) {
    const name = attribute(row, 'PartName')?.slice(1)
    if (name !== undefined && !pack.has(name)) found.push(`${CONTENT_TYPES} lists ${name}, which is not there`)
  }
  if (named.size + extensions.size < types.length) found.push(`${CONTENT_TYPES} lists something twice`)
  for (const name of pack.names()) {
    if (name === CONTENT_TYPES || name.endsWith('/')) continue
    if (!named.has(`/${name.toLowerCase()}`) && !extensions.has(name.split('.').at(-1)?.toLowerCase()))
      found.push(`${name} has no content type`)
    const rows = pack.relationships(name)
    if (new Set(rows.map(({ id }) => id)).size < rows.length) found.push(`${name} has two relationships with one id`)
    for (const { target, external } of rows)
      if (!external && !pack.has(target)) found.push(`${name} points at ${target}, which is not there`)
  }
  const related = (kind: string) => pack.relationships(workbook).find(({ type }) => type.endsWith(`/${kind}`))?.target
  const strings = related('sharedStrings')
  const styles = related('styles')
  const limits = {
    strings: strings ? elementsOf(parseXml(pack.text(strings))).filter(({ local }) => local === 'si').length : 0,
    formats: styles ? section(parseXml(pack.text(styles)), 'cellXfs').length : 1,
  }
  if (styles) found.push(...stylesFaults(pack.text(styles)))
  const sheets = sheetsOf(pack)
  for (const key of ['key', 'name', 'part'] as const)
    if (new Set(sheets.map((sheet) => sheet[key].toLowerCase())).size < sheets.length) found.push(`two sheets have one ${key}`)
  for (const { kind, part } of sheets)
    if (kind === 'worksheet') found.push(...sheetFaults(pack.text(part), part, limits), ...tableFaults(pack, part, strings))
  return found
}
