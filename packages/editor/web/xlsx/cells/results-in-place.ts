import { withAttributes } from '../../ooxml/fragment.ts'
import type { CellResult, Results } from '../edit.ts'
import { parseRange } from '../range.ts'
import { resultXml } from './content.ts'

export interface ResultsPut {
  rows: string
  /** how many formulas have their results now */
  given: number
  /** those whose cells are written in another manner, or are not there */
  left: Results['cells']
}

const COLUMNS = 16_384

/**
 * Gives formulas their results where their cells are written as all programs write them: no row is read for it, so that
 * hundreds of thousands cost a fraction of what it takes to read them. A cell that says the same keeps its characters.
 */
export function putResults(rows: string, prefix: string, results: Results['cells']): ResultsPut {
  const left = new Map(results.map((each) => [each.row * COLUMNS + each.column, each]))
  const pieces: string[] = []
  let [at, given] = [0, 0]
  const columns = new Map<string, number>()
  const columnOf = (letters: string) => {
    const column = columns.get(letters) ?? parseRange(`${letters}1`)?.column ?? 0
    columns.set(letters, column)
    return column
  }
  if (left.size > 0)
    for (const found of rows.matchAll(formulaCells(prefix))) {
      const [, tag = '', letters = '', row, attributes = '', formula = '', before] = found
      const key = (Number(row) - 1) * COLUMNS + columnOf(letters)
      const asked = left.get(key)
      // what stands for other characters, and rich values, are for who reads trees
      if (!asked || before?.includes('&') || before?.includes('\r') || attributes.includes(' vm=')) continue
      left.delete(key)
      given++
      const type = / t="([^"]*)"/.exec(attributes)?.[1]
      if (before !== undefined && isSame(type ?? 'n', before, asked.result)) continue
      const made = resultXml(asked.result, prefix)
      const start = type === made.type ? tag : withAttributes(tag, { t: made.type })
      pieces.push(rows.slice(at, found.index), start, formula, made.value)
      at = found.index + found[0].length
    }
  return { rows: pieces.length > 0 ? pieces.join('') + rows.slice(at) : rows, given, left: [...left.values()] }
}

/** A cell up to its end tag: start tag, column, row, further attributes, formula, value. */
const formulaCells = (prefix: string) => {
  const p = prefix.replace('.', '\\.')
  const tag = `(<${p}c r="([A-Z]{1,3})(\\d{1,7})"((?: [a-z]+="[^"<>]*")*)>)`
  const formula = `(<${p}f(?: [^<>]*)?(?:/>|>[^<]*</${p}f>))`
  return new RegExp(`${tag}${formula}(?:<${p}v>([^<]*)</${p}v>)?(?=</${p}c>)`, 'g')
}

/** Programs write one number in many ways: a cell that says the same is left alone. */
export function isSame(type: string, text: string, result: CellResult): boolean {
  if (typeof result === 'number') return type === 'n' && text !== '' && Number(text) === result
  if (typeof result === 'boolean') return type === 'b' && (text === '1' || text === 'true') === result
  if (typeof result === 'string') return type === 'str' && text === result
  return type === 'e' && text === result.error
}
