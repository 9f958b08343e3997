import { type Token, tokens } from '../../formula/tokens.ts'
import type { Headless } from './headless.ts'

interface Cell {
  sheet: string
  row: number
  column: number
}

/** Whether a formula comes to depend on itself: what that comes to depends on how often it is worked out. Names count as everything. */
export function isCircular({ workbook, formulaAt }: Headless): boolean {
  const cells: (Cell & { refers(to: Cell): boolean })[] = []
  for (const sheet of workbook.getSheets())
    sheet.getCellMatrix().forValue((row, column) => {
      const formula = formulaAt(sheet.getSheetId(), row, column)
      if (formula) cells.push({ sheet: sheet.getName(), row, column, refers: refersTo(formula, sheet.getName()) })
    })
  const [open, closed] = [new Set<number>(), new Set<number>()]
  const goesRound = (at: number): boolean => {
    if (closed.has(at)) return false
    if (open.has(at)) return true
    open.add(at)
    const round = cells.some((cell, index) => cells[at]?.refers(cell) && goesRound(index))
    open.delete(at)
    closed.add(at)
    return round
  }
  return cells.some((_, index) => goesRound(index))
}

function refersTo(formula: string, home: string): (to: Cell) => boolean {
  const all = tokens(formula)
  return (to) =>
    all.some((token, index) => {
      if (token.kind === 'name') return true
      const before = all[index - 1]
      return token.kind === 'reference' && (before?.kind === 'sheet' ? before.sheets.first : home) === to.sheet && holds(token, to)
    })
}

function holds({ reference: { from, to = from } }: Token & { kind: 'reference' }, { row, column }: Cell): boolean {
  const within = (index: number, one = 0, other = one) => index >= Math.min(one, other) && index <= Math.max(one, other)
  return (from.row === undefined || within(row, from.row, to.row)) && (from.column === undefined || within(column, from.column, to.column))
}
