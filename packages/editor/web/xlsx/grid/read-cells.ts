import type { ICellData } from '@univerjs/core'
import { translate } from '../formula/translate.ts'
import { TYPE } from './constants.ts'
import { unescaped } from './read-strings.ts'
import { attribute, plain, scan } from './xml-scan.ts'

export const MAX_ROW = 1_048_576
export const MAX_COLUMN = 16_384
export const MAX_CELLS = 5_000_000

/** What a cell remembers of the file, as the grid's `custom`. */
export interface FromFile {
  /** a formula that is not worked out here; with `=` */
  kept: string
  /** the same as it stands in the file, unless it fills several cells */
  own?: string
}

/** "AB12" to [11, 27]; undefined when it is no cell. */
export function cellAt(reference: string | undefined): [row: number, column: number] | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference ?? '')
  if (!match) return undefined
  let column = 0
  for (const letter of match[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  const row = Number(match[2]) - 1
  return row >= 0 && row < MAX_ROW && column <= MAX_COLUMN ? [row, column - 1] : undefined
}

export interface CellContext {
  strings: readonly string[]
  /** whether a formula, without `=`, can be worked out here; `together`: it fills several cells */
  computable(formula: string, together: boolean): boolean
  /** days to add to what a style shows as a date; 0 but for workbooks that count from 1904 */
  dayShift(style: number): number
}

export type Row = Record<number, ICellData>
export type RowLook = { style: number | undefined; height: number | undefined; custom: boolean; hidden: boolean }

export interface CellReader {
  cell(row: number, column: number, data: ICellData): void
  row(row: number, look: RowLook): void
  /** whether its row or its column has a look, which would shine through where a cell says nothing */
  isOverLook(row: number, column: number): boolean
}

interface Open {
  row: number
  column: number
  type: string
  style: number
  value: string
  formula: string | undefined
  /** attributes of its `<f>` */
  how: string
}

/** Walks the cells of a sheet's data. Throws RangeError past Excel's own limits or ours. */
export function readCells(data: string, context: CellContext, reader: CellReader): void {
  const shared = new Map<string, { row: number; column: number; formula: string }>()
  let [row, column, count, start, guide] = [-1, -1, 0, 0, false]
  let cell: Open | undefined

  function formulaOf({ row, column, formula, how }: Open): { text: string; together: boolean; alone: boolean } | undefined {
    if (formula === undefined) return undefined
    const kind = attribute(how, 't')
    // an array of one cell is a formula that takes many cells and comes to one value
    const several = kind === 'array' && attribute(how, 'ref')?.includes(':')
    if (kind !== 'shared')
      return { text: formula, together: Boolean(several) || kind === 'dataTable', alone: kind === undefined || kind === 'normal' }
    const key = attribute(how, 'si') ?? ''
    if (formula) {
      shared.set(key, { row, column, formula })
      return { text: formula, together: false, alone: true }
    }
    const master = shared.get(key)
    return master && { text: translate(master.formula, row - master.row, column - master.column), together: false, alone: true }
  }

  function finish(): void {
    if (!cell) return
    const made: ICellData = valueIn(cell, context)
    const formula = formulaOf(cell)
    if (formula?.text) {
      const { text } = formula
      const known = context.computable(text, formula.together)
      const shown = `=${text.replace(/_xlfn\.(_xlws\.)?|_xlpm\./g, '')}`
      if (known) made.f = shown
      else made.custom = { kept: shown, ...(formula.alone ? { own: text } : {}) } satisfies FromFile
    }
    if (cell.style || reader.isOverLook(cell.row, cell.column)) made.s = `x${cell.style}`
    if (made.v !== undefined || made.s !== undefined || made.f !== undefined) {
      if (++count > MAX_CELLS) throw new RangeError('too many cells')
      reader.cell(cell.row, cell.column, made)
    }
    cell = undefined
  }

  for (const tag of scan(data, 'row|c|v|t|f|rPh')) {
    if (tag.name === 'row' && !tag.closing) {
      row = Number(attribute(tag.attributes, 'r') ?? row + 2) - 1
      column = -1
      if (!(row >= 0 && row < MAX_ROW)) throw new RangeError('no such row')
      if (/\b(s|ht|hidden)=/.test(tag.attributes)) reader.row(row, rowLook(tag.attributes))
    } else if (tag.name === 'c' && !tag.closing) {
      column = cellAt(attribute(tag.attributes, 'r'))?.[1] ?? column + 1
      const style = Number(attribute(tag.attributes, 's') ?? 0)
      cell = { row, column, type: attribute(tag.attributes, 't') ?? 'n', style, value: '', formula: undefined, how: '' }
      if (tag.selfClosing) finish()
    } else if (tag.name === 'c') finish()
    else if (tag.name === 'f' && cell && !tag.closing) {
      cell.how = tag.attributes
      cell.formula = ''
      start = tag.end
    } else if (tag.name === 'f' && cell) cell.formula = plain(data.slice(start, tag.start))
    else if (tag.name === 'rPh') guide = !tag.closing && !tag.selfClosing
    else if (!tag.closing) start = tag.selfClosing ? -1 : tag.end
    else if (cell && start >= 0 && !guide) cell.value += data.slice(start, tag.start)
  }
}

const on = (attributes: string, name: string) => /^(1|true)$/.test(attribute(attributes, name) ?? '')

function rowLook(attributes: string): RowLook {
  const height = attribute(attributes, 'ht')
  return {
    style: on(attributes, 'customFormat') ? Number(attribute(attributes, 's') ?? 0) : undefined,
    height: height === undefined ? undefined : Number(height),
    custom: on(attributes, 'customHeight'),
    hidden: on(attributes, 'hidden'),
  }
}

function valueIn({ type, value, style }: Open, { strings, dayShift }: CellContext): ICellData {
  if (type === 's') return { v: strings[Number(value)] ?? '', t: TYPE.text }
  if (type === 'b') return { v: value === '1' ? 1 : 0, t: TYPE.boolean }
  if (type === 'inlineStr' || type === 'str' || type === 'e') return { v: unescaped(plain(value)), t: TYPE.text }
  if (type === 'd') {
    const days = (Date.parse(`${value.replace(/Z$/, '')}Z`) - Date.UTC(1899, 11, 30)) / 86_400_000
    return Number.isNaN(days) ? { v: plain(value), t: TYPE.text } : { v: days, t: TYPE.number }
  }
  const number = Number(value)
  if (value === '') return {}
  return Number.isNaN(number) ? { v: plain(value), t: TYPE.text } : { v: number + dayShift(style), t: TYPE.number }
}
