import { xmlText } from '../../ooxml/splice.ts'
import { decode } from '../../ooxml/xml.ts'
import { columnNumber } from '../formula/reference.ts'
import { translate } from '../formula/translate.ts'

export interface Place {
  row: number
  column: number
}

/** What happens to the formulas of a sheet's cells. */
export interface CellEffect {
  formula(text: string): string
  /** where a cell goes; undefined: away */
  place(cell: Place): Place | undefined
  /** an attribute's `A1` or `A1:B2` */
  reference(text: string): string | undefined
}

/** One formula for several cells: the first holds it, the others only its number `si` (ECMA-376 part 1, 18.3.1.40). */
interface Shared {
  text: string
  master: Place
  first: Place
  last: Place
  splits: boolean
}

const attributeOf = (attributes: string, name: string) => new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
const writtenValue = (attributes: string, name: string): string | undefined => {
  const match = attributeOf(attributes, name)
  return match ? (match[1] ?? match[2]) : undefined
}
const withValue = (attributes: string, name: string, value: string) => {
  const match = attributeOf(attributes, name)
  return match ? attributes.replace(match[0], ` ${name}="${value}"`) : `${attributes} ${name}="${value}"`
}
const without = (attributes: string, names: string[]) =>
  names.reduce((left, name) => left.replace(attributeOf(left, name)?.[0] ?? '', ''), attributes)

/** The cell whose content begins at `offset`. */
function placeAt(data: string, offset: number): Place {
  const tag = data.slice(data.lastIndexOf('<', offset - 1), offset)
  const address = /\sr\s*=\s*["']([A-Za-z]+)(\d+)["']/.exec(tag)
  return { row: Number(address?.[2]) - 1, column: columnNumber(address?.[1] ?? '') }
}

/** The rows of a sheet with its formulas rewritten; addresses of rows and cells stay. */
export function rewriteCellFormulas(data: string, prefix: string, effect: CellEffect): string {
  const element = new RegExp(`<${prefix}f((?:\\s[^>]*?)?)(?:/>|>([^<]*)</${prefix}f\\s*>)`, 'g')
  const groups = new Map<string, Shared>()
  if (/\st\s*=\s*["']shared["']/.test(data)) {
    for (const match of data.matchAll(element)) join(groups, data, match.index, match[1] ?? '', match[2] ?? '')
    for (const group of groups.values()) group.splits = splits(group, effect)
  }
  return data.replace(element, (whole, attributes: string, body: string | undefined, offset: number) => {
    if (!attributes && body !== undefined) {
      const text = decode(body)
      const now = effect.formula(text)
      return now === text ? whole : `<${prefix}f>${xmlText(now)}</${prefix}f>`
    }
    const type = writtenValue(attributes, 't')
    const write = (rest: string, text: string) =>
      text === '' && body === undefined ? `<${prefix}f${rest}/>` : `<${prefix}f${rest}>${xmlText(text)}</${prefix}f>`
    const text = decode(body ?? '')
    const group = type === 'shared' ? groups.get(writtenValue(attributes, 'si') ?? '') : undefined
    if (group) {
      const cell = placeAt(data, offset)
      if (group.splits) return write(without(attributes, ['t', 'si', 'ref']), effect.formula(away(group, cell)))
    }
    const moved = ['ref', 'r1', 'r2'].reduce((rest, name) => {
      const value = writtenValue(rest, name)
      if (value === undefined || value === '') return rest
      const now = effect.reference(value)
      if (now !== undefined) return now === value ? rest : withValue(rest, name, now)
      // the input cell of a data table is gone: `del1`, `del2` say so
      return name === 'ref' ? rest : withValue(rest, name === 'r1' ? 'del1' : 'del2', '1')
    }, attributes)
    const now = effect.formula(text)
    return moved === attributes && now === text ? whole : write(moved, now)
  })
}

function join(groups: Map<string, Shared>, data: string, offset: number, attributes: string, body: string): void {
  const number = writtenValue(attributes, 'si')
  if (number === undefined || writtenValue(attributes, 't') !== 'shared') return
  const cell = placeAt(data, offset)
  const group = groups.get(number)
  if (!group) groups.set(number, { text: decode(body), master: cell, first: cell, last: cell, splits: false })
  else {
    group.first = { row: Math.min(group.first.row, cell.row), column: Math.min(group.first.column, cell.column) }
    group.last = { row: Math.max(group.last.row, cell.row), column: Math.max(group.last.column, cell.column) }
  }
}

const away = ({ text, master }: Shared, cell: Place) => translate(text, cell.row - master.row, cell.column - master.column)

/**
 * Whether one formula cannot serve all cells any more. Whatever moves, moves in one direction and from one line on, so that
 * what holds for the first and the last cell holds for those between.
 */
function splits(group: Shared, effect: CellEffect): boolean {
  const { master, first, last, text } = group
  const home = effect.place(master)
  if (!home) return true
  const now = effect.formula(text)
  return [first, last].some((cell) => {
    const there = effect.place(cell)
    if (!there || there.row - home.row !== cell.row - master.row || there.column - home.column !== cell.column - master.column) return true
    return effect.formula(away(group, cell)) !== translate(now, there.row - home.row, there.column - home.column)
  })
}
