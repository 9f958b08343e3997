import type { Workbook } from '@univerjs/core'
import type { Results, SheetKey } from '../edit.ts'
import { resultOf } from './content.ts'
import type { FromFile } from './read-cells.ts'

/** What formulas came to, where the file holds another result or none. */
export function resultsOf(workbook: Workbook, keyOf: (sheet: string) => SheetKey): Results[] {
  return workbook.getSheets().flatMap((sheet) => {
    const cells: Results['cells'] = []
    sheet.getCellMatrix().forValue((row, column, cell) => {
      if (!cell || (cell.f === undefined && cell.si === undefined)) return
      const file = cell.custom as FromFile | undefined
      if (file && file.result === cell.v) return
      const result = resultOf(cell)
      if (result !== undefined) cells.push({ row, column, result })
    })
    return cells.length > 0 ? [{ sheet: keyOf(sheet.getSheetId()), cells }] : []
  })
}
