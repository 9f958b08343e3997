import type { IWorkbookData, IWorksheetData } from '@univerjs/core'
import { openPackage } from '../../ooxml/package.ts'
import { readZip, unpack } from '../../ooxml/zip.ts'
import { sheetsOf, workbookPart } from '../sheets.ts'
import { limitsOf } from '../structure/limits.ts'
import { isComputable } from './computable.ts'
import { WORKBOOK } from './constants.ts'
import type { Limits } from './limits.ts'
import { isDateFormat } from './number-formats.ts'
import { type CellContext, readCells } from './read-cells.ts'
import { readPalette } from './read-colors.ts'
import { readNames } from './read-names.ts'
import { readNotes } from './read-notes.ts'
import { readConditional, readValidation } from './read-rules.ts'
import { columnLooks, readFrame, rowData } from './read-sheet.ts'
import { readStrings } from './read-strings.ts'
import { readStyles, standalone } from './read-styles.ts'
import { attribute, inside, scan } from './xml-scan.ts'

export type Cells = NonNullable<IWorksheetData['cellData']>

/** What stays in the file without being drawn. */
export interface Unseen {
  charts: number
  pictures: number
  pivots: number
  /** formulas that keep the file's result */
  formulas: number
}

export interface OpenedWorkbook {
  /** without cells: those come before, piece by piece */
  data: IWorkbookData
  active: string
  unseen: Unseen
  /** what cannot be cut */
  limits: Limits
  /** its days are counted from 1904; those in `data` are not */
  from1904: boolean
  /** it asks that its formulas be worked out anew: the results in it may be of yesterday (ECMA-376 18.2.2, fullCalcOnLoad) */
  recalculate: boolean
}

export interface ReadOptions {
  /** upper case */
  functions: ReadonlySet<string>
  /** rows that are read, a few thousand at a time */
  onCells(sheet: string, cells: Cells): void
  /** 0 to 1 */
  onProgress(done: number): void
}

const PIECE = 4000
const DAYS_TO_1904 = 1462

