import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openPackage } from '../ooxml/package.ts'
import type { Edit, Results, SheetKey } from './edit.ts'
import { createEditLog } from './grid/edit-log.ts'
import { LockedCells } from './problem.ts'
import { sheetsOf } from './sheets.ts'
import { EditProblem } from './structure/problem.ts'
import { sheetEdits } from './testing/arbitrary-edits.ts'
import { DOCUMENTS } from './testing/documents.ts'
import { openWriter, writeBack } from './write-back.ts'

type Act = { act: 'edit'; edits: Edit[] } | { act: 'undo' | 'redo' } | { act: 'save'; results: Results[] }

const acts = (keys: readonly SheetKey[]): fc.Arbitrary<Act[]> => {
  const sheet = fc.constantFrom(...keys)
  const moved = fc
    .record({
      do: fc.constantFrom('insert' as const, 'delete' as const),
      sheet,
      what: fc.constantFrom('rows' as const, 'columns' as const),
      at: fc.nat(12),
      count: fc.integer({ min: 1, max: 3 }),
    })
    .map((edit): Edit[] => [edit])
  const renamed = fc
    .record({ do: fc.constant('rename-sheet' as const), sheet, name: fc.constantFrom('One', 'Two', 'It’s') })
    .map((edit): Edit[] => [edit])
  const edits = fc.oneof({ weight: 3, arbitrary: sheetEdits(keys) }, moved, renamed)
  const results = fc.array(
    fc.record({
      sheet,
      cells: fc.array(
        fc.record({
          row: fc.nat(30),
          column: fc.nat(9),
          result: fc.oneof(fc.integer(), fc.constantFrom('a & b', true, { error: '#DIV/0!' })),
        }),
        { maxLength: 60 },
      ),
    }),
    { maxLength: 2 },
  )
  return fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ act: fc.constant('edit' as const), edits }) },
      { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('undo' as const, 'redo' as const) }) },
      { weight: 3, arbitrary: fc.record({ act: fc.constant('save' as const), results }) },
    ),
    { minLength: 4, maxLength: 12 },
  )
}

const bytesOf = (save: () => Uint8Array) => {
  try {
    return Buffer.from(save())
  } catch (error) {
    if (error instanceof LockedCells || error instanceof EditProblem) return error.message
    throw error
  }
}

test.each(DOCUMENTS)('$name: each save is what its log alone would make of the file, whatever was saved and undone before', ({ bytes }) => {
  const keys = sheetsOf(openPackage(bytes)).flatMap(({ key, kind }) => (kind === 'worksheet' ? [key] : []))
  fc.assert(
    fc.property(acts(keys.slice(0, 2)), (all) => {
      const writer = openWriter(bytes)
      const log = createEditLog()
      const [done, undone]: [object[], object[]] = [[], []]
      const save = (results: Results[]) => {
        const edits = log.edits()
        const fresh = bytesOf(() => writeBack(bytes, edits, results))
        const saved = bytesOf(() => writer.carryOut(edits, results).write())
        expect(typeof saved === 'string' ? saved : Buffer.compare(saved, Buffer.from(fresh))).toEqual(typeof fresh === 'string' ? fresh : 0)
      }
      for (const each of all) {
        if (each.act === 'save') save(each.results)
        else if (each.act === 'edit') {
          for (const edit of each.edits) log.add(edit)
          const item = {}
          log.done(item)
          done.push(item)
          undone.length = 0
        } else if (each.act === 'undo') {
          const item = done.pop()
          if (!item) continue
          log.undone(item)
          undone.push(item)
        } else {
          const item = undone.pop()
          if (!item) continue
          log.redone(item)
          done.push(item)
        }
      }
      save([])
    }),
    { numRuns: bytes.length > 30_000 ? 2 : 8 },
  )
})
