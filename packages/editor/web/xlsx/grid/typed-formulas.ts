import { type ICellData, type IObjectMatrixPrimitiveType, isFormulaId, isFormulaString, type Nullable, type Workbook } from '@univerjs/core'
import { FormulaDataModel } from '@univerjs/engine-formula'

type Typed = IObjectMatrixPrimitiveType<Nullable<ICellData>>
type Formulas = Record<number, Record<number, { f: string } | null>>

interface Model {
  _univerInstanceService: { getUnit(unit: string): Workbook | null | undefined }
  updateFormulaData(unit: string, sheet: string, typed: Typed): Formulas
}

let done = false

/**
 * The library goes through every formula of the workbook to tell which ones a change of cells brings or takes (0.25.1), which
 * stops a page of 300,000 of them for a second at each value typed. Only formulas that share one text need that: of others
 * the changed cells themselves tell all.
 */
export function lookAtTypedCellsOnly(): void {
  if (done) return
  done = true
  const model = FormulaDataModel.prototype as unknown as Model
  const throughAll = model.updateFormulaData
  model.updateFormulaData = function (unit, sheet, typed) {
    const cells = this._univerInstanceService.getUnit(unit)?.getSheetBySheetId(sheet)?.getCellMatrix()
    if (!cells) return throughAll.call(this, unit, sheet, typed)
    const changed: Formulas = {}
    for (const [row, columns] of Object.entries(typed))
      for (const [column, after] of Object.entries<Nullable<ICellData>>(columns ?? {})) {
        const [r, c] = [Number(row), Number(column)]
        const before = cells.getValue(r, c)
        if (isFormulaId(before?.si) || isFormulaId(after?.si)) return throughAll.call(this, unit, sheet, typed)
        if (!isFormulaString(after?.f) && !isFormulaString(before?.f)) continue
        changed[r] ??= {}
        changed[r][c] = isFormulaString(after?.f) ? { f: after?.f as string } : null
      }
    return changed
  }
}
