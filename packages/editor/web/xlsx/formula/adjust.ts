import { type Change, moved, movedSpan } from './change.ts'
import { type End, parseReference, type Reference, referenceText } from './reference.ts'
import { type Sheets, sheetsText, type Token, tokens } from './tokens.ts'

/** Where a formula stands. */
export interface Home {
  /** name of the sheet that references without one mean; '' for none */
  sheet: string
  /** A defined name: its relative references count from the cell that uses it, so that no change moves them. */
  name?: boolean
}

const GONE = '#REF!'
const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

/**
 * A formula after rows or columns were put into or taken from a sheet, its own or another. What is gone is `#REF!`, without
 * the sheet in front that Excel would leave there: other programs cannot read that.
 */
export function adjust(formula: string, home: Home, change: Change): string {
  const pieces: string[] = []
  let sheet: Sheets | undefined
  for (const token of tokens(formula)) {
    const meant = sheet
    sheet = token.kind === 'sheet' ? token.sheets : undefined
    // A reference through several sheets keeps its address when only one of them changes.
    const here = meant
      ? meant.book === undefined && meant.last === undefined && same(meant.first, change.sheet)
      : same(home.sheet, change.sheet)
    const text = token.kind === 'reference' && here ? adjusted(token, change, home.name ?? false) : token.text
    if (text === GONE && token.kind === 'reference' && meant) pieces.pop()
    pieces.push(text)
  }
  return pieces.join('')
}

function adjusted({ text, reference }: Token & { kind: 'reference' }, change: Change, onlyFixed: boolean): string {
  const { from, to } = reference
  const at = (end: End) => (change.what === 'rows' ? end.row : end.column)
  const fixed = (end: End) => (change.what === 'rows' ? end.rowFixed : end.columnFixed)
  const put = (end: End, index: number): End => (change.what === 'rows' ? { ...end, row: index } : { ...end, column: index })
  const [first, last] = [at(from), to && at(to)]
  if (first === undefined || (onlyFixed && !(fixed(from) && (!to || fixed(to))))) return text
  if (!to || last === undefined) {
    const index = moved(first, change)
    return index === undefined ? GONE : index === first ? text : referenceText({ from: put(from, index), to })
  }
  const span = movedSpan(Math.min(first, last), Math.max(first, last), change)
  if (!span) return GONE
  const [start, end] = first <= last ? span : [span[1], span[0]]
  return start === first && end === last ? text : referenceText({ from: put(from, start), to: put(to, end) })
}

/** A formula after a sheet got another name. */
export function rename(formula: string, from: string, to: string): string {
  return tokens(formula)
    .map((token) => {
      if (token.kind !== 'sheet' || token.sheets.book !== undefined) return token.text
      const { first, last } = token.sheets
      if (!same(first, from) && !(last !== undefined && same(last, from))) return token.text
      return sheetsText({
        book: undefined,
        first: same(first, from) ? to : first,
        last: last !== undefined && same(last, from) ? to : last,
      })
    })
    .join('')
}

/** A formula after a sheet was taken away. `order`: all sheets as they stood, that one among them. */
export function withoutSheet(formula: string, name: string, order: readonly string[]): string {
  const pieces: string[] = []
  let gone = false
  for (const token of tokens(formula)) {
    if (gone && token.kind !== 'space' && token.kind !== 'operator') {
      gone = false
      continue
    }
    gone = false
    const left = token.kind === 'sheet' && token.sheets.book === undefined ? remaining(token.sheets, name, order) : 'as it was'
    gone = left === undefined
    pieces.push(left === undefined ? GONE : left === 'as it was' ? token.text : sheetsText(left))
  }
  return pieces.join('')
}

function remaining(sheets: Sheets, name: string, order: readonly string[]): Sheets | 'as it was' | undefined {
  const { first, last } = sheets
  if (last === undefined) return same(first, name) ? undefined : 'as it was'
  if (!same(first, name) && !same(last, name)) return 'as it was'
  const index = (sheet: string) => order.findIndex((each) => same(each, sheet))
  const [from, to] = [index(first), index(last)]
  if (from < 0 || to < 0 || from === to) return undefined
  const step = from < to ? 1 : -1
  const start = order[same(first, name) ? from + step : from] ?? ''
  const end = order[same(last, name) ? to - step : to] ?? ''
  return { book: undefined, first: start, last: same(start, end) ? undefined : end }
}

/** `A1:B2` of an attribute, moved; undefined when it is gone. What is no reference stays. */
export function movedReference(text: string, change: Pick<Change, 'do' | 'what' | 'at' | 'count'>): string | undefined {
  const reference: Reference | undefined = parseReference(text)
  if (!reference) return text
  const result = adjusted({ kind: 'reference', text, reference }, { ...change, sheet: '' }, false)
  return result === GONE ? undefined : result
}
