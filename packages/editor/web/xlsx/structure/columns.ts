import { xmlText } from '../../ooxml/splice.ts'
import { type Change, moved, movedSpan } from '../formula/change.ts'
import { COLUMNS, columnLetters, columnNumber } from '../formula/reference.ts'

type Step = Omit<Change, 'sheet'>

/** Texts of new cells: rows, counted from 0, to their new columns. They head the new columns of tables. */
export type Headings = ReadonlyMap<number, ReadonlyMap<number, string>>

const ADDRESS = /\sr\s*=\s*["']([A-Za-z]+)(\d+)["']/
const STYLE = /\ss\s*=\s*["'](\d+)["']/

/**
 * The rows of a sheet with their cells moved from where columns were put in or taken away. New cells look like the one to
 * their left; `columnStyle` is what cells of the column to the left look like without a word of their own.
 */
export function moveColumns(data: string, prefix: string, change: Step, columnStyle: string | undefined, headings: Headings): string {
  const cell = new RegExp(`<${prefix}c(?=[\\s/>])[^>]*?(?:/>|>[\\s\\S]*?</${prefix}c\\s*>)`, 'g')
  const row = new RegExp(`<${prefix}row(?=[\\s/>])[^>]*>`, 'g')
  const pieces: string[] = []
  let copied = 0
  for (let match = row.exec(data); match; match = row.exec(data)) {
    if (match[0].endsWith('/>')) {
      pieces.push(data.slice(copied, match.index), withSpans(match[0], change))
      copied = row.lastIndex
      continue
    }
    const end = data.indexOf(`</${prefix}row`, row.lastIndex)
    const number = Number(/\sr\s*=\s*["'](\d+)/.exec(match[0])?.[1]) - 1
    // a row's own look goes before its column's
    const style = STYLE.test(match[0]) ? undefined : columnStyle
    const cells = moveCells(data.slice(row.lastIndex, end), cell, prefix, change, number, style, headings.get(number))
    pieces.push(data.slice(copied, match.index), withSpans(match[0], change), cells)
    copied = end
    row.lastIndex = end
  }
  return pieces.join('') + data.slice(copied)
}

function moveCells(
  cells: string,
  cell: RegExp,
  prefix: string,
  change: Step,
  row: number,
  columnStyle: string | undefined,
  headings: ReadonlyMap<number, string> | undefined,
): string {
  cell.lastIndex = 0
  const pieces: string[] = []
  let copied = 0
  let left: string | undefined
  let inserted = change.do === 'delete'
  const insertAt = (offset: number) => {
    pieces.push(cells.slice(copied, offset), newCells(prefix, change, row, left, columnStyle, headings))
    copied = offset
    inserted = true
  }
  for (let match = cell.exec(cells); match; match = cell.exec(cells)) {
    const address = ADDRESS.exec(match[0])
    const column = columnNumber(address?.[1] ?? '')
    if (column < change.at) {
      if (column === change.at - 1) left = STYLE.exec(match[0].slice(0, match[0].indexOf('>')))?.[1] ?? '0'
      continue
    }
    if (!inserted) insertAt(match.index)
    const now = moved(column, change)
    pieces.push(cells.slice(copied, match.index))
    copied = cell.lastIndex
    if (now !== undefined) pieces.push(match[0].replace(ADDRESS, ` r="${columnLetters(now)}${address?.[2]}"`))
  }
  if (!inserted) insertAt(cells.length)
  return pieces.join('') + cells.slice(copied)
}

function newCells(
  prefix: string,
  { at, count }: Step,
  row: number,
  left: string | undefined,
  columnStyle: string | undefined,
  headings: ReadonlyMap<number, string> | undefined,
): string {
  const style = left ?? columnStyle
  const differs = left !== undefined && left !== (columnStyle ?? '0')
  if (!differs && !headings) return ''
  return Array.from({ length: Math.min(count, COLUMNS - at) }, (_, index) => {
    const heading = headings?.get(at + index)
    const tag = `<${prefix}c r="${columnLetters(at + index)}${row + 1}"${(style ?? '0') === '0' ? '' : ` s="${style}"`}`
    if (heading === undefined) return differs ? `${tag}/>` : ''
    return `${tag} t="inlineStr"><${prefix}is><${prefix}t>${xmlText(heading)}</${prefix}t></${prefix}is></${prefix}c>`
  }).join('')
}

/** `spans` only hints at where a row has cells: it is kept right, and goes where nothing is left of it. */
function withSpans(tag: string, change: Step): string {
  return tag.replace(/\sspans\s*=\s*["'](\d+):(\d+)["']/, (_whole, from: string, to: string) => {
    const span = movedSpan(Number(from) - 1, Number(to) - 1, change)
    if (!span) return ''
    const last = change.do === 'insert' && Number(to) === change.at ? Math.min(span[1] + change.count, COLUMNS - 1) : span[1]
    return ` spans="${span[0] + 1}:${last + 1}"`
  })
}
