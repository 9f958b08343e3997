import type { GridCell, Merge } from '../grid/grid.ts'

/** One sheet, ready to be drawn. Rows and columns count from 0. */
export interface Sheet {
  name: string
  rows: number
  columns: number
  /** CSS pixels, where they differ from `defaultWidth` */
  widths: [column: number, width: number][]
  defaultWidth: number
  merges: Merge[]
  /** by row: columns, texts and styles side by side */
  cells: (SheetRow | undefined)[]
}

export interface SheetRow {
  columns: number[]
  texts: string[]
  styles: number[]
}

export type CellStyle = Omit<GridCell, 'text'>

export interface Workbook {
  sheets: Sheet[]
  styles: CellStyle[]
  /** the sheet that was in front when it was saved */
  active: number
  /** charts, pictures, comments and the like, which are not drawn */
  leftOut: boolean
}
