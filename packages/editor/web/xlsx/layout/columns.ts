import { startTag, withAttributes } from '../../ooxml/fragment.ts'
import { attribute, elementsOf } from '../../ooxml/package-parts.ts'
import { parseXml, type XmlElement } from '../../ooxml/xml.ts'
import { COLUMNS } from '../formula/reference.ts'
import { child, withElement } from './outline.ts'

/** Columns that look alike, as `<col>` lists them. Counted from 0, both ends belong to it. */
interface Stretch {
  first: number
  last: number
  /** its whole tag, with whatever else it says */
  tag: string
}

const MAX_WIDTH = 255
/** What Excel shows as 8.43 where the default font is Calibri 11. */
const DEFAULT_WIDTH = 9.140625

const stretchesOf = (root: XmlElement, outline: string): Stretch[] =>
  elementsOf(child(root, 'cols') ?? { ...root, children: [] })
    .map((col) => ({
      first: Number(attribute(col, 'min')) - 1,
      last: Number(attribute(col, 'max')) - 1,
      tag: startTag(outline, col).replace(/\s*\/?>$/, '/>'),
    }))
    .sort((a, b) => a.first - b.first)

/** The format of the columns' empty cells. */
export function columnStyles(outline: string): (column: number) => number {
  const styled = stretchesOf(parseXml(outline), outline).flatMap(({ first, last, tag }) => {
    const style = Number(value(tag, 'style') ?? 0)
    return style ? [{ first, last, style }] : []
  })
  return (column) => styled.find(({ first, last }) => column >= first && column <= last)?.style ?? 0
}

/** Characters of the default font, Excel's padding counted in; undefined goes back to the sheet's own width. */
export function sizeColumns(outline: string, prefix: string, at: number, count: number, size: number | undefined): string {
  const width = size === undefined ? defaultWidth(outline) : String(Math.min(MAX_WIDTH, Math.max(0, size)))
  const customWidth = size === undefined ? undefined : '1'
  return change(outline, prefix, at, count, () => ({ width, customWidth, bestFit: undefined }))
}

export function hideColumns(outline: string, prefix: string, at: number, count: number, hidden: boolean): string {
  const normal = defaultWidth(outline)
  return change(outline, prefix, at, count, (tag) => {
    const width = value(tag, 'width')
    // a column that was hidden by its width alone comes back too
    const gone = Number(width ?? normal) === 0
    if (!hidden) return { hidden: undefined, ...(gone ? { width: normal, customWidth: undefined } : {}) }
    return { hidden: '1', ...(width === undefined ? { width: normal } : {}) }
  })
}

const value = (tag: string, name: string) => new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1]

function defaultWidth(outline: string): string {
  const format = child(parseXml(outline), 'sheetFormatPr')
  const own = format && attribute(format, 'defaultColWidth')
  const base = Number((format && attribute(format, 'baseColWidth')) ?? 8)
  // 18.3.1.81: digits, and five pixels of padding rounded up to eight (of seven pixels each)
  return own ?? String(base === 8 ? DEFAULT_WIDTH : Math.trunc(((base * 7 + 5) / 7) * 256) / 256)
}

function change(
  outline: string,
  prefix: string,
  at: number,
  count: number,
  attributes: (tag: string) => Record<string, string | undefined>,
): string {
  const root = parseXml(outline)
  const normal = defaultWidth(outline)
  const last = Math.min(COLUMNS, at + count) - 1
  const result: Stretch[] = []
  let next = at
  const changed = (from: number, to: number, tag: string) =>
    result.push({ first: from, last: to, tag: withAttributes(tag, attributes(tag)) })
  const before = stretchesOf(root, outline)
  for (const stretch of before) {
    const [from, to] = [Math.max(stretch.first, at), Math.min(stretch.last, last)]
    if (from > to) {
      result.push(stretch)
      continue
    }
    if (next < from) changed(next, from - 1, `<${prefix}col/>`)
    if (stretch.first < from) result.push({ ...stretch, last: from - 1 })
    changed(from, to, stretch.tag)
    if (stretch.last > to) result.push({ ...stretch, first: to + 1 })
    next = to + 1
  }
  if (next <= last) changed(next, last, `<${prefix}col/>`)
  const needed = result.filter(({ tag }) => saysMore(tag, normal)).sort((a, b) => a.first - b.first)
  const cols = needed.map(({ first, last, tag }) => withAttributes(tag, { min: String(first + 1), max: String(last + 1) }))
  const present = child(root, 'cols')
  const open = present ? startTag(outline, present).replace(/\s*\/>$/, '>') : `<${prefix}cols>`
  return withElement(outline, 'cols', cols.length ? `${open}${cols.join('')}</${prefix}cols>` : '')
}

/** Anything but where it is, and the width that columns have anyway. */
const saysMore = (tag: string, normal: string) =>
  /\s/.test(withAttributes(tag, { min: undefined, max: undefined, ...(value(tag, 'width') === normal ? { width: undefined } : {}) }).trim())
