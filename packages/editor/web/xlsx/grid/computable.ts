import { tokens } from '../formula/tokens.ts'

export interface Known {
  /** upper case, as people write them */
  functions: ReadonlySet<string>
  /** lower case */
  names: ReadonlySet<string>
  /** lower case */
  sheets: ReadonlySet<string>
}

/** They need more than the workbook's cells, or name things of their own. */
const NO_FUNCTIONS = new Set(['LET', 'LAMBDA', 'GETPIVOTDATA', 'CUBEVALUE', 'RTD', 'WEBSERVICE', 'IMAGE'])

/** Whether a formula of a file can be worked out here; all others keep the result that the file holds. */
export function isComputable(formula: string, { functions, names, sheets }: Known): boolean {
  return tokens(formula).every((token) => {
    if (token.kind === 'structured') return false
    if (token.kind === 'sheet')
      return token.sheets.book === undefined && token.sheets.last === undefined && sheets.has(token.sheets.first.toLowerCase())
    if (token.kind === 'name') return names.has(token.text.toLowerCase()) || /^(true|false)$/i.test(token.text)
    if (token.kind !== 'function') return true
    const name = token.text.replace(/^_xlfn\.(_xlws\.)?/i, '').toUpperCase()
    return functions.has(name) && !NO_FUNCTIONS.has(name)
  })
}
