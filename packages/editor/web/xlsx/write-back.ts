import { openPackage } from '../ooxml/package.ts'
import { dynamicArrayMark } from './dynamic-arrays.ts'
import type { WriteBack } from './edit.ts'
import { type RenamedColumn, withRenamedColumns } from './formula/renamed-columns.ts'
import { openStyles, type Styles } from './looks/styles.ts'
import { dropCalculationChain, formulaCount, recalculateOnLoad } from './recalculation.ts'
import { draftSheet, type SheetDraft } from './sheet-draft.ts'
import { sheetsOf } from './sheets.ts'
import { applyStructure } from './structure/apply.ts'
import { rewriteEverywhere } from './structure/everywhere.ts'

/**
 * Carries out a log of edits on the file that they were made in. Edits of cells and layout are gathered sheet by sheet
 * until a structural one comes, which works on the package itself. Throws LockedCells for a change to a part of an array
 * formula, EditProblem for a structural one that the workbook does not allow, RangeError for a sheet that is not there,
 * XmlProblem and ZipProblem for a damaged file.
 */
export const writeBack: WriteBack = (original, edits, results) => {
  const pack = openPackage(original)
  let styles: Styles | undefined
  const drafts = new Map<string, SheetDraft>()
  /** whether values may have changed, whether a formula did, and how many formulas were given their results */
  let [contents, formulas, known] = [false, false, 0]

  /** Excel fills the cells around a dynamic array when it works it out, whatever result is there. */
  let fills = false
  function dynamicMark(): number {
    fills = true
    return dynamicArrayMark(pack)
  }
  function draft(key: string): SheetDraft {
    const found = drafts.get(key)
    if (found) return found
    const sheet = sheetsOf(pack).find((each) => each.key === key)
    if (sheet?.kind !== 'worksheet') throw new RangeError(`no worksheet ${key} in this workbook`)
    styles ??= openStyles(pack)
    const made = draftSheet(pack, sheet.part, styles, dynamicMark)
    drafts.set(key, made)
    return made
  }
  function flush(): void {
    const renamed: RenamedColumn[] = []
    for (const each of drafts.values()) {
      const told = each.save()
      formulas ||= told.formulas
      known += told.results
      renamed.push(...told.renamed)
    }
    drafts.clear()
    if (renamed.length) rewriteEverywhere(pack, { formula: (text) => withRenamedColumns(text, renamed) })
    styles?.save()
    styles = undefined
  }

  for (const edit of edits) {
    switch (edit.do) {
      case 'cells':
        contents ||= edit.cells.some(({ content }) => content !== undefined)
        draft(edit.sheet).apply(edit)
        break
      case 'size':
      case 'hide':
      case 'merge':
      case 'unmerge':
      case 'freeze':
        draft(edit.sheet).apply(edit)
        break
      default:
        flush()
        applyStructure(pack, edit)
        contents = true
        // the order of calculation names cells and sheets by where they are
        formulas ||= edit.do === 'insert' || edit.do === 'delete' || edit.do === 'delete-sheet'
    }
  }
  // a sheet that a later edit deleted has no results to keep
  const present = new Set(sheetsOf(pack).flatMap(({ key, kind }) => (kind === 'worksheet' ? [key] : [])))
  for (const { sheet, cells } of results) if (present.has(sheet)) draft(sheet).results(cells)
  flush()
  if (formulas) dropCalculationChain(pack)
  if (fills || (contents && formulaCount(pack) > known)) recalculateOnLoad(pack)
  return pack.write()
}
