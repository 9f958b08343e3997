import { tokens } from './tokens.ts'

/** A table, or columns of it, that a change took away. */
export interface LostTable {
  name: string
  /** all it had, in order; undefined: the table itself is gone */
  columns: readonly string[] | undefined
  /** positions of those that are gone */
  gone: readonly number[]
}

const GONE = '#REF!'
const ITEM = /\[((?:[^[\]']|'.)*)\]/g
const plainName = (name: string) => name.replace(/'(.)/g, '$1').toLowerCase()
const quotedName = (name: string) => name.replace(/['[\]#@]/g, "'$&")

/** A formula without what it said about tables and columns that are gone: Excel refuses to read their names. */
export function withoutColumns(formula: string, lost: readonly LostTable[]): string {
  const lower = formula.toLowerCase()
  if (!lost.some(({ name }) => lower.includes(name.toLowerCase()))) return formula
  return tokens(formula)
    .map((token) => {
      if (token.kind !== 'structured' && token.kind !== 'name') return token.text
      const bracket = token.text.indexOf('[')
      const name = bracket < 0 ? token.text : token.text.slice(0, bracket)
      const table = lost.find((each) => each.name.toLowerCase() === name.toLowerCase())
      if (!table) return token.text
      if (!table.columns) return GONE
      return bracket < 0 ? token.text : left(token.text, bracket, table.columns, table.gone)
    })
    .join('')
}

function left(text: string, bracket: number, columns: readonly string[], gone: readonly number[]): string {
  const inner = text.slice(bracket + 1, -1)
  const position = (name: string) => columns.findIndex((column) => column.toLowerCase() === plainName(name))
  if (!/^\s*\[/.test(inner)) return gone.includes(position(inner)) ? GONE : text
  const named = [...inner.matchAll(ITEM)].filter(([, item = '']) => !item.startsWith('#'))
  const [first, last = first] = named.map(([, item = '']) => position(item))
  if (first === undefined || last === undefined || first < 0 || last < 0) return text
  const span = columns.map((_column, index) => index).filter((index) => index >= Math.min(first, last) && index <= Math.max(first, last))
  const kept = span.filter((index) => !gone.includes(index))
  const [from, to] = [kept[0], kept.at(-1)]
  if (from === undefined || to === undefined) return GONE
  if (!gone.includes(first) && !gone.includes(last)) return text
  const start = named[0]?.index ?? 0
  const end = (named.at(-1)?.index ?? 0) + (named.at(-1)?.[0].length ?? 0)
  const names =
    from === to ? `[${quotedName(columns[from] ?? '')}]` : `[${quotedName(columns[from] ?? '')}]:[${quotedName(columns[to] ?? '')}]`
  const alone = from === to && inner.slice(0, start) + inner.slice(end) === ''
  return text.slice(0, bracket) + (alone ? names : `[${inner.slice(0, start)}${names}${inner.slice(end)}]`)
}
