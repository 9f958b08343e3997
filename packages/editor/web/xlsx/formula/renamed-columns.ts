import { tokens } from './tokens.ts'

/** A column of a table that is called otherwise now. */
export interface RenamedColumn {
  table: string
  before: string
  after: string
}

const ITEM = /\[((?:[^[\]']|'.)+)\]/g
const plainName = (name: string) => name.replace(/'(.)/gs, '$1').toLowerCase()
const quotedName = (name: string) => name.replace(/['[\]#@]/g, "'$&")

/** A formula that calls columns of tables by their new names: `Table1[Old]`, `Table1[[#This Row],[Old]]`. */
export function withRenamedColumns(formula: string, renamed: readonly RenamedColumn[]): string {
  const lower = formula.toLowerCase()
  if (!renamed.some(({ table }) => lower.includes(table.toLowerCase()))) return formula
  return tokens(formula)
    .map((token) => {
      if (token.kind !== 'structured') return token.text
      const bracket = token.text.indexOf('[')
      const table = token.text.slice(0, bracket).toLowerCase()
      const own = new Map(renamed.flatMap((each) => (each.table.toLowerCase() === table ? [[each.before.toLowerCase(), each.after]] : [])))
      // the innermost brackets hold the names; those with a # in front say which rows
      const items = token.text.slice(bracket).replace(ITEM, (whole, item: string) => {
        const after = own.get(plainName(item))
        return after === undefined || item.startsWith('#') ? whole : `[${quotedName(after)}]`
      })
      return token.text.slice(0, bracket) + items
    })
    .join('')
}
