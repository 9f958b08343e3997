import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPackage } from '../../packages/editor/web/ooxml/package.ts'
import type { CellContent, CellEdit, Edit } from '../../packages/editor/web/xlsx/edit.ts'
import { cellText } from '../../packages/editor/web/xlsx/range.ts'
import { sheetsOf } from '../../packages/editor/web/xlsx/sheets.ts'
import { refusal } from '../../packages/editor/web/xlsx/structure/apply.ts'
import { LOOK, sheetEdits } from '../../packages/editor/web/xlsx/testing/arbitrary-edits.ts'
import { DOCUMENTS } from '../../packages/editor/web/xlsx/testing/documents.ts'
import { readCells } from '../../packages/editor/web/xlsx/testing/read-cells.ts'
import { writeBack } from '../../packages/editor/web/xlsx/write-back.ts'
import { LibreOffice } from './libreoffice.ts'

/** Far below what any of the documents holds. */
const BELOW = 5000
const TEXTS = ['plain', ' two spaces ', 'a, "b"\nc', '<&>', 'äöü 漢字 😀', '_x000D_', '=1+1', "'quoted"]

const CONTENT: fc.Arbitrary<CellContent> = fc.oneof(
  fc.integer({ min: -4000, max: 4000 }).map((quarters): CellContent => ({ kind: 'number', value: quarters / 4 })),
  fc.constantFrom(...TEXTS).map((value): CellContent => ({ kind: 'text', value })),
  fc.boolean().map((value): CellContent => ({ kind: 'boolean', value })),
)
/** LibreOffice writes dates and percentages as such, whatever it is asked for. */
const PLAIN = { numberFormat: null }
const CELLS = fc.uniqueArray(
  fc.record({
    row: fc.integer({ min: 0, max: 12 }),
    column: fc.integer({ min: 0, max: 7 }),
    content: CONTENT,
    look: LOOK.map((look) => ({ ...look, ...PLAIN })),
  }),
  { minLength: 5, maxLength: 25, selector: ({ row, column }) => cellText(row, column) },
)

const shown = (content: CellContent): string => {
  if (content.kind === 'boolean') return content.value ? 'TRUE' : 'FALSE'
  return 'value' in content ? String(content.value) : ''
}

/** Three numbers and what comes of them, and of what was typed above: nobody tells the results. */
function sums(numbers: readonly number[], above: CellEdit | undefined): { cells: CellEdit[]; expected: string[] } {
  const [a = 0, b = 0, c = 0] = numbers
  const number = above?.content?.kind === 'number' ? above.content.value : 0
  const formulas: [string, string | number][] = [
    [`SUM(A${BELOW + 1}:C${BELOW + 1})`, a + b + c],
    [`IF(A${BELOW + 1}<B${BELOW + 1},"less & less","more")`, a < b ? 'less & less' : 'more'],
    [`D${BELOW + 1}*2`, (a + b + c) * 2],
    // many cells where old programs took one
    [`SUM(A${BELOW + 1}:C${BELOW + 1}*2)`, (a + b + c) * 2],
    [`N(${above ? cellText(above.row, above.column) : '0'})+1`, number + 1],
  ]
  const cells = [
    ...[a, b, c].map((value): CellContent => ({ kind: 'number', value })),
    ...formulas.map(([text]): CellContent => ({ kind: 'formula', text })),
  ].map((content, column) => ({ row: BELOW, column, content, look: PLAIN }))
  return { cells, expected: [a, b, c, ...formulas.map(([, result]) => result)].map(String) }
}

interface Case {
  name: string
  sheet: string
  original: Uint8Array
  saved: Uint8Array
  /** of the sheet, by name; all other cells but formulas are as they were */
  typed: CellEdit[]
  sums: string[]
  formulas: Set<string>
  /** rows that were put in front of the second one */
  inserted: number
}

function casesOf({ name, bytes }: (typeof DOCUMENTS)[number], seed: number): Case[] {
  const pack = openPackage(bytes)
  const sheets = sheetsOf(pack).filter(({ kind, state }) => kind === 'worksheet' && state === 'visible')
  const samples = fc.sample(fc.tuple(CELLS, sheetEdits(['x']), fc.array(fc.nat(99), { minLength: 3, maxLength: 3 })), { seed, numRuns: 2 })
  return samples.flatMap(([cells, others, numbers], index) => {
    const sheet = sheets[index % sheets.length]
    if (!sheet) return []
    const insert: Edit = { do: 'insert', sheet: sheet.key, what: 'rows', at: 1, count: 2 }
    const inserted = index === 1 && refusal(pack, insert) === undefined ? 2 : 0
    const layout = others.filter((edit) => edit.do !== 'cells').map((edit): Edit => ({ ...edit, sheet: sheet.key }))
    const made = sums(numbers, inserted ? undefined : cells.find(({ content }) => content.kind === 'number'))
    const edits: Edit[] = [
      ...layout,
      ...(inserted ? [insert] : [{ do: 'cells', sheet: sheet.key, cells } satisfies Edit]),
      { do: 'cells', sheet: sheet.key, cells: made.cells },
    ]
    const read = readCells(pack.text(sheet.part))
    const formulas = new Set([...read].flatMap(([cell, { formula }]) => (formula === undefined ? [] : [cell])))
    const typed = inserted ? [] : cells
    return { name, sheet: sheet.name, original: bytes, saved: writeBack(bytes, edits, []), typed, sums: made.expected, formulas, inserted }
  })
}

const cases = DOCUMENTS.flatMap((document, index) => casesOf(document, index))
/** A formula of the file, with a result of yesterday, over values that change: the file asks that it be worked out. */
const shared = DOCUMENTS.find(({ name }) => name === 'shared formulas')
const stale = {
  name: 'stale results',
  bytes: writeBack(
    shared?.bytes ?? new Uint8Array(),
    [3, 5].map((value, row): Edit => ({ do: 'cells', sheet: '1', cells: [{ row, column: 0, content: { kind: 'number', value } }] })),
    [],
  ),
}
let office: LibreOffice
let tables: Map<string, string[][]>[]

beforeAll(async () => {
  office = await LibreOffice.start()
  const files = cases.flatMap(({ name, original, saved }) => [
    { name, bytes: original },
    { name, bytes: saved },
  ])
  tables = await office.tables([...files, stale])
})
afterAll(() => office?.stop())

describe('a second office suite reads every cell of a workbook that the built-in editor saved', () => {
  test.each(cases.map((each, index) => ({ ...each, index })))('$name, $sheet', ({ index, sheet, typed, sums, formulas, inserted }) => {
    const [before, after] = [tables[index * 2]?.get(sheet) ?? [], tables[index * 2 + 1]?.get(sheet) ?? []]
    expect(after[BELOW]?.slice(0, sums.length)).toEqual(sums)
    for (const { row, column, content } of typed)
      if (content) expect({ row, column, text: after[row]?.[column] ?? '' }).toEqual({ row, column, text: shown(content) })
    const changed = new Set(typed.map(({ row, column }) => cellText(row, column)))
    for (const [row, cells] of before.entries())
      for (const [column, text] of cells.entries()) {
        const name = cellText(row, column)
        if (changed.has(name) || (typed.length > 0 && formulas.has(name))) continue
        expect({ name, text: after[row < 1 ? row : row + inserted]?.[column] ?? '' }).toEqual({ name, text })
      }
  })
})

test('a formula whose values changed is worked out anew, as the file asks', () => {
  expect(tables.at(-1)?.get('A')?.slice(0, 3)).toEqual([
    ['3', '9', '27'],
    ['5', '15', '45'],
    ['2', '6', '18'],
  ])
})
