import { attribute, inside, scan } from '../../xlsx/grid/xml-scan.ts'
import { builtInFormat } from './number-format.ts'
import type { CellStyle } from './workbook.ts'

export interface Styles {
  /** of each cell format */
  looks: CellStyle[]
  formats: string[]
}

/** `FFRRGGBB`; theme and indexed colours are left to the theme of the page. */
const rgb = (xml: string, name: string): string | undefined => {
  const found = [...scan(xml, name)].find(({ closing }) => !closing)
  const value = found && attribute(found.attributes, 'rgb')
  return value && /^[0-9A-F]{8}$/i.test(value) ? `#${value.slice(2)}` : undefined
}

function elements(xml: string, name: string): string[] {
  const found: string[] = []
  let start: number | undefined
  for (const tag of scan(xml, name)) {
    if (tag.closing) found.push(xml.slice(start, tag.start))
    else if (tag.selfClosing) found.push('')
    start = tag.end
  }
  return found
}

const isOn = (xml: string, name: string) => [...scan(xml, name)].some((tag) => !/^(0|false)$/.test(attribute(tag.attributes, 'val') ?? '1'))

const ALIGNMENTS: Record<string, CellStyle['align']> = { left: 'start', center: 'center', centerContinuous: 'center', right: 'end' }
/** Text in the page's own colour on somebody's fill might vanish in the dark. */
const readableOn = (fill: string) => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(fill.slice(at, at + 2), 16))
  return red * 0.299 + green * 0.587 + blue * 0.114 > 140 ? '#000000' : '#ffffff'
}

export function readStyles(xml: string): Styles {
  const custom = new Map(
    [...scan(inside(xml, 'numFmts'), 'numFmt')].map(({ attributes }) => [
      Number(attribute(attributes, 'numFmtId')),
      attribute(attributes, 'formatCode') ?? 'General',
    ]),
  )
  const fonts = elements(inside(xml, 'fonts'), 'font').map((font) => ({
    bold: isOn(font, 'b'),
    italic: isOn(font, 'i'),
    color: rgb(font, 'color'),
  }))
  const fills = elements(inside(xml, 'fills'), 'fill').map((fill) => rgb(fill, 'fgColor'))
  const looks: CellStyle[] = []
  const formats: string[] = []
  for (const { name, closing, attributes } of scan(inside(xml, 'cellXfs'), 'xf|alignment')) {
    if (closing) continue
    const last = looks.at(-1)
    if (name === 'alignment') {
      const align = ALIGNMENTS[attribute(attributes, 'horizontal') ?? '']
      if (align && last) last.align = align
      continue
    }
    const id = Number(attribute(attributes, 'numFmtId') ?? 0)
    const font = fonts[Number(attribute(attributes, 'fontId') ?? 0)]
    const fill = fills[Number(attribute(attributes, 'fillId') ?? 0)]
    const color = font?.color ?? (fill && readableOn(fill))
    formats.push(custom.get(id) ?? builtInFormat(id))
    looks.push({
      ...(font?.bold ? { bold: true } : {}),
      ...(font?.italic ? { italic: true } : {}),
      ...(fill ? { fill } : {}),
      ...(color && fill ? { color } : {}),
    })
  }
  return { looks, formats }
}
