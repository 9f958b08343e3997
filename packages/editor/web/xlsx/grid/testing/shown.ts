import { composeStyles, type ICellData, type IStyleData, type Nullable, type Worksheet } from '@univerjs/core'
import { tokens } from '../../formula/tokens.ts'
import { TYPE } from '../constants.ts'
import { contentOf, formulaForFile, resultOf } from '../content.ts'
import { lookChange } from '../look-change.ts'
import type { FromFile } from '../read-cells.ts'
import type { Headless } from './headless.ts'

const PLAIN: IStyleData = { ff: 'Calibri', fs: 11 }

const valueIn = (cell: Nullable<ICellData>): unknown => {
  if (!cell || cell.v === undefined || cell.v === null || cell.v === '') return undefined
  // files have no name for the newer errors
  if (cell.v === '#SPILL!' || cell.v === '#CALC!') return { error: '#VALUE!' }
  return resultOf({ ...cell, t: cell.t ?? (typeof cell.v === 'number' ? TYPE.number : TYPE.text) })
}

/** Past these nothing is done. */
const [ROWS, COLUMNS] = [40, 24]

/** Everything that somebody could see of a workbook and that a file keeps, by words that say where. */
export function shownBy({ workbook, formulaAt }: Headless): Map<string, string> {
  const shown = new Map<string, string>()
  const tell = (where: string, what: unknown) => {
    if (what !== undefined) shown.set(where, JSON.stringify(what))
  }
  const sheets = workbook.getSheets()
  const names = new Set(sheets.map((sheet) => sheet.getName().toLowerCase()))
  const plain = composeStyles(PLAIN, (workbook.getConfig().defaultStyle ?? {}) as IStyleData)
  tell(
    'sheets',
    sheets.map((sheet) => `${sheet.getName()}${sheet.getConfig().hidden === 1 ? ' (hidden)' : ''}`),
  )
  for (const sheet of sheets) {
    const name = sheet.getName()
    for (let row = 0; row < ROWS; row++)
      for (let column = 0; column < COLUMNS; column++) {
        const cell = sheet.getCellMatrix().getValue(row, column)
        const at = `${name} ${row} ${column}`
        const formula = formulaAt(sheet.getSheetId(), row, column)
        const kept = (cell?.custom as FromFile | undefined)?.kept
        // what no file may hold as a formula is saved as text
        const isText = formula !== undefined && contentOf(cell, formula, names).kind === 'text'
        tell(`${at} value`, isText ? formula : valueIn(cell))
        if (!isText) tell(`${at} formula`, written(formula ?? kept, name))
        tell(`${at} look`, lookChange(PLAIN, composeStyles(plain, sheet.getComposedCellStyle(row, column))))
      }
    tell(
      `${name} merges`,
      sheet
        .getMergeData()
        // of one cell a merge is none
        .filter(({ startRow, startColumn, endRow, endColumn }) => endRow > startRow || endColumn > startColumn)
        .map(({ startRow, startColumn, endRow, endColumn }) => [startRow, startColumn, endRow, endColumn].join())
        .sort(),
    )
    tell(`${name} frozen`, frozen(sheet))
    for (let row = 0; row < ROWS; row++) {
      tell(`${name} row ${row} height`, sheet.getRowHeight(row))
      if (!sheet.getRowRawVisible(row)) tell(`${name} row ${row} hidden`, true)
    }
    for (let column = 0; column < COLUMNS; column++) {
      tell(`${name} column ${column} width`, sheet.getColumnWidth(column))
      if (!sheet.getColVisible(column)) tell(`${name} column ${column} hidden`, true)
    }
  }
  return shown
}

/** What the grid has to write anew loses spaces, small letters and the name of its own sheet. */
const written = (formula: string | undefined, sheet: string) =>
  formula &&
  tokens(formulaForFile(formula))
    .filter((token) => token.kind !== 'space' && !(token.kind === 'sheet' && token.sheets.first === sheet))
    .map(({ kind, text }) => (kind === 'string' || kind === 'sheet' ? text : text.toUpperCase()))
    .join('')

const frozen = (sheet: Worksheet) => {
  const { xSplit, ySplit } = sheet.getFreeze()
  return [xSplit, ySplit]
}

/** Where two differ, with what each shows. */
export function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((where) => one.get(where) !== other.get(where))
    .map((where) => `${where}: ${one.get(where)} became ${other.get(where)}`)
}
