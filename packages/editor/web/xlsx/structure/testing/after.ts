import { expect } from 'vitest'
import { type OfficePackage, openPackage } from '../../../ooxml/package.ts'
import type { Edit } from '../../edit.ts'
import { faults } from '../../testing/verify.ts'
import { applyStructure, type StructureEdit } from '../apply.ts'

/** A workbook with structural edits carried out. Fails where Office would find fault with it. */
export function after(original: Uint8Array, ...edits: StructureEdit[]): OfficePackage {
  const pack = openPackage(original)
  for (const edit of edits) applyStructure(pack, edit)
  const bytes = pack.write()
  expect(faults(bytes)).toEqual([])
  return openPackage(bytes)
}

type Step = Extract<Edit, { do: 'insert' | 'delete' }>
const step =
  (how: Step['do'], what: Step['what']) =>
  (at: number, count = 1, sheet = '1'): Step => ({ do: how, sheet, what, at, count })
export const insertRows = step('insert', 'rows')
export const deleteRows = step('delete', 'rows')
export const insertColumns = step('insert', 'columns')
export const deleteColumns = step('delete', 'columns')
