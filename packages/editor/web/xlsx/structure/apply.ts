import type { OfficePackage } from '../../ooxml/package.ts'
import type { Edit } from '../edit.ts'
import { type Sheet, sheetsOf } from '../sheets.ts'
import { pushesOver } from './edge.ts'
import { limitsOf, whyNot } from './limits.ts'
import { EditProblem, type EditProblemKind, problemText } from './problem.ts'
import { moveRowsColumns, type RowsColumnsEdit } from './rows-columns.ts'
import { addSheet, deleteSheet, hideSheet, moveSheet, renameSheet, whyNoSheetEdit } from './sheet-edits.ts'
import { openSheet } from './sheet-source.ts'

export type StructureEdit = Extract<
  Edit,
  { do: 'insert' | 'delete' | 'add-sheet' | 'delete-sheet' | 'rename-sheet' | 'move-sheet' | 'hide-sheet' }
>

const WITHIN: ReadonlySet<Edit['do']> = new Set<Exclude<Edit['do'], StructureEdit['do']>>([
  'cells',
  'size',
  'hide',
  'merge',
  'unmerge',
  'freeze',
])

export const isStructure = (edit: Edit): edit is StructureEdit => !WITHIN.has(edit.do)

/** Why a workbook does not allow an edit, in words for people; undefined when it does. Nothing is changed. */
export function refusal(pack: OfficePackage, edit: StructureEdit): string | undefined {
  const kind = problemOf(pack, edit)
  return kind && problemText(kind)
}

const isRowsColumns = (edit: StructureEdit): edit is RowsColumnsEdit => edit.do === 'insert' || edit.do === 'delete'

function problemOf(pack: OfficePackage, edit: StructureEdit): EditProblemKind | undefined {
  if (!isRowsColumns(edit)) return whyNoSheetEdit(pack, edit)
  const sheet = sheetsOf(pack).find(({ key }) => key === edit.sheet)
  if (!sheet || !pack.has(sheet.part)) return 'no-sheet'
  if (sheet.kind !== 'worksheet') return 'no-cells'
  return whyNot(limitsOf(pack, sheet), edit) ?? (overEdge(pack, sheet, edit) ? 'edge' : undefined)
}

function overEdge(pack: OfficePackage, sheet: Sheet, edit: RowsColumnsEdit): boolean {
  if (edit.do === 'delete') return false
  const { rows, prefix } = openSheet(pack.text(sheet.part))
  return pushesOver(rows, prefix, edit)
}

/**
 * Carries out what changes where things stand, with all references to them in formulas, names, charts and elsewhere.
 * Throws EditProblem, before anything is changed, for what the workbook does not allow.
 */
export function applyStructure(pack: OfficePackage, edit: StructureEdit): void {
  const problem = problemOf(pack, edit)
  if (problem) throw new EditProblem(problem)
  if (isRowsColumns(edit)) {
    const sheet = sheetsOf(pack).find(({ key }) => key === edit.sheet)
    if (sheet && edit.count > 0) moveRowsColumns(pack, sheet, edit)
  } else if (edit.do === 'add-sheet') addSheet(pack, edit)
  else if (edit.do === 'delete-sheet') deleteSheet(pack, edit.sheet)
  else if (edit.do === 'rename-sheet') renameSheet(pack, edit.sheet, edit.name)
  else if (edit.do === 'move-sheet') moveSheet(pack, edit.sheet, edit.at)
  else hideSheet(pack, edit.sheet, edit.hidden)
}
