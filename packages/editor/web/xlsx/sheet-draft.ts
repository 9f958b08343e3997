import type { OfficePackage } from '../ooxml/package.ts'
import { changeRows } from './cells/change-rows.ts'
import { addCellEdits, addResults, type RowChanges, rowChange } from './cells/changes.ts'
import type { Edit, Results } from './edit.ts'
import type { RenamedColumn } from './formula/renamed-columns.ts'
import { renameHeadings } from './headings.ts'
import { columnStyles, hideColumns, sizeColumns } from './layout/columns.ts'
import { freeze } from './layout/freeze.ts'
import { isMergeable } from './layout/mergeable.ts'
import { merge, unmerge } from './layout/merges.ts'
import { widenDimension } from './layout/outline.ts'
import type { Styles } from './looks/styles.ts'
import { joinSheet, splitSheet } from './sheet-text.ts'

/** Edits that stay within one sheet and move no cell. */
export type SheetEdit = Extract<Edit, { do: 'cells' | 'size' | 'hide' | 'merge' | 'unmerge' | 'freeze' }>

export interface DraftSaved {
  /** some formula came, went or was replaced */
  formulas: boolean
  /** how many formulas were given their results */
  results: number
  renamed: RenamedColumn[]
}

/** A worksheet that edits are gathered for, so that its part is written once however many there are. */
export interface SheetDraft {
  apply(edit: SheetEdit): void
  results(cells: Results['cells']): void
  /** Writes the part where it changed, and the tables that got other headings. Throws LockedCells. */
  save(): DraftSaved
}

/** `dynamicMark` gives the `cm` of dynamic arrays. Throws RangeError for a part that is no worksheet. */
export function draftSheet(pack: OfficePackage, part: string, styles: Styles, dynamicMark: () => number): SheetDraft {
  const sheet = splitSheet(pack.text(part))
  const changes: RowChanges = new Map()
  let workedOut: Results['cells'] = []
  const { prefix } = sheet
  const original = sheet.outline

  function eachRow(at: number, count: number, set: (change: ReturnType<typeof rowChange>) => void): void {
    for (let row = at; row < at + count; row++) set(rowChange(changes, row))
  }

  return {
    apply(edit) {
      switch (edit.do) {
        case 'cells':
          return addCellEdits(changes, edit.cells)
        case 'size':
          if (edit.what === 'rows')
            return eachRow(edit.at, edit.count, (change) => {
              change.height = edit.size ?? null
            })
          sheet.outline = sizeColumns(sheet.outline, prefix, edit.at, edit.count, edit.size)
          return
        case 'hide':
          if (edit.what === 'rows')
            return eachRow(edit.at, edit.count, (change) => {
              change.hidden = edit.hidden
            })
          sheet.outline = hideColumns(sheet.outline, prefix, edit.at, edit.count, edit.hidden)
          return
        case 'merge':
          // the view refuses it beforehand; a file that Office repairs would be worse than one without it
          if (!isMergeable(pack, part, edit.range)) return
          sheet.outline = merge(sheet.outline, prefix, edit.range)
          return
        case 'unmerge':
          sheet.outline = unmerge(sheet.outline, prefix, edit.range)
          return
        case 'freeze':
          sheet.outline = freeze(sheet.outline, prefix, edit.rows, edit.columns)
      }
    },
    results(cells) {
      workedOut = cells
    },
    save() {
      // a heading that is a formula becomes its result
      addResults(
        changes,
        workedOut.filter(({ row }) => changes.has(row)),
      )
      const renamed = renameHeadings(pack, part, changes)
      const columnStyle = columnStyles(sheet.outline)
      const { rows, formulas, results, added } = changeRows(sheet, changes, workedOut, {
        columnStyle,
        restyle: styles.restyle,
        dynamicMark,
      })
      if (rows !== sheet.rows || sheet.outline !== original)
        pack.set(part, joinSheet({ outline: widenDimension(sheet.outline, added), rows, prefix }))
      return { formulas, results, renamed }
    },
  }
}
