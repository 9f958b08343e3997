import { readZip, unpack } from '../../ooxml/zip.ts'
import { attribute, inside, plain, scan } from '../../xlsx/grid/xml-scan.ts'
import { readSheet } from './read-sheet.ts'
import { readStyles } from './styles.ts'
import type { Workbook } from './workbook.ts'

/** Plain texts of the table of strings; phonetic guides are left out. */
function sharedStrings(xml: string): string[] {
  const strings: string[] = []
  let [text, start, hidden] = ['', 0, false]
  for (const tag of scan(xml, 'si|t|rPh')) {
    if (tag.name === 'rPh') hidden = !tag.closing && !tag.selfClosing
    else if (tag.name === 't' && !tag.closing) start = tag.end
    else if (tag.name === 't') text += hidden ? '' : plain(xml.slice(start, tag.start))
    else if (tag.closing || tag.selfClosing) {
      strings.push(text)
      text = ''
    }
  }
  return strings
}

const resolve = (target: string) => (target.startsWith('/') ? target.slice(1) : new URL(target, 'package:///xl/').pathname.slice(1))

/**
 * Values, number formats, merged cells, widths and plain colours of an .xlsx. Throws ZipProblem for what is no package
 * or too large; RangeError for tables past Excel's own limits.
 */
export function readWorkbook(bytes: Uint8Array, locale: string): Workbook {
  const entries = new Map(readZip(bytes).map((entry) => [entry.name, entry]))
  const part = (name: string) => {
    const entry = entries.get(name)
    return entry ? new TextDecoder().decode(unpack(entry)) : ''
  }
  const book = part('xl/workbook.xml')
  const targets = new Map(
    [...scan(part('xl/_rels/workbook.xml.rels'), 'Relationship')].map(({ attributes }) => [
      attribute(attributes, 'Id'),
      resolve(attribute(attributes, 'Target') ?? ''),
    ]),
  )
  const styles = readStyles(part('xl/styles.xml'))
  const properties = [...scan(book, 'workbookPr')][0]?.attributes ?? ''
  const date1904 = /^(1|true)$/.test(attribute(properties, 'date1904') ?? '')
  const context = { styles, strings: sharedStrings(part('xl/sharedStrings.xml')), locale, date1904 }
  // numbers stand on the right: each style has a twin for them
  const looks = [...styles.looks, ...styles.looks.map((look) => ({ align: 'end' as const, ...look }))]
  const listed = [...scan(inside(book, 'sheets'), 'sheet')].filter(
    ({ attributes }) => (attribute(attributes, 'state') ?? 'visible') === 'visible',
  )
  const sheets = listed.map(({ attributes }) => {
    const xml = part(targets.get(attribute(attributes, 'id')) ?? '')
    return readSheet(attribute(attributes, 'name') ?? '', xml, context, (style) => style + styles.looks.length)
  })
  const view = [...scan(book, 'workbookView')][0]?.attributes ?? ''
  return {
    sheets,
    styles: looks,
    active: Math.min(Number(attribute(view, 'activeTab') ?? 0), sheets.length - 1),
    leftOut: [...entries.keys()].some((name) => /^xl\/(charts|media|drawings|comments|pivotTables)/.test(name)),
  }
}
