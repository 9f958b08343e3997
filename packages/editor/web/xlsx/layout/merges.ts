import { elementText, startTag, withAttributes } from '../../ooxml/fragment.ts'
import { attribute, elementsOf } from '../../ooxml/package-parts.ts'
import { parseXml } from '../../ooxml/xml.ts'
import type { Range } from '../edit.ts'
import { isOneCell, overlap, parseRange, rangeText } from '../range.ts'
import { child, withElement } from './outline.ts'

/** Cells that become one. Those merged before that share a cell with it come apart: Office repairs merges that overlap. */
export const merge = (outline: string, prefix: string, range: Range): string =>
  write(outline, prefix, range, isOneCell(range) ? [] : [`<${prefix}mergeCell ref="${rangeText(range)}"/>`])

/** Every merge that shares a cell with the range comes apart. */
export const unmerge = (outline: string, prefix: string, range: Range): string => write(outline, prefix, range, [])

function write(outline: string, prefix: string, range: Range, added: string[]): string {
  const present = child(parseXml(outline), 'mergeCells')
  const before = present ? elementsOf(present) : []
  const kept = before.filter((each) => {
    const other = parseRange(attribute(each, 'ref') ?? '')
    return !other || !overlap(other, range)
  })
  if (kept.length === before.length && !added.length) return outline
  const all = [...kept.map((each) => elementText(outline, each)), ...added]
  if (!all.length) return withElement(outline, 'mergeCells', '')
  const tag = present ? startTag(outline, present).replace(/\s*\/>$/, '>') : `<${prefix}mergeCells>`
  return withElement(outline, 'mergeCells', `${withAttributes(tag, { count: String(all.length) })}${all.join('')}</${prefix}mergeCells>`)
}
