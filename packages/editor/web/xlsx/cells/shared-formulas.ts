import { parseFragment } from '../../ooxml/fragment.ts'
import { attribute, elementsOf } from '../../ooxml/package-parts.ts'
import { splice, xmlText } from '../../ooxml/splice.ts'
import { isElement, type XmlElement } from '../../ooxml/xml.ts'
import type { Range } from '../edit.ts'
import { translate } from '../formula/translate.ts'
import { parseRange, rangeText } from '../range.ts'
import type { RowSpan } from './rows.ts'

/** The cell that held the formula for others (18.3.1.40) and holds something else now. */
export interface Orphaned {
  row: number
  column: number
  si: string
  range: Range
  formula: string
}

const textOf = (element: XmlElement) => element.children.map((child) => (isElement(child) ? '' : child.text)).join('')

/** What others depend on, when `formula` of a cell goes. */
export function orphanedBy(row: number, column: number, formula: XmlElement | undefined): Orphaned | undefined {
  const text = formula && textOf(formula)
  const si = formula && attribute(formula, 'si')
  const range = parseRange((formula && attribute(formula, 'ref')) ?? '')
  if (!text || si === undefined || !range || attribute(formula, 't') !== 'shared') return undefined
  return { row, column, si, range, formula: text }
}

/**
 * Makes the next cell that shared the formula the one that holds it. Gives the rows that change, by their place among the
 * spans. The members follow their master in the order of the file.
 */
export function adopt(
  rows: string,
  spans: readonly RowSpan[],
  prefix: string,
  around: string,
  orphans: readonly Orphaned[],
): Map<number, string> {
  const places = new Map(spans.map(({ row }, place) => [row, place]))
  const changed = new Map<number, string>()
  for (const orphan of orphans) {
    const text = (place: number) => changed.get(place) ?? rows.slice(spans[place]?.start, spans[place]?.end)
    for (let row = orphan.row; row <= orphan.range.lastRow; row++) {
      const place = places.get(row)
      if (place === undefined || !text(place).includes('shared')) continue
      const found = adoptedIn(text(place), row, prefix, around, orphan)
      if (found === undefined) continue
      if (found) changed.set(place, found)
      break
    }
  }
  return changed
}

/** The row with its first member made the master; '' when another master of that number comes first; undefined: none of it here. */
function adoptedIn(text: string, row: number, prefix: string, around: string, orphan: Orphaned): string | undefined {
  const { source, element } = parseFragment(text, around)
  let column = -1
  for (const cell of elementsOf(element)) {
    if (cell.local !== 'c') continue
    column = parseRange(attribute(cell, 'r') ?? '')?.column ?? column + 1
    const formula = elementsOf(cell).find(({ local }) => local === 'f')
    if (!formula || attribute(formula, 't') !== 'shared' || attribute(formula, 'si') !== orphan.si) continue
    if (row === orphan.row && column <= orphan.column) continue
    if (textOf(formula)) return ''
    const moved = translate(orphan.formula, row - orphan.row, column - orphan.column)
    const range = row === orphan.range.lastRow ? { ...orphan.range, row, column } : { ...orphan.range, row }
    const master = `<${prefix}f t="shared" ref="${rangeText(range)}" si="${xmlText(orphan.si)}">${xmlText(moved)}</${prefix}f>`
    const whole = splice(source, [{ start: formula.start, end: formula.end, text: master }])
    return whole.slice(element.start, element.end + whole.length - source.length)
  }
  return undefined
}
