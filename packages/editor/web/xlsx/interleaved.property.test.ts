import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openPackage } from '../ooxml/package.ts'
import type { CellContent, Edit } from './edit.ts'
import { LockedCells } from './problem.ts'
import { cellText } from './range.ts'
import { sheetsOf } from './sheets.ts'
import { EditProblem } from './structure/problem.ts'
import { tablesOf } from './structure/tables.ts'
import { sheetEdits } from './testing/arbitrary-edits.ts'
import { DOCUMENTS } from './testing/documents.ts'
import { readCells } from './testing/read-cells.ts'
import { faults } from './testing/verify.ts'
import { writeBack } from './write-back.ts'

type Step = Extract<Edit, { do: 'insert' | 'delete' }>
/** Values by row and column: what a sheet holds but formulas. */
type Values = Map<number, Map<number, string>>

const steps = (sheet: string): fc.Arbitrary<Edit[]> =>
  fc
    .record({
      do: fc.constantFrom('insert' as const, 'delete' as const),
      sheet: fc.constant(sheet),
      what: fc.constantFrom('rows' as const, 'columns' as const),
      at: fc.nat(12),
      count: fc.integer({ min: 1, max: 3 }),
    })
    .map((step): Edit[] => [step])

const moveKeys = <V>(map: Map<number, V>, { do: how, at, count }: Step): Map<number, V> =>
  new Map(
    [...map].flatMap(([key, value]): [number, V][] => {
      if (key < at) return [[key, value]]
      if (how === 'insert') return [[key + count, value]]
      return key < at + count ? [] : [[key - count, value]]
    }),
  )

const told = (content: CellContent): string => {
  if (content.kind === 'number') return `n ${content.value + 0}`
  if (content.kind === 'boolean') return `b ${content.value ? 1 : 0}`
  return content.kind === 'text' ? `inlineStr ${content.value}` : ''
}

function carriedOut(values: Values, edits: readonly Edit[], sheet: string): Values {
  let now = values
  for (const edit of edits) {
    if (edit.sheet !== sheet) continue
    if (edit.do === 'insert' || edit.do === 'delete') {
      if (edit.what === 'rows') now = moveKeys(now, edit)
      else for (const [row, cells] of now) now.set(row, moveKeys(cells, edit))
    }
    if (edit.do !== 'cells') continue
    for (const { row, column, content } of edit.cells) {
      if (!content) continue
      const cells = now.get(row) ?? new Map<number, string>()
      now.set(row, cells.set(column, told(content)))
    }
  }
  return now
}

const named = (values: Values): Map<string, string> =>
  new Map([...values].flatMap(([row, cells]) => [...cells].flatMap(([column, value]) => (value ? [[cellText(row, column), value]] : []))))

test.each(DOCUMENTS)('$name: cells that are typed between rows and columns that come and go stand where they belong', ({ bytes }) => {
  const pack = openPackage(bytes)
  const sheet = sheetsOf(pack).find(({ kind }) => kind === 'worksheet')
  if (!sheet) return
  const read = (source: string) => [...readCells(source)].flatMap(([name, { value }]) => (value ? [[name, value] as const] : []))
  const before = read(pack.text(sheet.part))
  const hasTables = tablesOf(pack, sheet.part).length > 0
  // only what can be read back as it was typed
  const plain = sheetEdits([sheet.key]).map((edits) =>
    edits.map((edit) =>
      edit.do === 'cells'
        ? { ...edit, cells: edit.cells.filter(({ content }) => content?.kind !== 'text' || /^[\w ]*$/.test(content.value)) }
        : edit,
    ),
  )
  const log = fc.array(fc.oneof(plain, steps(sheet.key)), { minLength: 2, maxLength: 6 }).map((parts) => parts.flat())
  fc.assert(
    fc.property(log, (edits) => {
      let saved: Uint8Array
      try {
        saved = writeBack(bytes, edits, [])
      } catch (error) {
        if (error instanceof LockedCells || error instanceof EditProblem) return
        throw error
      }
      expect(faults(saved)).toEqual([])
      if (hasTables) return
      const values: Values = new Map()
      for (const [name, value] of before) {
        const [, letters = '', digits] = /^([A-Z]+)(\d+)$/.exec(name) ?? []
        const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
        const row = values.get(Number(digits) - 1) ?? new Map<number, string>()
        values.set(Number(digits) - 1, row.set(column, value))
      }
      const after = new Map(read(openPackage(saved).text(sheet.part)))
      expect(after).toEqual(named(carriedOut(values, edits, sheet.key)))
    }),
    { numRuns: bytes.length > 30_000 ? 3 : 12 },
  )
})
