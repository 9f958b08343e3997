/**
 * What a user did to a workbook, in the order it was done. The view records these, `write-back` carries them out on the
 * file. Rows, columns and positions of sheets count from 0, as the workbook was at that moment.
 */
export type Edit =
  | { do: 'cells'; sheet: SheetKey; cells: CellEdit[] }
  | { do: 'insert' | 'delete'; sheet: SheetKey; what: 'rows' | 'columns'; at: number; count: number }
  /** points for rows, characters of the default font for columns; undefined goes back to the default */
  | { do: 'size'; sheet: SheetKey; what: 'rows' | 'columns'; at: number; count: number; size: number | undefined }
  | { do: 'hide'; sheet: SheetKey; what: 'rows' | 'columns'; at: number; count: number; hidden: boolean }
  | { do: 'merge' | 'unmerge'; sheet: SheetKey; range: Range }
  /** how many rows and columns stay; 0 and 0 for none */
  | { do: 'freeze'; sheet: SheetKey; rows: number; columns: number }
  | { do: 'add-sheet'; sheet: SheetKey; name: string; at: number }
  | { do: 'delete-sheet'; sheet: SheetKey }
  | { do: 'rename-sheet'; sheet: SheetKey; name: string }
  /** `at`: where it stands afterwards, hidden sheets counted */
  | { do: 'move-sheet'; sheet: SheetKey; at: number }
  | { do: 'hide-sheet'; sheet: SheetKey; hidden: boolean }

/** `sheetId` of workbook.xml for a sheet of the file; any other unused decimal number, given by the view, for one that was added. */
export type SheetKey = string

/** Both ends belong to it. */
export interface Range {
  row: number
  column: number
  lastRow: number
  lastColumn: number
}

export interface CellEdit {
  row: number
  column: number
  /** undefined: stays as it is */
  content?: CellContent | undefined
  /** what changes of its looks; undefined: nothing */
  look?: LookChange | undefined
}

export type CellContent =
  | { kind: 'empty' }
  | { kind: 'number'; value: number }
  | { kind: 'text'; value: string }
  | { kind: 'boolean'; value: boolean }
  /** `text` without `=`, A1 style, with the names that files use (no locale) */
  | { kind: 'formula'; text: string }

/** What a formula came to. An error is `#DIV/0!` and the like. */
export type CellResult = number | string | boolean | { error: string }

/** Only the keys that are there change; null goes back to the default. Colours are `RRGGBB`. */
export interface LookChange {
  numberFormat?: string | null
  bold?: boolean
  italic?: boolean
  underline?: boolean
  strike?: boolean
  fontName?: string | null
  /** points */
  fontSize?: number | null
  fontColor?: string | null
  fill?: string | null
  horizontal?: 'left' | 'center' | 'right' | 'justify' | null
  vertical?: 'top' | 'center' | 'bottom' | null
  wrap?: boolean
  /** degrees, -90 to 90, or 'stacked' */
  rotation?: number | 'stacked' | null
  indent?: number
  borders?: Partial<Record<'top' | 'bottom' | 'left' | 'right', Border | null>>
}

export interface Border {
  style: BorderStyle
  color: string
}

export type BorderStyle =
  | 'thin'
  | 'hair'
  | 'dotted'
  | 'dashed'
  | 'dashDot'
  | 'dashDotDot'
  | 'double'
  | 'medium'
  | 'mediumDashed'
  | 'mediumDashDot'
  | 'mediumDashDotDot'
  | 'slantDashDot'
  | 'thick'

/** Results of formulas that were worked out anew, at the addresses that their cells have after all edits. */
export interface Results {
  sheet: SheetKey
  cells: { row: number; column: number; result: CellResult }[]
}

/**
 * `writeBack(original, edits, results)` of write-back.ts: the file with all edits carried out. Parts that none of them
 * touches keep their bytes.
 */
export type WriteBack = (original: Uint8Array, edits: readonly Edit[], results: readonly Results[]) => Uint8Array
