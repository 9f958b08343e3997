import { attribute, inside, plain, scan } from '../../xlsx/grid/xml-scan.ts'
import type { Merge } from '../grid/grid.ts'
import { type FormatOptions, formatNumber } from './number-format.ts'
import type { Styles } from './styles.ts'
import type { Sheet, SheetRow } from './workbook.ts'

const MAX_ROW = 1_048_576
const MAX_COLUMN = 16_384
const MAX_CELLS = 5_000_000
/** Excel's widths count digits of the default font, seven pixels wide, and five of padding. */
const pixels = (width: number) => Math.round(width * 7 + 5)

/** "AB12" to [11, 27]; undefined when it is no cell. */
export function cellAt(reference: string | undefined): [row: number, column: number] | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference ?? '')
  if (!match) return undefined
  const column = [...(match[1] ?? '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  const row = Number(match[2]) - 1
  return row >= 0 && row < MAX_ROW && column < MAX_COLUMN ? [row, column] : undefined
}

function mergesOf(xml: string): Merge[] {
  return [...scan(inside(xml, 'mergeCells'), 'mergeCell')].flatMap(({ attributes }) => {
    const [from, to] = (attribute(attributes, 'ref') ?? '').split(':').map(cellAt)
    return from && to ? [{ row: from[0], column: from[1], rows: to[0] - from[0] + 1, columns: to[1] - from[1] + 1 }] : []
  })
}

function widthsOf(xml: string): Sheet['widths'] {
  return [...scan(inside(xml, 'cols'), 'col')].flatMap(({ attributes }) => {
    const [min, max, width] = ['min', 'max', 'width'].map((name) => Number(attribute(attributes, name)))
    if (!min || !max || width === undefined || Number.isNaN(width) || max - min > 200) return []
    const shown = attribute(attributes, 'hidden') === '1' ? 0 : pixels(width)
    return Array.from({ length: max - min + 1 }, (_, index): [number, number] => [min - 1 + index, shown])
  })
}

export interface SheetContext extends FormatOptions {
  styles: Styles
  strings: string[]
}

function textOf(
  type: string,
  value: string,
  style: number,
  { styles, strings, ...options }: SheetContext,
): { text: string; isNumber: boolean } {
  if (type === 's') return { text: strings[Number(value)] ?? '', isNumber: false }
  if (type === 'b') return { text: value === '1' ? 'TRUE' : 'FALSE', isNumber: false }
  if (type === 'str' || type === 'inlineStr' || type === 'e' || type === 'd') return { text: plain(value), isNumber: false }
  const number = Number(value)
  if (value === '' || Number.isNaN(number)) return { text: plain(value), isNumber: false }
  return { text: formatNumber(number, styles.formats[style] ?? 'General', options), isNumber: true }
}

/** `numberStyle` gives the style for numbers: they stand on the right unless told otherwise. */
export function readSheet(name: string, xml: string, context: SheetContext, numberStyle: (style: number) => number): Sheet {
  const cells: (SheetRow | undefined)[] = []
  let [row, column, columns, count] = [-1, -1, 0, 0]
  let cell: { type: string; style: number; value: string } | undefined
  let start = 0

  function finish(): void {
    if (!cell) return
    const { text, isNumber } = textOf(cell.type, cell.value, cell.style, context)
    const look = context.styles.looks[cell.style]
    if (text !== '' || look?.fill) {
      if (++count > MAX_CELLS) throw new RangeError('too many cells')
      const line = (cells[row] ??= { columns: [], texts: [], styles: [] })
      line.columns.push(column)
      line.texts.push(text)
      line.styles.push(isNumber ? numberStyle(cell.style) : cell.style)
      if (text !== '') columns = Math.max(columns, column + 1)
    }
    cell = undefined
  }

  const data = inside(xml, 'sheetData')
  for (const tag of scan(data, 'row|c|v|t')) {
    if (tag.name === 'row' && !tag.closing) {
      row = Number(attribute(tag.attributes, 'r') ?? row + 2) - 1
      column = -1
      if (row < 0 || row >= MAX_ROW) throw new RangeError('no such row')
    } else if (tag.name === 'c' && !tag.closing) {
      const at = cellAt(attribute(tag.attributes, 'r'))
      column = at?.[1] ?? column + 1
      cell = { type: attribute(tag.attributes, 't') ?? 'n', style: Number(attribute(tag.attributes, 's') ?? 0), value: '' }
      if (tag.selfClosing) finish()
    } else if (tag.name === 'c') finish()
    else if (!tag.closing) start = tag.end
    else if (cell) cell.value += data.slice(start, tag.start)
  }
  const merges = mergesOf(xml)
  const format = [...scan(xml, 'sheetFormatPr')][0]?.attributes ?? ''
  const rows = Math.max(cells.length, ...merges.map((merge) => merge.row + merge.rows).filter((end) => end < MAX_ROW))
  return {
    name,
    rows,
    columns,
    widths: widthsOf(xml),
    defaultWidth: pixels(Number(attribute(format, 'defaultColWidth')) || 8.43),
    merges,
    cells,
  }
}
