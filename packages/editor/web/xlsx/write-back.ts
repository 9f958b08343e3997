import { type OfficePackage, openPackage } from '../ooxml/package.ts'
import { dynamicArrayMark } from './dynamic-arrays.ts'
import type { Edit, Results, WriteBack } from './edit.ts'
import { type RenamedColumn, withRenamedColumns } from './formula/renamed-columns.ts'
import { openStyles, type Styles } from './looks/styles.ts'
import { dropCalculationChain, formulaCount, recalculateOnLoad } from './recalculation.ts'
import { draftSheet, type SheetDraft } from './sheet-draft.ts'
import { sheetsOf } from './sheets.ts'
import { applyStructure, isStructure } from './structure/apply.ts'
import { rewriteEverywhere } from './structure/everywhere.ts'

/**
 * Carries out a log of edits on the file that they were made in. Edits of cells and layout are gathered sheet by sheet
 * until a structural one comes, which works on the package itself. Throws LockedCells for a change to a part of an array
 * formula, EditProblem for a structural one that the workbook does not allow, RangeError for a sheet that is not there,
 * XmlProblem and ZipProblem for a damaged file.
 */
export const writeBack: WriteBack = (original, edits, results) => openWriter(original).carryOut(edits, results).write()

/** Carries out log after log on one file, each of which begins as the one before, or nearly so. */
export interface Writer {
  /** The file with these edits and no others, whatever was carried out before. Throws as `writeBack`. */
  carryOut(edits: readonly Edit[], results: readonly Results[], onStep?: () => void): OfficePackage
}

/** A workbook right after a structural edit: nothing is gathered then, and whoever goes on from here does as if from the start. */
interface Milestone {
  edits: readonly Edit[]
  pack: OfficePackage
  told: Told
}

/** Whether values may have changed, whether a formula did, and whether Excel is to fill cells around a dynamic array. */
interface Told {
  contents: boolean
  formulas: boolean
  fills: boolean
}

/** What was read of the file is kept, and the last structural edit that was carried out: the next log mostly goes on behind it. */
export function openWriter(original: Uint8Array): Writer {
  const start: Milestone = {
    edits: [],
    pack: openPackage(original),
    told: { contents: false, formulas: false, fills: false },
  }
  let last = start
  return {
    carryOut(edits, results, onStep = () => {}) {
      const from = last.edits.every((edit, index) => edit === edits[index]) ? last : start
      let work = openWork(from)
      for (const [index, edit] of edits.entries()) {
        if (index < from.edits.length) continue
        work.apply(edit)
        onStep()
        if (!isStructure(edit)) continue
        last = { edits: edits.slice(0, index + 1), ...work.milestone() }
        work = openWork(last)
      }
      return work.finish(results, onStep)
    },
  }
}

function openWork(from: Pick<Milestone, 'pack' | 'told'>) {
  const pack = from.pack.fork()
  const told = { ...from.told }
  let styles: Styles | undefined
  const drafts = new Map<string, SheetDraft>()
  /** how many formulas were given their results */
  let known = 0

  /** Excel fills the cells around a dynamic array when it works it out, whatever result is there. */
  function dynamicMark(): number {
    told.fills = true
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
  function flush(onStep = () => {}): void {
    const renamed: RenamedColumn[] = []
    for (const each of drafts.values()) {
      const saved = each.save()
      told.formulas ||= saved.formulas
      known += saved.results
      renamed.push(...saved.renamed)
      onStep()
    }
    drafts.clear()
    if (renamed.length) rewriteEverywhere(pack, { formula: (text) => withRenamedColumns(text, renamed) })
    styles?.save()
    styles = undefined
  }

  return {
    milestone: () => ({ pack, told }),
    apply(edit: Edit): void {
      if (isStructure(edit)) {
        flush()
        applyStructure(pack, edit)
        told.contents = true
        // the order of calculation names cells and sheets by where they are
        told.formulas ||= edit.do === 'insert' || edit.do === 'delete' || edit.do === 'delete-sheet'
        return
      }
      if (edit.do === 'cells') told.contents ||= edit.cells.some(({ content }) => content !== undefined)
      draft(edit.sheet).apply(edit)
    },
    finish(results: readonly Results[], onStep: () => void): OfficePackage {
      // a sheet that a later edit deleted has no results to keep
      const present = new Set(sheetsOf(pack).flatMap(({ key, kind }) => (kind === 'worksheet' ? [key] : [])))
      for (const { sheet, cells } of results) if (present.has(sheet)) draft(sheet).results(cells)
      flush(onStep)
      if (told.formulas) dropCalculationChain(pack)
      if (told.fills || (told.contents && formulaCount(pack) > known)) recalculateOnLoad(pack)
      return pack
    },
  }
}
