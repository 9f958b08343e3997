import type { OfficePackage } from '../../ooxml/package.ts'
import { attribute, elementsOf } from '../../ooxml/package-parts.ts'
import { prefixOf, xmlText } from '../../ooxml/splice.ts'
import { parseXml, type XmlElement } from '../../ooxml/xml.ts'
import type { Range } from '../edit.ts'
import { movedReference } from '../formula/adjust.ts'
import { type Change, cuts, moved, movedRange } from '../formula/change.ts'
import { parseRange } from '../range.ts'
import type { Headings } from './columns.ts'
import { addFields, dropFields } from './query-tables.ts'
import { moveRanges } from './sheet-ranges.ts'
import { editPart } from './xml-edit.ts'

type Step = Omit<Change, 'sheet'>

/** A table of a sheet as it stands before the change. */
export interface Table {
  part: string
  /** of the sheet's relationship to it */
  relationship: string
  /** what formulas call it */
  name: string
  id: string
  range: Range
  /** 0 or 1 */
  headerRows: number
  totalsRows: number
  columns: string[]
  columnIds: string[]
}

export function tablesOf(pack: OfficePackage, sheetPart: string): Table[] {
  return pack.relationships(sheetPart).flatMap(({ id, type, target }) => {
    if (!type.endsWith('/table') || !pack.has(target)) return []
    const root = parseXml(pack.text(target))
    const range = parseRange(attribute(root, 'ref') ?? '')
    if (!range) return []
    return {
      part: target,
      relationship: id,
      name: attribute(root, 'displayName') ?? attribute(root, 'name') ?? '',
      id: attribute(root, 'id') ?? '',
      range,
      headerRows: Number(attribute(root, 'headerRowCount') ?? 1),
      totalsRows: Number(attribute(root, 'totalsRowCount') ?? 0),
      columns: columnElements(root).map((column) => attribute(column, 'name') ?? ''),
      columnIds: columnElements(root).map((column) => attribute(column, 'id') ?? ''),
    }
  })
}

const columnList = (root: XmlElement) => elementsOf(root).find(({ local }) => local === 'tableColumns')
const columnElements = (root: XmlElement) => elementsOf(columnList(root) ?? root).filter(({ local }) => local === 'tableColumn')

/** The columns of a table that go with the change, by their position in it. */
export function goneColumns({ range, columns }: Table, change: Step): number[] {
  if (change.what === 'rows' || change.do === 'insert') return []
  return columns.flatMap((_name, index) => (moved(range.column + index, change) === undefined ? [index] : []))
}

/** Where new columns of a table begin and what they are called; undefined when none come. */
function newColumns({ range, columns }: Table, change: Step): string[] {
  if (change.what === 'rows' || change.do === 'delete' || !cuts(range, change)) return []
  const taken = new Set(columns.map((name) => name.toLowerCase()))
  const names: string[] = []
  for (let number = 1; names.length < change.count; number++) {
    const name = `Column${number}`
    if (!taken.has(name.toLowerCase())) names.push(name)
  }
  return names
}

/** The heading cells that new columns of tables get: a table's columns are called what its headings say. */
export function newHeadings(tables: readonly Table[], change: Step): Headings {
  const headings = new Map<number, Map<number, string>>()
  for (const table of tables) {
    if (table.headerRows === 0) continue
    const row = headings.get(table.range.row) ?? new Map<number, string>()
    newColumns(table, change).forEach((name, index) => {
      row.set(change.at + index, name)
    })
    if (row.size > 0) headings.set(table.range.row, row)
  }
  return headings
}

/** Lets a table follow, or takes it away with all of its cells. */
export function moveTable(pack: OfficePackage, sheetPart: string, table: Table, change: Step): void {
  if (!movedRange(table.range, change)) {
    pack.unrelate(sheetPart, table.relationship)
    for (const { target, external } of pack.relationships(table.part)) if (!external) pack.remove(target)
    pack.remove(table.part)
    return
  }
  const query = pack.relationships(table.part).find(({ type }) => type.endsWith('/queryTable'))?.target
  const gone = goneColumns(table, change)
  const names = newColumns(table, change)
  editPart(pack, table.part, (xml) => {
    xml.set(xml.root, 'ref', movedReference(attribute(xml.root, 'ref') ?? '', change))
    if (table.totalsRows > 0 && change.what === 'rows' && moved(table.range.lastRow, change) === undefined) {
      xml.set(xml.root, 'totalsRowCount', undefined)
      xml.set(xml.root, 'totalsRowShown', '0')
    }
    moveRanges(xml, change)
    const columns = columnElements(xml.root)
    for (const index of gone) xml.remove(columns[index] as XmlElement)
    const list = columnList(xml.root)
    if (!list || names.length === 0) return
    const before = columns[change.at - table.range.column]
    const ids = names.map((_name, index) => 1 + index + Math.max(0, ...columns.map((column) => Number(attribute(column, 'id')))))
    const field = query && pack.has(query) ? addFields(pack, query, ids, before && attribute(before, 'id')) : undefined
    names.forEach((name, index) => {
      const bound = field === undefined ? '' : ` uniqueName="${ids[index]}" queryTableFieldId="${field + index}"`
      xml.add(list, before, `<${prefixOf(xml.source, list)}tableColumn id="${ids[index]}" name="${xmlText(name)}"${bound}/>`)
    })
  })
  if (query && pack.has(query) && gone.length > 0)
    dropFields(
      pack,
      query,
      gone.map((index) => table.columnIds[index] ?? ''),
    )
}
