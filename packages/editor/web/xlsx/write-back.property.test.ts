import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type OfficePackage, openPackage } from '../ooxml/package.ts'
import { readZip } from '../ooxml/zip.ts'
import { escaped } from './cells/strings.ts'
import type { CellContent, Edit, LookChange } from './edit.ts'
import { readPalette } from './grid/read-colors.ts'
import { readStyles } from './grid/read-styles.ts'
import { LockedCells } from './problem.ts'
import { cellText } from './range.ts'
import { type Sheet, sheetsOf } from './sheets.ts'
import { tablesOf } from './structure/tables.ts'
import { sheetEdits } from './testing/arbitrary-edits.ts'
import { DOCUMENTS } from './testing/documents.ts'
import { type ReadCell, readCells } from './testing/read-cells.ts'
import { faults } from './testing/verify.ts'
import { writeBack } from './write-back.ts'

const headingsOf = (pack: OfficePackage, part: string) =>
  new Set(
    tablesOf(pack, part).flatMap(({ range, columns, headerRows }) =>
      headerRows ? columns.map((_, index) => cellText(range.row, range.column + index)) : [],
    ),
  )
const CALCULATION = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/calcChain.xml', '[Content_Types].xml']

/** What the edits of one sheet come to, cell by cell. */
function wanted(edits: readonly Edit[], sheet: string): Map<string, { content?: CellContent; look: LookChange }> {
  const cells = new Map<string, { content?: CellContent; look: LookChange }>()
  for (const edit of edits) {
    if (edit.do !== 'cells' || edit.sheet !== sheet) continue
    for (const { row, column, content, look } of edit.cells) {
      const name = cellText(row, column)
      const before = cells.get(name)
      const kept = content ?? before?.content
      cells.set(name, { ...(kept ? { content: kept } : {}), look: { ...before?.look, ...look } })
    }
  }
  return cells
}

/** As a cell is read back: what XML resolves is resolved, escapes stay. */
function readAs(content: CellContent): Pick<ReadCell, 'formula' | 'value'> {
  const plain = (text: string) => text.replace(/&(\w+);/g, (_, name: string) => ({ lt: '<', gt: '>', amp: '&', quot: '"' })[name] ?? '')
  if (content.kind === 'formula') return { formula: content.text, value: '' }
  if (content.kind === 'number') return { formula: undefined, value: `n ${content.value + 0}` }
  if (content.kind === 'boolean') return { formula: undefined, value: `b ${content.value ? 1 : 0}` }
  if (content.kind === 'text') return { formula: undefined, value: `inlineStr ${plain(escaped(content.value))}` }
  return { formula: undefined, value: '' }
}

function compareSheet(
  headings: ReadonlySet<string>,
  before: Map<string, ReadCell>,
  after: Map<string, ReadCell>,
  edits: readonly Edit[],
  sheet: Sheet,
  styles: string,
): void {
  const changes = wanted(edits, sheet.key)
  const { looks } = readStyles(styles, readPalette('', styles))
  const none: ReadCell = { style: 0, formula: undefined, value: '' }
  const told: string[][] = []
  for (const name of new Set([...before.keys(), ...after.keys(), ...changes.keys()])) {
    const change = changes.get(name)
    // a heading becomes a text of its own, and formulas call its column so
    if (headings.has(name) || before.get(name)?.formula?.includes('[')) continue
    const [was, is] = [before.get(name) ?? none, after.get(name) ?? none]
    const { formula, value } = change?.content ? readAs(change.content) : was
    if (is.formula !== formula || is.value !== value) told.push([name, `${is.formula} ${is.value}`, `${formula} ${value}`])
    if (!change && is.style !== was.style) told.push([name, `style ${is.style}`, `style ${was.style}`])
    if (change?.look.bold !== undefined) expect(looks[is.style]?.bl === 1).toBe(change.look.bold)
    if (change?.look.italic !== undefined) expect(looks[is.style]?.it === 1).toBe(change.look.italic)
    if (typeof change?.look.fill === 'string') expect(looks[is.style]?.bg?.rgb).toBe(`#${change.look.fill}`)
  }
  expect(told).toEqual([])
}

test.each(DOCUMENTS)('$name: whatever is done, what was not touched stays and what was is there', ({ bytes }) => {
  const original = openPackage(bytes)
  const sheets = sheetsOf(original).filter(({ kind }) => kind === 'worksheet')
  const before = new Map(sheets.map(({ key, part }) => [key, readCells(original.text(part))]))
  const entries = readZip(bytes)
  expect(faults(bytes)).toEqual([])
  fc.assert(
    fc.property(sheetEdits(sheets.map(({ key }) => key).slice(0, 4)), (edits) => {
      let saved: Uint8Array
      try {
        saved = writeBack(bytes, edits, [])
      } catch (error) {
        if (error instanceof LockedCells) return
        throw error
      }
      expect(faults(saved)).toEqual([])
      const pack = openPackage(saved)
      const touched = new Set(edits.map(({ sheet }) => sheets.find(({ key }) => key === sheet)?.part ?? ''))
      const tables = [...touched].flatMap((part) => tablesOf(original, part).map((table) => table.part))
      const may = new Set([...touched, ...tables, ...CALCULATION, 'xl/styles.xml'])
      // formulas of other sheets may call a column of a table
      if (tables.length) for (const { part } of sheets) may.add(part)
      const now = new Map(readZip(saved).map((entry) => [entry.name, entry]))
      const other = entries.filter(
        ({ name, packed }) => !may.has(name) && Buffer.compare(packed, now.get(name)?.packed ?? new Uint8Array()),
      )
      expect(other.map(({ name }) => name)).toEqual([])
      const styles = pack.has('xl/styles.xml') ? pack.text('xl/styles.xml') : ''
      for (const sheet of sheets)
        if (touched.has(sheet.part))
          compareSheet(headingsOf(pack, sheet.part), before.get(sheet.key)!, readCells(pack.text(sheet.part)), edits, sheet, styles)
    }),
    // the slower ones have many sheets or long ones, which are read after each run
    { numRuns: bytes.length > 30_000 ? 3 : 15 },
  )
})
