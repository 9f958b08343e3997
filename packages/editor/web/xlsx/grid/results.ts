import type { Workbook } from '@univerjs/core'
import type { Results, SheetKey } from '../edit.ts'
import { resultOf } from './content.ts'

/** What all formulas that are worked out here have come to; those that keep the file's result are left out. */
export function resultsOf(workbook: Workbook, keyOf: (sheet: string) => SheetKey): Results[] {
  return workbook.getSheets().flatMap((sheet) => {
    const cells: Results['cells'] = []
    sheet.getCellMatrix().forValue((row, column, cell) => {
      if (!cell || (cell.f === undefined && cell.si === undefined)) return
      const result = resultOf(cell)
      if (result !== undefined) cells.push({ row, column, result })
    })
    return cells.length > 0 ? [{ sheet: keyOf(sheet.getSheetId()), cells }] : []
  })
}
