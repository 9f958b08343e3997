import type { OfficePackage } from '../../ooxml/package.ts'
import { attribute } from '../../ooxml/package-parts.ts'
import type { XmlElement } from '../../ooxml/xml.ts'
import type { Edit } from '../edit.ts'
import { adjust, type Home, movedReference } from '../formula/adjust.ts'
import { type Change, moved, movedRange } from '../formula/change.ts'
import { type LostTable, withoutColumns } from '../formula/structured.ts'
import { joinSheet } from '../sheet-text.ts'
import { type Sheet, sheetsOf, workbookPart } from '../sheets.ts'
import { rewriteCellFormulas } from './cell-formulas.ts'
import { columnStyle, moveColumnList } from './column-list.ts'
import { moveColumns } from './columns.ts'
import { rewriteEverywhere } from './everywhere.ts'
import { moveRelated } from './related.ts'
import { moveRows } from './rows.ts'
import { moveSheetRanges } from './sheet-ranges.ts'
import { openSheet } from './sheet-source.ts'
import { goneColumns, moveTable, newHeadings, type Table, tablesOf } from './tables.ts'
import { editPart, editXml, within } from './xml-edit.ts'

export type RowsColumnsEdit = Extract<Edit, { do: 'insert' | 'delete' }>

/** Carries an insertion or a deletion out on the whole workbook. What `refuse` refuses must not come here. */
export function moveRowsColumns(pack: OfficePackage, sheet: Sheet, edit: RowsColumnsEdit): void {
  const change: Change = { do: edit.do, sheet: sheet.name, what: edit.what, at: edit.at, count: edit.count }
  const tables = tablesOf(pack, sheet.part)
  const lost = lostTables(tables, change)
  const formula = (text: string, home: Home) => {
    const away = home.sheet.toLowerCase() !== sheet.name.toLowerCase() && !text.includes('!')
    const now = away || isBefore(text, change) ? text : adjust(text, home, change)
    return lost.length > 0 ? withoutColumns(now, lost) : now
  }
  moveWorksheet(pack, sheet, change, tables, (text) => formula(text, { sheet: sheet.name }))
  for (const table of tables) moveTable(pack, sheet.part, table, change)
  moveRelated(pack, sheet.part, change)
  rewriteEverywhere(
    pack,
    {
      formula,
      source: (name, ref) => ({
        sheet: name,
        ref: ref !== undefined && name.toLowerCase() === sheet.name.toLowerCase() ? movedReference(ref, change) : ref,
      }),
    },
    sheet.part,
  )
}

/** Row numbers all in front of the change: a quick look that spares most formulas of a long sheet. */
function isBefore(text: string, change: Change): boolean {
  if (change.what === 'columns') return false
  const numbers = text.match(/\d+/g)
  return !numbers?.some((number) => Number(number) > change.at)
}

function lostTables(tables: readonly Table[], change: Change): LostTable[] {
  return tables.flatMap((table): LostTable[] => {
    const gone = goneColumns(table, change)
    if (!movedRange(table.range, change)) return [{ name: table.name, columns: undefined, gone }]
    return gone.length > 0 ? [{ name: table.name, columns: table.columns, gone }] : []
  })
}

function moveWorksheet(
  pack: OfficePackage,
  sheet: Sheet,
  change: Change,
  tables: readonly Table[],
  formula: (text: string) => string,
): void {
  const { outline, rows, prefix } = openSheet(pack.text(sheet.part))
  const xml = editXml(outline)
  const place = (cell: { row: number; column: number }) => {
    const index = moved(change.what === 'rows' ? cell.row : cell.column, change)
    return index === undefined ? undefined : change.what === 'rows' ? { ...cell, row: index } : { ...cell, column: index }
  }
  const cells = rewriteCellFormulas(rows, prefix, { formula, place, reference: (text) => movedReference(text, change) })
  const style = change.do === 'insert' && change.at > 0 ? columnStyle(xml.root, change.at - 1) : undefined
  const placed =
    change.what === 'rows' ? moveRows(cells, prefix, change) : moveColumns(cells, prefix, change, style, newHeadings(tables, change))
  if (change.what === 'columns') moveColumnList(xml, change)
  moveSheetRanges(xml, change, formula)
  for (const element of within(xml.root)) {
    const table = element.local === 'tablePart' ? tables.find(({ relationship }) => relationship === relationOf(element)) : undefined
    if (table && !movedRange(table.range, change)) xml.remove(element)
  }
  pack.set(sheet.part, joinSheet({ outline: xml.result(), rows: placed, prefix }))
  for (const element of within(xml.root)) {
    const id = element.local === 'hyperlink' && xml.isGone(element) ? relationOf(element) : undefined
    if (id !== undefined) pack.unrelate(sheet.part, id)
    if (element.local === 'autoFilter' && xml.parent(element) === xml.root && xml.isGone(element)) dropFilterName(pack, sheet)
  }
}

const relationOf = (element: XmlElement) => element.attributes.find(({ uri, local }) => uri && local === 'id')?.value

/** A filter has a hidden name for its range, which goes with it. */
function dropFilterName(pack: OfficePackage, sheet: Sheet): void {
  const index = sheetsOf(pack).findIndex(({ key }) => key === sheet.key)
  editPart(pack, workbookPart(pack), (xml) => {
    for (const element of within(xml.root))
      if (attribute(element, 'name') === '_xlnm._FilterDatabase' && attribute(element, 'localSheetId') === String(index))
        xml.remove(element)
  })
}
