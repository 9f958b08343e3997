import { expect, test } from 'vitest'
import { editsOf } from './edits-of.ts'
import { foreseen } from './mutations.ts'

test('whether cells can be merged is asked before they are emptied for it', () => {
  const params = { subUnitId: '1', selections: [{ startRow: 1, endRow: 2, startColumn: 0, endColumn: 1 }] }
  const ahead = foreseen({ id: 'sheet.command.add-worksheet-merge', params })
  expect(ahead && editsOf(ahead, { keyOf: (sheet) => sheet, positionOf: () => 0 })).toEqual([
    { do: 'merge', sheet: '1', range: { row: 1, column: 0, lastRow: 2, lastColumn: 1 } },
  ])
  expect(foreseen({ id: 'sheet.command.set-range-values', params })).toBeUndefined()
})
