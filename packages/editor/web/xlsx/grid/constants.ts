import type { BorderStyleTypes, HorizontalAlign, VerticalAlign, WrapStrategy } from '@univerjs/core'
import type { BorderStyle } from '../edit.ts'

/** The grid's numbers for the words of files. They are written out because the reader's worker does without the grid's library. */
export const ALIGN: Record<string, HorizontalAlign> = {
  left: 1,
  center: 2,
  centerContinuous: 2,
  right: 3,
  justify: 4,
  distributed: 4,
}
export const VERTICAL: Record<string, VerticalAlign> = { top: 1, justify: 1, center: 2, distributed: 2, bottom: 3 }
export const WRAP: WrapStrategy = 3
export const BORDERS: Record<BorderStyle, BorderStyleTypes> = {
  thin: 1,
  hair: 2,
  dotted: 3,
  dashed: 4,
  dashDot: 5,
  dashDotDot: 6,
  double: 7,
  medium: 8,
  mediumDashed: 9,
  mediumDashDot: 10,
  mediumDashDotDot: 11,
  slantDashDot: 12,
  thick: 13,
}
export const TYPE = { text: 1, number: 2, boolean: 3 } as const
/** pixels of one step of indent */
export const INDENT = 9
/** of a column's width, in pixels, per character of Calibri 11 */
export const CHARACTER = 7
export const PIXELS_PER_POINT = 4 / 3
/** the one workbook of a grid */
export const WORKBOOK = 'workbook'
