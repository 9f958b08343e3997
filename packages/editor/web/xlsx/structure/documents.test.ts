import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type OfficePackage, openPackage } from '../../ooxml/package.ts'
import { parseXml, type XmlElement } from '../../ooxml/xml.ts'
import { joinSheet, splitSheet } from '../sheet-text.ts'
import { sheetsOf } from '../sheets.ts'
import { refusal, type StructureEdit } from './apply.ts'
import { after, deleteColumns, deleteRows, insertColumns, insertRows } from './testing/after.ts'
import { unshare } from './testing/unshare.ts'

// Documents that programs of all kinds wrote. They are not part of the project: where they are not, these tests are skipped.
const FOLDER = new URL('../../../../../../shared/documents/', import.meta.url)
const documents = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.xlsx')) : []

/** All that a part says: every cell with its own formula, attributes in any order. Numbers for the next new thing may grow. */
function told(part: string): unknown {
  if (!/<(?:\w+:)?sheetData/.test(part)) return toldOf(parseXml(part))
  const sheet = splitSheet(part)
  return toldOf(parseXml(joinSheet({ ...sheet, rows: unshare(sheet.rows, sheet.prefix) })))
}
function toldOf({ local, attributes, children }: XmlElement): unknown {
  const written = attributes.flatMap(({ uri, local, value }) => (local === 'nextId' ? [] : `${uri} ${local}=${value}`))
  return [local, written.sort(), children.map((child) => ('text' in child ? child.text.trim() : toldOf(child)))]
}
const texts = (pack: OfficePackage) =>
  new Map(pack.names().flatMap((name) => (/\.(xml|rels)$/.test(name) ? [[name, pack.text(name)]] : [])))

describe.skipIf(documents.length === 0)('documents from elsewhere', () => {
  const cases = documents.flatMap((name) => {
    const bytes = new Uint8Array(readFileSync(new URL(name, FOLDER)))
    const sheets = sheetsOf(openPackage(bytes)).filter(({ kind }) => kind === 'worksheet')
    return sheets.slice(0, 2).map((sheet) => ({ name, bytes, sheet: sheet.key, tab: sheet.name }))
  })

  test.each(cases)('$name, $tab: what is put in and taken out again leaves all as it was', ({ bytes, sheet }) => {
    const before = texts(openPackage(bytes))
    const rows = [insertRows(4, 3, sheet), insertRows(0, 2, sheet), deleteRows(0, 2, sheet), deleteRows(4, 3, sheet)]
    const columns = [insertColumns(2, 2, sheet), insertColumns(0, 1, sheet), deleteColumns(0, 1, sheet), deleteColumns(2, 2, sheet)]
    for (const [name, text] of texts(after(bytes, ...rows, ...columns)))
      if (text !== before.get(name)) expect(told(text), name).toEqual(told(before.get(name) ?? ''))
  })

  test.each(cases)('$name, $tab: whatever goes, the file stays one that Office opens', ({ bytes, sheet }) => {
    const edits: StructureEdit[] = [
      deleteRows(0, 1, sheet),
      deleteRows(3, 5, sheet),
      deleteColumns(0, 1, sheet),
      deleteColumns(1, 3, sheet),
      { do: 'rename-sheet', sheet, name: "It's new" },
      { do: 'add-sheet', sheet: '99', name: 'More', at: 0 },
      { do: 'move-sheet', sheet, at: 0 },
      { do: 'delete-sheet', sheet },
    ]
    const pack = openPackage(bytes)
    after(bytes, ...edits.filter((edit) => refusal(pack, edit) === undefined))
  })
})
