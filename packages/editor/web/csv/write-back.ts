import { beyondWindows1252, decodeText, type Encoding, encodeText } from '../views/text/encoding.ts'
import type { CellContent, CellEdit, Edit } from '../xlsx/edit.ts'
import { dialectOf } from './dialect.ts'
import { shownValue } from './scan.ts'
import { fieldFor, fieldsOf, type Row, readTable, type Table, textOf } from './table.ts'

/** The file with all edits carried out, in its own encoding where that holds all of it. Rows that none of them touches keep their bytes. */
export function writeBack(original: Uint8Array, edits: readonly Edit[], extension: string): { bytes: Uint8Array; encoding: Encoding } {
  const { text, encoding } = decodeText(original)
  const table = readTable(text, dialectOf(text, extension))
  for (const edit of edits) carryOut(table, edit)
  const now = textOf(table)
  const outgrown = encoding === 'windows-1252' && beyondWindows1252(now) !== undefined
  return { bytes: encodeText(now, encoding), encoding: outgrown ? 'utf-8-bom' : encoding }
}

function carryOut(table: Table, edit: Edit): void {
  if (edit.do === 'cells') for (const cell of edit.cells) setCell(table, cell)
  else if (edit.do === 'insert') insert(table, edit)
  else if (edit.do === 'delete') remove(table, edit)
  else throw new Error(`a .csv has nothing to ${edit.do}`)
}

const textIn = (content: CellContent): string => {
  if (content.kind === 'empty') return ''
  return content.kind === 'formula' ? `=${content.text}` : String(content.value)
}

function setCell(table: Table, { row: at, column, content }: CellEdit): void {
  if (!content) return
  const value = textIn(content)
  const row = table.rows[at] ?? (value === '' ? undefined : added(table, at))
  if (!row) return
  const fields = [...fieldsOf(table, row)]
  const before = fields[column]
  if (shownValue(before ?? '') === value) return
  while (fields.length < column) fields.push(fieldFor(table, '', undefined))
  fields[column] = fieldFor(table, value, before)
  row.fields = fields
}

/** The row `at` behind all others, and those between. */
function added(table: Table, at: number): Row | undefined {
  const like = table.rows.at(-1)
  while (table.rows.length <= at) table.rows.push(blank(table, like))
  return table.rows[at]
}

/** An empty row as wide as another. */
function blank(table: Table, like: Row | undefined): Row {
  const width = like ? fieldsOf(table, like).length : 1
  const nothing = width > 1 ? fieldFor(table, '', undefined) : ''
  return { start: 0, end: 0, next: 0, fields: Array.from({ length: width }, () => nothing) }
}

/** A line without anything, which stays one. */
const isBlank = ({ start, end, fields }: Row) => start === end && fields === undefined

type Places = Extract<Edit, { do: 'insert' | 'delete' }>

function insert(table: Table, { what, at, count }: Places): void {
  if (what === 'rows') {
    // behind the last row the grid goes on, the file does not
    if (at >= table.rows.length) return
    const rows = Array.from({ length: count }, () => blank(table, table.rows[at]))
    table.rows = [...table.rows.slice(0, at), ...rows, ...table.rows.slice(at)]
    return
  }
  const nothing = Array.from({ length: count }, () => fieldFor(table, '', undefined))
  for (const row of table.rows) {
    const fields = isBlank(row) ? [] : fieldsOf(table, row)
    if (fields.length > at) row.fields = [...fields.slice(0, at), ...nothing, ...fields.slice(at)]
  }
}

function remove(table: Table, { what, at, count }: Places): void {
  if (what === 'rows') {
    table.rows.splice(at, count)
    return
  }
  for (const row of table.rows) {
    const fields = isBlank(row) ? [] : fieldsOf(table, row)
    if (fields.length > at) row.fields = fields.filter((_, column) => column < at || column >= at + count)
  }
}
