import { parseFragment, place, startTag, withAttributes } from '../../ooxml/fragment.ts'
import type { OfficePackage } from '../../ooxml/package.ts'
import { attribute, elementsOf } from '../../ooxml/package-parts.ts'
import { prefixOf, splice, xmlText } from '../../ooxml/splice.ts'
import { parseXml } from '../../ooxml/xml.ts'
import type { LookChange } from '../edit.ts'
import { CELL_FORMAT } from '../sheet-order.ts'
import { workbookPart } from '../sheets.ts'
import { alignmentChanges } from './alignment.ts'
import { changedBorder } from './border.ts'
import { changedFont, opaque } from './font.ts'
import { builtInNumber, FIRST_CUSTOM } from './number-formats.ts'
import { styleList, withList } from './style-list.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles'
const CONTENT_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml'
const EMPTY = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="${MAIN}"></styleSheet>`

export interface Styles {
  /** The cell format that differs from another in these looks only; it is added when there is none. */
  restyle(style: number, look: LookChange): number
  /** Writes what was added into the package; nothing where nothing was. */
  save(): void
}

/** The formats of cells. A workbook without any gets Excel's first ones as soon as one is wanted. */
export function openStyles(pack: OfficePackage): Styles {
  const workbook = workbookPart(pack)
  const part = pack.relationships(workbook).find(({ type }) => type.endsWith('/styles'))?.target
  const styles = part !== undefined && pack.has(part) ? pack.text(part) : EMPTY
  const root = parseXml(styles)
  const prefix = prefixOf(styles, root)
  const around = startTag(styles, root)
  const list = (local: string, ...first: string[]) =>
    styleList(
      styles,
      local,
      first.map((text) => text.replace(/<(\/?)(?=\w)/g, `<$1${prefix}`)),
    )
  const numFmts = list('numFmts')
  const fonts = list('fonts', '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>')
  // 0 and 1 are Office's own, whatever stands there
  const fills = list('fills', '<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>')
  const borders = list('borders', '<border><left/><right/><top/><bottom/><diagonal/></border>')
  const cellStyleXfs = list('cellStyleXfs', '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>')
  const cellXfs = list('cellXfs', '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>')
  const cellStyles = list('cellStyles', '<cellStyle name="Normal" xfId="0" builtinId="0"/>')
  const known = new Map<string, number>()
  let added = false

  function numberFormat(code: string | null): number {
    const builtIn = builtInNumber(code ?? 'General')
    if (builtIn !== undefined) return builtIn
    const present = numFmts.items.map((text) => parseFragment(text, around).element)
    const id = (element: (typeof present)[number]) => Number(attribute(element, 'numFmtId'))
    const found = present.find((each) => attribute(each, 'formatCode') === code)
    if (found) return id(found)
    const free = Math.max(FIRST_CUSTOM - 1, ...present.map(id)) + 1
    numFmts.find(`<${prefix}numFmt numFmtId="${free}" formatCode="${xmlText(code ?? '')}"/>`)
    return free
  }

  function fill(color: string | null): number {
    if (color === null) return 0
    const inside = `<${prefix}fgColor rgb="${opaque(color)}"/><${prefix}bgColor indexed="64"/>`
    return fills.find(`<${prefix}fill><${prefix}patternFill patternType="solid">${inside}</${prefix}patternFill></${prefix}fill>`)
  }

  function restyled(style: number, look: LookChange): string {
    const { source, element } = parseFragment(cellXfs.items[style] ?? cellXfs.items[0] ?? '', around)
    const used = (name: string, items: string[]) => items[Number(attribute(element, name) ?? 0)] ?? items[0] ?? ''
    const changes: Record<string, string> = {}
    const point = (name: string, flag: string, to: number) => {
      if (Number(attribute(element, name) ?? 0) !== to) Object.assign(changes, { [name]: String(to), [flag]: '1' })
    }
    if (look.numberFormat !== undefined) point('numFmtId', 'applyNumberFormat', numberFormat(look.numberFormat))
    const font = used('fontId', fonts.items)
    const otherFont = changedFont(font, fonts.items[0] ?? font, look, prefix, around)
    if (otherFont !== font) point('fontId', 'applyFont', fonts.find(otherFont))
    if (look.fill !== undefined) point('fillId', 'applyFill', fill(look.fill))
    const border = used('borderId', borders.items)
    const otherBorder = changedBorder(border, look.borders ?? {}, prefix, around)
    if (otherBorder !== border) point('borderId', 'applyBorder', borders.find(otherBorder))
    const format = withAttributes(startTag(source, element), changes) + source.slice(element.open, element.end)
    const aligned = withAlignment(format, alignmentChanges(look))
    return aligned === format ? format : aligned.replace(/^[^>]*>/, (tag) => withAttributes(tag, { applyAlignment: '1' }))
  }

  function withAlignment(format: string, aligned: Record<string, string | undefined>): string {
    const { source, element } = parseFragment(format, around)
    const present = elementsOf(element).find(({ local }) => local === 'alignment')
    const tag = withAttributes(present ? startTag(source, present) : `<${prefix}alignment/>`, aligned).replace(/\s*\/?>$/, '/>')
    const whole = splice(source, [place(source, element, CELL_FORMAT, 'alignment', /\s/.test(tag) ? tag : '')])
    return whole.slice(element.start, element.end + whole.length - source.length)
  }

  return {
    restyle(style, look) {
      const key = `${style} ${JSON.stringify(look)}`
      const found = known.get(key) ?? cellXfs.find(restyled(style, look))
      known.set(key, found)
      added ||= found >= cellXfs.before
      return found
    },
    save() {
      if (!added) return
      const lists = [numFmts, fonts, fills, borders, cellStyleXfs, cellXfs, cellStyles]
      const text = lists.reduce((sum, each) => withList(sum, prefix, each), styles)
      if (part !== undefined && pack.has(part)) return pack.set(part, text)
      const name = workbook.replace(/[^/]*$/, 'styles.xml')
      pack.set(name, text, CONTENT_TYPE)
      pack.relate(workbook, TYPE, name)
    },
  }
}
