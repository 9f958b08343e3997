import { xmlText } from '../ooxml/splice.ts'

/** A worksheet in two: everything around the rows, small enough for a tree, and the rows, which a tree would make too large. */
export interface SheetText {
  /** the part with nothing inside of `sheetData` */
  outline: string
  /** the inside of `sheetData` */
  rows: string
  /** of the part's elements, with its colon; '' for none */
  prefix: string
}

const SHEET_DATA = /<((?:[\w.-]+:)?)sheetData(?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?\/?>/

/** Throws RangeError for a part that is no worksheet. */
export function splitSheet(source: string): SheetText {
  const found = SHEET_DATA.exec(source)
  if (!found) throw new RangeError('no sheetData in this part')
  const [tag, prefix = ''] = found
  const open = found.index + tag.length
  const end = `</${prefix}sheetData`
  if (tag.endsWith('/>')) {
    const opened = `${tag.slice(0, -2).trimEnd()}>${end}>`
    return { outline: source.slice(0, found.index) + opened + source.slice(open), rows: '', prefix }
  }
  const close = source.lastIndexOf(end)
  if (close < open) throw new RangeError('sheetData does not end')
  return { outline: source.slice(0, open) + source.slice(close), rows: withoutOddities(source.slice(open, close)), prefix }
}

export function joinSheet({ outline, rows, prefix }: SheetText): string {
  const close = outline.lastIndexOf(`</${prefix}sheetData`)
  return outline.slice(0, close) + rows + outline.slice(close)
}

/** Comments and CDATA, which no program writes here, would mislead whoever looks for tags. */
const withoutOddities = (rows: string) =>
  rows.includes('<!') || rows.includes('<?')
    ? rows.replace(/<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, (_whole, text?: string) => xmlText(text ?? ''))
    : rows

/** The start tags that rows stand in: what their prefixes mean is declared there. */
export function around({ outline, prefix }: SheetText): string {
  const root = new RegExp(`<${prefix}worksheet(?:\\s(?:[^>"']|"[^"]*"|'[^']*')*)?>`).exec(outline)?.[0] ?? ''
  const declared = (SHEET_DATA.exec(outline)?.[0] ?? '').match(/\sxmlns:[\w.-]+\s*=\s*(?:"[^"]*"|'[^']*')/g) ?? []
  return root.replace(/>$/, `${declared.filter((each) => !root.includes(each)).join('')}>`)
}
