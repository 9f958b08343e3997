import type { Range } from './edit.ts'
import { rangeText } from './range.ts'

/** An edit that a workbook does not allow: one cell of several that hold one formula together. */
export class LockedCells extends Error {
  readonly range: Range
  constructor(range: Range) {
    super(`The cells ${rangeText(range)} hold one formula together. Change all of them at once, or none.`)
    this.name = 'LockedCells'
    this.range = range
  }
}
