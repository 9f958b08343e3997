import type { Workbook } from '@univerjs/core'
import type { SheetKey } from '../edit.ts'
import { type PackedResults, packResults } from '../packed-results.ts'
import { resultOf } from './content.ts'

/** What all formulas that are worked out here have come to; those that keep the file's result are left out. */
export function resultsOf(workbook: Workbook, keyOf: (sheet: string) => SheetKey): PackedResults[] {
  return workbook.getSheets().flatMap((sheet) => {
    const packing = packResults(keyOf(sheet.getSheetId()))
    sheet.getCellMatrix().forValue((row, column, cell) => {
      if (!cell || (cell.f === undefined && cell.si === undefined)) return
      const result = resultOf(cell)
      if (result !== undefined) packing.add(row, column, result)
    })
    return packing.packed() ?? []
  })
}
