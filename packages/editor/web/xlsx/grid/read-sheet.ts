import type { IRange, IWorksheetData } from '@univerjs/core'
import { CHARACTER, PIXELS_PER_POINT } from './constants.ts'
import { cellAt, MAX_COLUMN, MAX_ROW, type RowLook } from './read-cells.ts'
import { colorOf, type Palette } from './read-colors.ts'
import { attribute, inside, scan } from './xml-scan.ts'

const first = (xml: string, name: string) => [...scan(xml, name)].find(({ closing }) => !closing)?.attributes ?? ''
const on = (attributes: string, name: string) => /^(1|true)$/.test(attribute(attributes, name) ?? '')
const number = (attributes: string, name: string) => {
  const given = Number(attribute(attributes, name) ?? Number.NaN)
  return Number.isNaN(given) ? undefined : given
}

/** "B2:C9", "B2", "B:C" or "2:9" as the grid counts. */
export function rangeOf(reference: string): IRange | undefined {
  const [from = '', to = from] = reference.replaceAll('$', '').split(':')
  const start = cellAt(/^\d+$/.test(from) ? `A${from}` : /^[A-Z]+$/.test(from) ? `${from}1` : from)
  const end = cellAt(/^\d+$/.test(to) ? `XFD${to}` : /^[A-Z]+$/.test(to) ? `${to}${MAX_ROW}` : to)
  return start && end && { startRow: start[0], startColumn: start[1], endRow: end[0], endColumn: end[1] }
}

/** `sqref`: ranges with spaces between. */
export const rangesOf = (list: string | undefined): IRange[] => (list ?? '').split(/\s+/).flatMap((part) => rangeOf(part) ?? [])

/** What stands in front of the data is small, the data is not. */
function headOf(xml: string): string {
  const data = xml.search(/<(?:[\w.-]+:)?sheetData[\s/>]/)
  return data < 0 ? xml : xml.slice(0, data)
}

const merges = (xml: string): IRange[] =>
  [...scan(inside(xml, 'mergeCells'), 'mergeCell')].flatMap(({ attributes }) => rangeOf(attribute(attributes, 'ref') ?? '') ?? [])

/** Which columns have a look of their own, by the number of their format. */
export const columnLooks = (xml: string): { first: number; last: number; style: number }[] =>
  [...scan(inside(headOf(xml), 'cols'), 'col')].flatMap(({ attributes }) => {
    const [min = 1, style = 0] = [number(attributes, 'min'), number(attributes, 'style')]
    return style ? [{ first: min - 1, last: (number(attributes, 'max') ?? min) - 1, style }] : []
  })

/** Columns that reach to the sheet's end are no more than a default: past the ones in use, they are left out. */
function columns(xml: string, used: number): NonNullable<IWorksheetData['columnData']> {
  const found: NonNullable<IWorksheetData['columnData']> = {}
  for (const { attributes } of scan(inside(xml, 'cols'), 'col')) {
    const [min = 1, max = min] = [number(attributes, 'min'), number(attributes, 'max')]
    const [width, style] = [number(attributes, 'width'), number(attributes, 'style')]
    for (let column = min - 1; column < Math.min(max, used, MAX_COLUMN); column++)
      found[column] = {
        ...(width === undefined ? {} : { w: Math.round(width * CHARACTER) }),
        ...(style ? { s: `x${style}` } : {}),
        ...(on(attributes, 'hidden') || width === 0 ? { hd: 1 } : {}),
      }
  }
  return found
}

/** Without `<v>` a row's height is what its text needs. */
export const rowData = ({ style, height, custom, hidden }: RowLook) => {
  const pixels = height === undefined ? undefined : Math.round(height * PIXELS_PER_POINT)
  return {
    ...(pixels === undefined ? {} : { h: pixels, ah: pixels, ia: custom ? (0 as const) : (1 as const) }),
    ...(style ? { s: `x${style}` } : {}),
    ...(hidden || height === 0 ? { hd: 1 as const } : {}),
  }
}

/** How many rows stay above, columns beside; a scrolled-away beginning counts. */
function freeze(view: string): IWorksheetData['freeze'] {
  const pane = first(view, 'pane')
  if (!/^frozen/.test(attribute(pane, 'state') ?? '')) return { xSplit: 0, ySplit: 0, startRow: -1, startColumn: -1 }
  const [top, left] = cellAt(attribute(first(view, 'sheetView'), 'topLeftCell')) ?? [0, 0]
  const [xSplit, ySplit] = [number(pane, 'xSplit') ?? 0, number(pane, 'ySplit') ?? 0]
  return { xSplit, ySplit, startRow: ySplit ? top + ySplit : -1, startColumn: xSplit ? left + xSplit : -1 }
}

export const SPARE = { rows: 200, columns: 10 }
export const LEAST = { rows: 1000, columns: 52 }

/** Everything of a worksheet but its cells and rows. `rows` and `columns` are what is in use. */
export function readFrame(xml: string, used: { rows: number; columns: number }, palette: Palette): Partial<IWorksheetData> {
  const head = headOf(xml)
  const tail = xml.slice(Math.max(0, xml.search(/<\/(?:[\w.-]+:)?sheetData\s*>/)))
  const view = inside(head, 'sheetViews')
  const [sheetView, format] = [first(view, 'sheetView'), first(head, 'sheetFormatPr')]
  const merged = merges(tail)
  const size = {
    rows: Math.max(used.rows, ...merged.map(({ endRow }) => endRow + 1)),
    columns: Math.max(used.columns, ...merged.map(({ endColumn }) => endColumn + 1)),
  }
  const columnCount = Math.min(MAX_COLUMN, Math.max(size.columns + SPARE.columns, LEAST.columns))
  const tab = colorOf(first(head, 'tabColor'), palette)
  const zoom = number(sheetView, 'zoomScale')
  return {
    rowCount: Math.min(MAX_ROW, Math.max(size.rows + SPARE.rows, LEAST.rows)),
    columnCount,
    mergeData: merged,
    columnData: columns(head, columnCount),
    defaultColumnWidth: Math.round((number(format, 'defaultColWidth') ?? 64 / CHARACTER) * CHARACTER),
    defaultRowHeight: Math.round((number(format, 'defaultRowHeight') ?? 15) * PIXELS_PER_POINT),
    freeze: freeze(view),
    showGridlines: /^(0|false)$/.test(attribute(sheetView, 'showGridLines') ?? '') ? 0 : 1,
    rightToLeft: on(sheetView, 'rightToLeft') ? 1 : 0,
    ...(tab ? { tabColor: tab } : {}),
    ...(zoom ? { zoomRatio: Math.min(4, Math.max(0.1, zoom / 100)) } : {}),
  }
}
