import { parseReference, type Reference } from './reference.ts'

/** A piece of a formula as files hold it: English names, commas, A1 style, no `=`. The texts of all pieces make the formula. */
export type Token =
  | { kind: 'string' | 'number' | 'error' | 'space' | 'operator' | 'name'; text: string }
  /** the name in front of `(` */
  | { kind: 'function'; text: string }
  /** `Table1[[#This Row],[x]]` */
  | { kind: 'structured'; text: string }
  | { kind: 'reference'; text: string; reference: Reference }
  /** what stands in front of a reference or a name, with its `!` */
  | { kind: 'sheet'; text: string; sheets: Sheets }

/** `[1]Sheet1!`, `Sheet1:Sheet3!`, `[1]!`. A sheet that is gone, `#REF!A1`, is called `#REF`. */
export interface Sheets {
  /** what stands between the brackets; undefined: this workbook */
  book: string | undefined
  /** without quotes; '' for names of another workbook */
  first: string
  /** of a reference through several sheets */
  last: string | undefined
}

// letters of all scripts and what else a name may hold; `$` only stands in references
const WORD = '[\\p{L}\\p{M}\\p{N}_.\\\\?]'
/** Where nothing else can begin; asked first, for the sake of sheets with a million formulas. */
const OPERATORS = '+-*/^&=<>(),;{}%@:'
const SPACE = /\s+/y
const STRING = /"(?:[^"]|"")*"?/y
const QUOTED = /'((?:[^']|'')*)'!/y
const PLAIN_SHEET = new RegExp(`(\\[[^[\\]]*\\])?(${WORD}+)?(?::(${WORD}+))?!`, 'uy')
const ERROR = /#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|GETTING_DATA|[A-Z_]+!)/iy
const AREA = /\$?(?:[A-Z]{1,3}\$?\d{1,7}:\$?[A-Z]{1,3}\$?\d{1,7}|[A-Z]{1,3}:\$?[A-Z]{1,3}|\d{1,7}:\$?\d{1,7})/iy
const CELL = /\$?[A-Z]{1,3}\$?\d{1,7}/iy
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d+)?/iy
const NAME = new RegExp(`${WORD}+`, 'uy')
/** After it, letters and digits were no reference but a name, a function or a table. */
const GOES_ON = new RegExp(`${WORD}|[([!]`, 'uy')

function match(pattern: RegExp, formula: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(formula) ?? undefined
}

/** Never throws: what it does not know becomes an operator of one character. */
export function tokens(formula: string): Token[] {
  const found: Token[] = []
  for (let at = 0; at < formula.length; ) {
    const token = tokenAt(formula, at)
    found.push(token)
    at += token.text.length
  }
  return found
}

function tokenAt(formula: string, at: number): Token {
  const first = formula[at] ?? ''
  if (OPERATORS.includes(first)) return { kind: 'operator', text: first }
  const space = match(SPACE, formula, at)
  if (space) return { kind: 'space', text: space[0] }
  const string = match(STRING, formula, at)
  if (string) return { kind: 'string', text: string[0] }
  const sheet = sheetAt(formula, at)
  if (sheet) return sheet
  const error = match(ERROR, formula, at)
  if (error) return { kind: 'error', text: error[0] }
  for (const pattern of [AREA, CELL]) {
    const text = match(pattern, formula, at)?.[0]
    const reference = text !== undefined && !match(GOES_ON, formula, at + text.length) ? parseReference(text) : undefined
    if (text !== undefined && reference) return { kind: 'reference', text, reference }
  }
  const number = match(NUMBER, formula, at)
  if (number) return { kind: 'number', text: number[0] }
  const name = match(NAME, formula, at)?.[0] ?? ''
  const next = formula[at + name.length]
  if (next === '[') return { kind: 'structured', text: formula.slice(at, bracketsEnd(formula, at + name.length)) }
  if (name) return { kind: next === '(' ? 'function' : 'name', text: name }
  return { kind: 'operator', text: formula.slice(at, at + ((formula.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)) }
}

function sheetAt(formula: string, at: number): Token | undefined {
  const quoted = match(QUOTED, formula, at)
  if (quoted) {
    const [, book, names = ''] = /^(?:.*\[([^[\]]*)\])?(.*)$/s.exec((quoted[1] ?? '').replaceAll("''", "'")) ?? []
    // a colon cannot be part of a sheet's name
    const [first = '', last] = names.split(':')
    return { kind: 'sheet', text: quoted[0], sheets: { book, first, last } }
  }
  if (/^#REF![$\p{L}\d]/iu.test(formula.slice(at, at + 6)))
    return { kind: 'sheet', text: formula.slice(at, at + 5), sheets: { book: undefined, first: '#REF', last: undefined } }
  const plain = match(PLAIN_SHEET, formula, at)
  if (!plain || plain[0] === '!') return undefined
  const [text, book, first = '', last] = plain
  // `A1:Sheet2!B1` is a cell and a range's other end: sheets called like a cell stand in quotes
  if (last !== undefined && (!first || parseReference(first))) return undefined
  return { kind: 'sheet', text, sheets: { book: book?.slice(1, -1), first, last } }
}

/** Past the bracket that closes the one at `at`; an apostrophe makes the next character an ordinary one. */
function bracketsEnd(formula: string, at: number): number {
  let depth = 0
  for (let index = at; index < formula.length; index++) {
    const character = formula[index]
    if (character === "'") index++
    else if (character === '[') depth++
    else if (character === ']' && --depth === 0) return index + 1
  }
  return formula.length
}

/** As it stands in front of a reference, with `!`, in quotes where Excel would want them. */
export function sheetsText({ book, first, last }: Sheets): string {
  const names = last === undefined ? first : `${first}:${last}`
  const text = book === undefined ? names : `[${book}]${names}`
  const plain = [first, last].every((name) => name === undefined || isPlainName(name))
  return plain ? `${text}!` : `'${text.replaceAll("'", "''")}'!`
}

/** No digit in front, no sign, nothing that reads as a cell (A1, R1C1) or as a value. */
const isPlainName = (name: string) =>
  name === '#REF' ||
  name === '' ||
  (/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) && !parseReference(name) && !/^(r\d*c?\d*|c\d*|[a-z]{1,3}\d+|true|false)$/i.test(name))
