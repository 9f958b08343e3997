import { place } from '../../ooxml/fragment.ts'
import { attribute, elementsOf } from '../../ooxml/package-parts.ts'
import { splice } from '../../ooxml/splice.ts'
import { parseXml, type XmlElement } from '../../ooxml/xml.ts'
import type { Range } from '../edit.ts'
import { parseRange, rangeText, union } from '../range.ts'
import { WORKSHEET } from '../sheet-order.ts'

export const child = (parent: XmlElement | undefined, local: string): XmlElement | undefined =>
  parent && elementsOf(parent).find((each) => each.local === local && each.uri === parent.uri)

/** A worksheet's outline with one of its elements written anew, at its place in the schema; '' takes it away. */
export function withElement(outline: string, local: string, text: string): string {
  return splice(outline, [place(outline, parseXml(outline), WORKSHEET, local, text)])
}

/** The hint of which cells are used, made wider. A sheet without one stays without. */
export function widenDimension(outline: string, cells: readonly { row: number; column: number }[]): string {
  const dimension = child(parseXml(outline), 'dimension')
  const range = dimension && parseRange(attribute(dimension, 'ref') ?? '')
  if (!dimension || !range) return outline
  const wider = cells.reduce((sum: Range, { row, column }) => union(sum, { row, column, lastRow: row, lastColumn: column }), range)
  if (rangeText(wider) === rangeText(range)) return outline
  const tag = outline.slice(dimension.start, dimension.end).replace(/(\sref\s*=\s*)(["'])[^"']*\2/, `$1$2${rangeText(wider)}$2`)
  return splice(outline, [{ start: dimension.start, end: dimension.end, text: tag }])
}
