import type { IWorkbookData } from '@univerjs/core'
import { DocumentProblem } from '../view.ts'
import { decodeText, type Encoding } from '../views/text/encoding.ts'
import { TYPE, WORKBOOK } from '../xlsx/grid/constants.ts'
import { MAX_CELLS, MAX_COLUMN, MAX_ROW } from '../xlsx/grid/read-cells.ts'
import { LEAST, SPARE } from '../xlsx/grid/read-sheet.ts'
import type { Cells, OpenedWorkbook } from '../xlsx/grid/read-workbook.ts'
import { type Dialect, dialectOf } from './dialect.ts'
import { scan, shownValue } from './scan.ts'

/** The one sheet of the grid. */
export const SHEET = '1'
const PIECE = 4000
const WIDTH = { min: 64, max: 320, perCharacter: 7, padding: 14 }

const TOO_LARGE = 'This table has more rows, columns or cells than can be shown, so here is its text.'

export interface Written extends Dialect {
  encoding: Encoding
}

/** Everything is text, shown as the file has it. Throws DocumentProblem for what is no table. */
export function readCsv(
  bytes: Uint8Array,
  { extension, onCells, onProgress }: { extension: string; onCells(cells: Cells): void; onProgress(done: number): void },
): { opened: OpenedWorkbook; written: Written } {
  const { text, encoding } = decodeText(bytes)
  const dialect = dialectOf(text, extension)
  const longest: number[] = []
  let [row, column, columns, count] = [0, 0, 0, 0]
  let cells: Cells = {}
  scan(text, dialect.from, dialect.separator, {
    field(start, end) {
      if (start < end) {
        const value = shownValue(text.slice(start, end))
        if (value !== '') (cells[row] ??= {})[column] = { v: value, t: TYPE.text }
        longest[column] = Math.max(longest[column] ?? 0, lineLength(value))
        if (++count > MAX_CELLS) throw new DocumentProblem(TOO_LARGE)
      }
      column++
    },
    row(_start, _end, next) {
      columns = Math.max(columns, column)
      if (++row > MAX_ROW || columns > MAX_COLUMN) throw new DocumentProblem(TOO_LARGE)
      column = 0
      if (row % PIECE === 0) {
        onCells(cells)
        onProgress(next / text.length)
        cells = {}
      }
      return true
    },
  })
  onCells(cells)
  const columnData = Object.fromEntries(longest.map((length, at) => [at, { w: widthFor(length ?? 0) }]))
  const sheet = {
    id: SHEET,
    name: 'Table',
    rowCount: Math.min(MAX_ROW, Math.max(row + SPARE.rows, LEAST.rows)),
    columnCount: Math.min(MAX_COLUMN, Math.max(columns + SPARE.columns, LEAST.columns)),
    defaultColumnWidth: WIDTH.min,
    defaultRowHeight: 20,
    columnData,
  }
  const data: IWorkbookData = {
    id: WORKBOOK,
    name: '',
    appVersion: '',
    locale: 'enUS' as IWorkbookData['locale'],
    styles: {},
    defaultStyle: { ff: 'Calibri', fs: 11 },
    sheetOrder: [SHEET],
    sheets: { [SHEET]: sheet },
  }
  const unseen = { charts: 0, pictures: 0, pivots: 0, formulas: 0 }
  return {
    opened: { data, active: SHEET, unseen, limits: {}, from1904: false, recalculate: false },
    written: { ...dialect, encoding },
  }
}

const lineLength = (value: string) =>
  value.includes('\n')
    ? Math.max(
        ...value
          .slice(0, 2000)
          .split('\n')
          .map(({ length }) => length),
      )
    : value.length
const widthFor = (length: number) => Math.round(Math.min(WIDTH.max, Math.max(WIDTH.min, length * WIDTH.perCharacter + WIDTH.padding)))
