import type { OfficePackage } from '../../ooxml/package.ts'
import { attribute } from '../../ooxml/package-parts.ts'
import { parseXml } from '../../ooxml/xml.ts'
import { type Change, cuts, limit, moved, movedRange } from '../formula/change.ts'
import { columnNumber } from '../formula/reference.ts'
import { parseRange } from '../range.ts'
import { type Sheet, workbookPart } from '../sheets.ts'
import type { EditProblemKind } from './problem.ts'
import { openSheet } from './sheet-source.ts'
import { goneColumns, type Table, tablesOf } from './tables.ts'
import { within } from './xml-edit.ts'

type Step = Omit<Change, 'sheet'>

/** Why rows or columns cannot come or go there: what Excel refuses too, or would have to repair. */
export function whyNot(pack: OfficePackage, sheet: Sheet, change: Step): EditProblemKind | undefined {
  const { rows, prefix } = openSheet(pack.text(sheet.part))
  return (
    cutFormula(rows, prefix, change) ??
    cutPivot(pack, sheet.part, change) ??
    cutTable(pack, tablesOf(pack, sheet.part), change) ??
    (change.do === 'insert' && pushesOver(rows, prefix, change) ? 'edge' : undefined)
  )
}

/** Array formulas and data tables are whole or not at all. */
function cutFormula(rows: string, prefix: string, change: Step): EditProblemKind | undefined {
  for (const [tag, , type] of rows.matchAll(new RegExp(`<${prefix}f\\s[^>]*?\\bt\\s*=\\s*(["'])(array|dataTable)\\1[^>]*>`, 'g'))) {
    const range = parseRange(/\sref\s*=\s*["']([^"']*)["']/.exec(tag)?.[1] ?? '')
    if (range && cuts(range, change)) return type === 'array' ? 'array' : 'data-table'
  }
  return undefined
}

function cutPivot(pack: OfficePackage, part: string, change: Step): EditProblemKind | undefined {
  for (const { type, target } of pack.relationships(part)) {
    if (!type.endsWith('/pivotTable') || !pack.has(target)) continue
    for (const element of within(parseXml(pack.text(target)))) {
      const range = element.local === 'location' ? parseRange(attribute(element, 'ref') ?? '') : undefined
      if (range && (cuts(range, change) || !movedRange(range, change))) return 'pivot-table'
    }
  }
  return undefined
}

function cutTable(pack: OfficePackage, tables: readonly Table[], change: Step): EditProblemKind | undefined {
  if (change.do === 'insert') return undefined
  for (const table of tables) {
    const all = !movedRange(table.range, change)
    const columns = goneColumns(table, change).map((index) => table.columnIds[index] ?? '')
    if ((all || columns.length > 0) && isSliced(pack, table, all ? undefined : columns)) return 'slicer'
    if (change.what === 'columns' || all) continue
    const { row, lastRow } = table.range
    if (table.headerRows > 0 && moved(row, change) === undefined) return 'table-header'
    const firstOfBody = row + table.headerRows
    const body = { ...table.range, row: firstOfBody, lastRow: lastRow - table.totalsRows }
    if (!movedRange(body, change)) return 'table-rows'
  }
  return undefined
}

function isSliced(pack: OfficePackage, table: Table, columns: readonly string[] | undefined): boolean {
  return slicerElements(pack).some(
    (element) =>
      element.local === 'tableSlicerCache' &&
      attribute(element, 'tableId') === table.id &&
      (!columns || columns.includes(attribute(element, 'column') ?? '')),
  )
}

/** All that slicers and timelines of the workbook say. */
export const slicerElements = (pack: OfficePackage) =>
  pack
    .relationships(workbookPart(pack))
    .filter(({ type, target }) => /\/(slicerCache|timelineCache)$/.test(type) && pack.has(target))
    .flatMap(({ target }) => [...within(parseXml(pack.text(target)))])

/** Whether a cell that holds something stands in the last rows or columns. */
function pushesOver(rows: string, prefix: string, change: Step): boolean {
  const first = limit(change.what) - change.count
  const filled = new RegExp(`<${prefix}c(?=[\\s>])[^>]*[^/>]>`, 'g')
  if (change.what === 'rows') {
    const lastRow = Number(/\sr\s*=\s*["'](\d+)/.exec(rows.slice(rows.lastIndexOf(`<${prefix}row`)))?.[1] ?? 0)
    if (lastRow <= first) return false
    return [...rows.matchAll(filled)].some(([tag]) => Number(/\sr\s*=\s*["'][A-Za-z]+(\d+)/.exec(tag)?.[1]) > first)
  }
  const farOut = change.count > 800 ? /\sr\s*=\s*["'][A-Z]{1,3}\d/i : /\sr\s*=\s*["'][W-X][A-Z]{2}\d/i
  if (!farOut.test(rows)) return false
  return [...rows.matchAll(filled)].some(([tag]) => columnNumber(/\sr\s*=\s*["']([A-Za-z]+)/.exec(tag)?.[1] ?? '') >= first)
}