/** Throws ZipProblem or XmlProblem for what is no package, RangeError for what is too large or no workbook. */
export function readWorkbook(bytes: Uint8Array, { functions, onCells, onProgress }: ReadOptions): OpenedWorkbook {
  const pack = openPackage(bytes)
  const entries = new Map(readZip(bytes).map((entry) => [entry.name, entry]))
  const main = workbookPart(pack)
  const book = pack.text(main)
  const related = (kind: string) => {
    const found = pack.relationships(main).find(({ type }) => type.endsWith(`/${kind}`))
    return found && pack.has(found.target) ? pack.text(found.target) : ''
  }
  const sheets = sheetsOf(pack).filter(({ kind, part }) => kind === 'worksheet' && pack.has(part))
  if (sheets.length === 0) throw new RangeError('no worksheets')
  const stylesXml = related('styles')
  const palette = readPalette(related('theme'), stylesXml)
  const styles = readStyles(stylesXml, palette)
  const names = readNames(
    book,
    sheetsOf(pack).map(({ key }) => key),
  )
  const isSet = (element: string, name: string) => /^(1|true)$/.test(attribute([...scan(book, element)][0]?.attributes ?? '', name) ?? '')
  const is1904 = isSet('workbookPr', 'date1904')
  const known = {
    functions,
    names: new Set(names.map(({ name }) => name.toLowerCase())),
    sheets: new Set(sheets.map(({ name }) => name.toLowerCase())),
  }
  const unseen: Unseen = { charts: 0, pictures: 0, pivots: 0, formulas: 0 }
  for (const name of pack.names()) {
    if (/\/chart(ex)?\d*\.xml$/i.test(name)) unseen.charts++
    else if (/^xl\/media\//.test(name)) unseen.pictures++
    else if (/\/pivotTable\d*\.xml$/.test(name)) unseen.pivots++
  }
  const context: CellContext = {
    strings: readStrings(related('sharedStrings')),
    computable(formula, together) {
      const can = !together && isComputable(formula, known)
      if (!can) unseen.formulas++
      return can
    },
    dayShift: (style) => (is1904 && isDateFormat(styles.formats[style] ?? '') ? DAYS_TO_1904 : 0),
  }

  const resources = {
    conditional: {} as Record<string, unknown>,
    validation: {} as Record<string, unknown>,
    notes: {} as Record<string, unknown>,
  }
  const total = sheets.reduce((sum, { part }) => sum + (entries.get(part)?.size ?? 0), 0) || 1
  /** the looks of rows and columns */
  const under = new Set<number>()
  let read = 0
  const frames = sheets.map(({ key, name, part, state }): [string, Partial<IWorksheetData>] => {
    const entry = entries.get(part)
    const xml = entry ? new TextDecoder().decode(unpack(entry)) : ''
    const used = { rows: 0, columns: 0 }
    const rows: NonNullable<IWorksheetData['rowData']> = {}
    const columns = columnLooks(xml)
    for (const { style } of columns) under.add(style)
    let [cells, inPiece, lastRow]: [Cells, number, number] = [{}, 0, -1]
    readCells(inside(xml, 'sheetData'), context, {
      cell(row, column, data) {
        if (row !== lastRow && ++inPiece > PIECE) {
          onCells(key, cells)
          onProgress((read + xml.length * Math.min(1, row / Math.max(row, used.rows + PIECE))) / total)
          ;[cells, inPiece] = [{}, 1]
        }
        lastRow = row
        const line = (cells[row] ??= {})
        line[column] = data
        used.rows = Math.max(used.rows, row + 1)
        used.columns = Math.max(used.columns, column + 1)
      },
      row(row, look) {
        rows[row] = rowData(look)
        if (look.style) under.add(look.style)
      },
      isOverLook: (row, column) => rows[row]?.s !== undefined || columns.some(({ first, last }) => column >= first && column <= last),
    })
    onCells(key, cells)
    read += entry?.size ?? 0
    onProgress(read / total)
    const tail = xml.slice(Math.max(0, xml.lastIndexOf('sheetData')))
    resources.conditional[key] = readConditional(tail, styles.differential, palette)
    resources.validation[key] = readValidation(tail)
    const notes: Record<number, Record<number, unknown>> = {}
    for (const note of readNotes(pack, part)) (notes[note.row] ??= {})[note.col] = note
    resources.notes[key] = notes
    return [key, { id: key, name, hidden: state === 'visible' ? 0 : 1, rowData: rows, ...readFrame(xml, used, palette) }]
  })

  const listed = sheetsOf(pack)
  const view = [...scan(inside(book, 'bookViews'), 'workbookView')][0]?.attributes ?? ''
  const active = listed[Number(attribute(view, 'activeTab') ?? 0)]
  const visible = sheets.find(({ state }) => state === 'visible') ?? sheets[0]
  const resource = (name: string, data: unknown) => ({ name, data: JSON.stringify(data) })
  return {
    data: {
      id: WORKBOOK,
      name: '',
      appVersion: '',
      locale: 'enUS' as IWorkbookData['locale'],
      styles: Object.fromEntries(standalone(styles.looks, under).map((look, index) => [`x${index}`, look])),
      // what cells without a style of their own look like
      defaultStyle: { ff: 'Calibri', fs: 11, ...styles.looks[0] },
      sheetOrder: sheets.map(({ key }) => key),
      sheets: Object.fromEntries(frames),
      resources: [
        resource('SHEET_CONDITIONAL_FORMATTING_PLUGIN', resources.conditional),
        resource('SHEET_DATA_VALIDATION_PLUGIN', resources.validation),
        resource('SHEET_NOTE_PLUGIN', resources.notes),
        resource('SHEET_DEFINED_NAME_PLUGIN', Object.fromEntries(names.map((name) => [name.id, name]))),
      ],
    },
    active: (active && sheets.some(({ key }) => key === active.key) && active.state === 'visible' ? active : visible)?.key ?? '',
    unseen,
    limits: Object.fromEntries(sheets.map((sheet) => [sheet.key, limitsOf(pack, sheet)])),
    from1904: is1904,
    recalculate: isSet('calcPr', 'fullCalcOnLoad'),
  }
}
