import { expect } from 'vitest'
import { type OfficePackage, openPackage } from '../../ooxml/package.ts'
import type { CellContent, Edit, LookChange, Results } from '../edit.ts'
import { writeBack } from '../write-back.ts'
import { faults } from './verify.ts'

/** What a save makes of a workbook. Fails where Office would find fault with it. */
export function saved(original: Uint8Array, edits: readonly Edit[], results: readonly Results[] = []): OfficePackage {
  const bytes = writeBack(original, edits, results)
  expect(faults(bytes)).toEqual([])
  return openPackage(bytes)
}

/** The parts that a save changed. */
export function changedParts(original: Uint8Array, after: OfficePackage): string[] {
  const before = openPackage(original)
  const names = new Set([...before.names(), ...after.names()])
  return [...names]
    .filter((name) => !before.has(name) || !after.has(name) || Buffer.compare(before.bytes(name), after.bytes(name)) !== 0)
    .sort()
}

/** The rows of the first sheet, as they stand in its part. */
export const rowsOf = (pack: OfficePackage, part = 'xl/worksheets/sheet1.xml'): string =>
  /<(?:\w+:)?sheetData[^>]*>(.*)<\/(?:\w+:)?sheetData>/s.exec(pack.text(part))?.[1] ?? ''

export const put = (row: number, column: number, content: CellContent): Edit => ({
  do: 'cells',
  sheet: '1',
  cells: [{ row, column, content }],
})
export const paint = (row: number, column: number, look: LookChange): Edit => ({ do: 'cells', sheet: '1', cells: [{ row, column, look }] })
export const number = (value: number): CellContent => ({ kind: 'number', value })
export const text = (value: string): CellContent => ({ kind: 'text', value })
export const formula = (text: string): CellContent => ({ kind: 'formula', text })
export const EMPTY: CellContent = { kind: 'empty' }
