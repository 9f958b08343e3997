import type { ICellData, Nullable } from '@univerjs/core'
import type { CellContent, CellResult } from '../edit.ts'
import { withParameters } from '../formula/parameters.ts'
import { sheetsText, tokens } from '../formula/tokens.ts'
import { isWellFormed } from '../formula/well-formed.ts'
import { TYPE } from './constants.ts'
import { NEWER_FUNCTIONS } from './newer-functions.ts'

/** As files have it: without `=`, functions newer than the format and names of its own under their long names. */
export function formulaForFile(formula: string): string {
  const all = tokens(formula.replace(/^=/, ''))
  return withParameters(all)
    .map((text, at) => {
      const token = all[at]
      // a sheet called like a cell is in quotes there
      if (token?.kind === 'sheet') return sheetsText(token.sheets)
      const name = text.toUpperCase()
      if (token?.kind !== 'function' || !NEWER_FUNCTIONS.has(name)) return text
      return name === 'FILTER' || name === 'SORT' ? `_xlfn._xlws.${name}` : `_xlfn.${name}`
    })
    .join('')
}

/** `formula` is that of the cell, which the grid may keep elsewhere; `sheets` the names of all sheets in lower case. */
export function contentOf(cell: Nullable<ICellData>, formula: Nullable<string>, sheets: ReadonlySet<string>): CellContent {
  if (formula) {
    const text = formulaForFile(formula)
    // Excel would take it for damage and throw it away: as text, it is there to be mended
    return isWellFormed(text, sheets) ? { kind: 'formula', text } : { kind: 'text', value: formula }
  }
  const value = cell?.v
  if (value === undefined || value === null || value === '') return { kind: 'empty' }
  if (cell?.t === TYPE.boolean || typeof value === 'boolean') return { kind: 'boolean', value: Number(value) === 1 }
  const isNumber = cell?.t === TYPE.number || (cell?.t === undefined && typeof value === 'number')
  if (isNumber && Number.isFinite(Number(value))) return { kind: 'number', value: Number(value) }
  return { kind: 'text', value: String(value) }
}

const ERROR = /^#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!)$/

export function resultOf({ v, t }: ICellData): CellResult | undefined {
  if (v === undefined || v === null) return undefined
  if (t === TYPE.boolean || typeof v === 'boolean') return Number(v) === 1
  if (typeof v === 'string' && ERROR.test(v)) return { error: v }
  return t === TYPE.number && Number.isFinite(Number(v)) ? Number(v) : String(v)
}
