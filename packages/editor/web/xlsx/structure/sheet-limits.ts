import type { Edit } from '../edit.ts'
import type { Sheet } from '../sheets.ts'
import type { EditProblemKind } from './problem.ts'

export type SheetEdit = Extract<Edit, { do: 'add-sheet' | 'delete-sheet' | 'rename-sheet' | 'move-sheet' | 'hide-sheet' }>
/** What of a sheet counts for others. */
export type Tab = Pick<Sheet, 'key' | 'name' | 'state'>

const EDITS: ReadonlySet<Edit['do']> = new Set<SheetEdit['do']>(['add-sheet', 'delete-sheet', 'rename-sheet', 'move-sheet', 'hide-sheet'])
export const isSheetEdit = (edit: Edit): edit is SheetEdit => EDITS.has(edit.do)

export const sameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

/** Why the tabs of a workbook do not allow an edit: asked where the grid is, before it happens, and where the file is. */
export function whyNotAmong(tabs: readonly Tab[], edit: SheetEdit): EditProblemKind | undefined {
  const others = tabs.filter(({ key }) => key !== edit.sheet)
  if (edit.do === 'add-sheet') return whyNotCalled(edit.name, tabs)
  if (others.length === tabs.length) return 'no-sheet'
  if (edit.do === 'rename-sheet') return whyNotCalled(edit.name, others)
  const goes = edit.do === 'delete-sheet' || (edit.do === 'hide-sheet' && edit.hidden)
  return goes && !others.some(({ state }) => state === 'visible') ? 'last-sheet' : undefined
}

function whyNotCalled(name: string, others: readonly Tab[]): EditProblemKind | undefined {
  if (name.length < 1 || name.length > 31 || /[[\]:*?/\\]|^'|'$|\p{Cc}/u.test(name) || name.trim() === '') return 'sheet-name'
  if (sameName(name, 'History')) return 'reserved-name'
  return others.some((other) => sameName(other.name, name)) ? 'name-taken' : undefined
}
