import { rewriteCellFormulas } from '../cell-formulas.ts'

/** The rows of a sheet with each cell's own formula where several shared one. */
export const unshare = (rows: string, prefix: string): string =>
  rewriteCellFormulas(rows, prefix, { formula: (text) => text, place: () => undefined, reference: (text) => text })
