import type { OfficePackage } from '../../ooxml/package.ts'
import { elementsOf } from '../../ooxml/package-parts.ts'
import { isElement, parseXml, type XmlElement } from '../../ooxml/xml.ts'
import { cellText, isOneCell, overlap, parseRange } from '../range.ts'
import { tablesOf } from '../structure/tables.ts'
import { readCells } from './read-cells.ts'
import { section } from './schema.ts'

const textOf = (element: XmlElement): string =>
  element.children.map((each) => (isElement(each) ? (each.local === 'rPh' ? '' : textOf(each)) : each.text)).join('')

/** Columns that are not called what their headings say, or alike; cells merged within a table. */
export function tableFaults(pack: OfficePackage, sheetPart: string, strings: string | undefined): string[] {
  const tables = tablesOf(pack, sheetPart)
  if (!tables.length) return []
  const cells = readCells(pack.text(sheetPart))
  const shared = strings ? elementsOf(parseXml(pack.text(strings))).map(textOf) : []
  const merges = section(parseXml(pack.text(sheetPart)), 'mergeCells').flatMap(
    ({ attributes }) => parseRange(attributes[0]?.value ?? '') ?? [],
  )
  return tables.flatMap((table) => {
    const names = table.columns.map((name) => name.toLowerCase())
    const twice = new Set(names).size < names.length ? [`${table.part}: two columns of one name`] : []
    const merged = merges.some((range) => !isOneCell(range) && overlap(range, table.range)) ? [`${table.part}: merged cells`] : []
    if (!table.headerRows) return [...twice, ...merged]
    const wrong = table.columns.flatMap((name, index) => {
      const value = cells.get(cellText(table.range.row, table.range.column + index))?.value ?? ''
      const text = value.startsWith('s ') ? (shared[Number(value.slice(2))] ?? '') : value.replace(/^(str|inlineStr) /, '')
      return text.replaceAll('\n', '_x000a_') === name.replaceAll('\n', '_x000a_') ? [] : [`${table.part}: ${name} is headed ${value}`]
    })
    return [...twice, ...merged, ...wrong]
  })
}
