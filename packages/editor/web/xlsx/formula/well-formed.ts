import { type Token, tokens } from './tokens.ts'

/** Excel's own limits; a file with more of anything is one that it repairs. */
const LONGEST_FORMULA = 8192
const LONGEST_STRING = 255
const MOST_ARGUMENTS = 255
const DEEPEST = 64
const BINARY = new Set([...'+-*/^&=<>:'])
const ERRORS = /^#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|GETTING_DATA)$/i

/**
 * Whether a file may hold a formula (without `=`): Excel repairs files with formulas that it would not take from somebody
 * typing, such as `1+` or `SUM(A1;B1)`. `sheets`: names of the workbook's sheets in lower case.
 */
export function isWellFormed(formula: string, sheets: ReadonlySet<string>): boolean {
  if (formula.length > LONGEST_FORMULA) return false
  const all = tokens(formula)
  let [at, depth] = [0, 0]

  const is = (...texts: string[]) => all[at]?.kind === 'operator' && texts.includes(all[at]?.text ?? '')
  function skip(): void {
    while (all[at]?.kind === 'space') at++
  }
  function take(text: string): boolean {
    skip()
    return is(text) && Boolean(++at)
  }

  /** Up to what cannot go on with it. `,` joins areas within parentheses, and parts arguments elsewhere. */
  function expression(joins: boolean): boolean {
    if (++depth > DEEPEST || !operand()) return false
    for (;;) {
      skip()
      const [before, next] = [all[at - 2], all[at]]
      if (next?.kind === 'operator' && BINARY.has(next.text)) {
        at++
        if ((next.text === '<' && is('=', '>')) || (next.text === '>' && is('='))) at++
      } else if (joins && is(',')) at++
      else if (!(all[at - 1]?.kind === 'space' && isArea(before, ')') && isArea(next, '('))) break
      if (!operand()) return false
    }
    depth--
    return true
  }

  function operand(): boolean {
    skip()
    while (is('+', '-')) {
      at++
      skip()
    }
    if (!primary()) return false
    // LAMBDA(…)(…)
    while (all[at - 1]?.text === ')' && is('(')) if (!called()) return false
    while (take('%'));
    return true
  }

  function primary(): boolean {
    const token = all[at++]
    switch (token?.kind) {
      case 'number':
      case 'reference':
      case 'name':
        return true
      case 'string':
        return isString(token.text)
      case 'error':
        return ERRORS.test(token.text)
      // `@` is only how it is typed: files say [#This Row]
      case 'structured':
        return token.text.endsWith(']') && !token.text.includes('@')
      case 'sheet':
        return isSheet(token) && ['reference', 'name', 'error'].includes(all[at]?.kind ?? '') && primary()
      case 'function':
        return called()
      case 'operator':
        if (token.text === '(') return expression(true) && take(')')
        return token.text === '{' && list(() => list(constant, ',', Infinity), ';', Infinity) && take('}')
      default:
        return false
    }
  }

  const called = (): boolean => take('(') && list(() => is(',', ')') || expression(false), ',', MOST_ARGUMENTS) && take(')')

  function list(member: () => boolean, separator: string, most: number): boolean {
    for (let count = 1; count <= most; count++) {
      skip()
      if (!member()) return false
      if (!take(separator)) return true
    }
    return false
  }

  function constant(): boolean {
    if (is('+', '-')) at++
    const token = all[at]
    return (
      (token?.kind === 'number' ||
        (token?.kind === 'string' && isString(token.text)) ||
        (token?.kind === 'error' && ERRORS.test(token.text)) ||
        (token?.kind === 'name' && /^(true|false)$/i.test(token.text))) &&
      Boolean(++at)
    )
  }

  function isSheet({ sheets: { book, first, last } }: Extract<Token, { kind: 'sheet' }>): boolean {
    if (book !== undefined) return /^\d+$/.test(book)
    return first === '#REF' || [first, last ?? first].every((name) => sheets.has(name.toLowerCase()))
  }

  return expression(false) && at === all.length
}

const isString = (text: string) => /^"(?:[^"]|"")*"$/s.test(text) && text.slice(1, -1).replaceAll('""', '"').length <= LONGEST_STRING

/** What a space between two of them makes the cells that both have: not one before what closes. */
const isArea = (token: Token | undefined, bracket: string) =>
  token !== undefined && (['reference', 'name', 'structured', 'sheet', 'function'].includes(token.kind) || token.text === bracket)
