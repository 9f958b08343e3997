import type { ICellData } from '@univerjs/core'
import { expect, test } from 'vitest'
import { normalize } from './normalize.ts'

function normalized(cell: ICellData): ICellData {
  normalize({ id: 'sheet.mutation.set-range-values', params: { subUnitId: '1', cellValue: { 0: { 0: cell } } } })
  return cell
}

test('a text longer than a cell of a file can hold ends where the saved one will', () => {
  expect(normalized({ v: 'x'.repeat(40_000) }).v).toHaveLength(32_767)
  expect(normalized({ v: `${'x'.repeat(32_766)}😀` }).v).toHaveLength(32_766)
  expect(normalized({ v: 'short' })).toEqual({ v: 'short', custom: null })
})
