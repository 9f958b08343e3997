import type { OfficePackage } from '../ooxml/package.ts'
import { elementsOf } from '../ooxml/package-parts.ts'
import type { CellChange, RowChanges } from './cells/changes.ts'
import { xstring } from './cells/strings.ts'
import type { CellContent } from './edit.ts'
import type { RenamedColumn } from './formula/renamed-columns.ts'
import { type Table, tablesOf } from './structure/tables.ts'
import { editPart } from './structure/xml-edit.ts'

/**
 * A table's columns are called what its headings say, no two alike: Excel repairs a file where they are not. Makes every
 * heading that changes such a text, calls the columns so, and tells what their names were before.
 */
export function renameHeadings(pack: OfficePackage, sheetPart: string, changes: RowChanges): RenamedColumn[] {
  if (!changes.size) return []
  return tablesOf(pack, sheetPart).flatMap((table) => {
    const cells = table.headerRows ? changes.get(table.range.row)?.cells : undefined
    return cells ? renamedIn(pack, table, cells) : []
  })
}

function renamedIn(pack: OfficePackage, table: Table, cells: Map<number, CellChange>): RenamedColumn[] {
  const names = [...table.columns]
  const renamed: RenamedColumn[] = []
  const changing = (index: number) => cells.get(table.range.column + index)?.content
  const taken = new Set(names.flatMap((name, index) => (changing(index) ? [] : [name.toLowerCase()])))
  for (const [index, before] of table.columns.entries()) {
    const column = table.range.column + index
    const change = cells.get(column)
    if (!change?.content) continue
    const after = unique(headingOf(change.content, change.result, index), taken)
    taken.add(nameOf(after).toLowerCase())
    cells.set(column, { look: change.look, content: { kind: 'text', value: after } })
    names[index] = nameOf(after)
    if (names[index] !== before) renamed.push({ table: table.name, before, after: names[index] ?? '' })
  }
  if (renamed.length > 0)
    editPart(pack, table.part, (xml) => {
      const list = elementsOf(xml.root).find(({ local }) => local === 'tableColumns')
      const columns = elementsOf(list ?? xml.root).filter(({ local }) => local === 'tableColumn')
      for (const [index, column] of columns.entries()) xml.set(column, 'name', names[index])
    })
  return renamed
}

/** Headings are texts: what else is typed there becomes one, as in Excel. */
function headingOf(content: CellContent, result: CellChange['result'], index: number): string {
  const fallback = `Column${index + 1}`
  if (content.kind === 'empty') return fallback
  const value = content.kind === 'formula' ? result : content.value
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'object') return value.error
  return value === undefined || value === '' ? fallback : String(value).slice(0, 255)
}

function unique(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(nameOf(name).toLowerCase())) return name
  let number = 2
  while (taken.has(nameOf(`${name}${number}`).toLowerCase())) number++
  return `${name}${number}`
}

/** An attribute has no line breaks of its own: they are escaped there (22.9.2.19), as every character that XML cannot hold is. */
const nameOf = (heading: string): string => xstring(heading).replaceAll('\n', '_x000a_')
