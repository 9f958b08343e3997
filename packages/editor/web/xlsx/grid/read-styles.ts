import type { IBorderData, IStyleData } from '@univerjs/core'
import type { BorderStyle } from '../edit.ts'
import { ALIGN, BORDERS, INDENT, VERTICAL, WRAP } from './constants.ts'
import { builtInFormat } from './number-formats.ts'
import { colorOf, type Palette } from './read-colors.ts'
import { attribute, children, inside, scan } from './xml-scan.ts'

const SIDES = { left: 'l', right: 'r', top: 't', bottom: 'b' } as const

const first = (xml: string, name: string) => [...scan(xml, name)].find(({ closing }) => !closing)
const value = (xml: string, name: string) => {
  const tag = first(xml, name)
  return tag && (attribute(tag.attributes, 'val') ?? '')
}
const isOn = (xml: string, name: string) => {
  const given = value(xml, name)
  return given !== undefined && !/^(0|false|none)$/.test(given)
}
const color = (xml: string, name: string, palette: Palette) => {
  const tag = first(xml, name)
  return tag && colorOf(tag.attributes, palette)
}

/** A `<font>`, also of a differential format or a run of text. */
export function fontOf(xml: string, palette: Palette): IStyleData {
  const [family, size] = [value(xml, 'name') ?? value(xml, 'rFont'), Number(value(xml, 'sz'))]
  const rgb = color(xml, 'color', palette)
  return {
    ...(family ? { ff: family } : {}),
    ...(size ? { fs: size } : {}),
    ...(isOn(xml, 'b') ? { bl: 1 } : {}),
    ...(isOn(xml, 'i') ? { it: 1 } : {}),
    ...(isOn(xml, 'u') ? { ul: { s: 1 } } : {}),
    ...(isOn(xml, 'strike') ? { st: { s: 1 } } : {}),
    ...(rgb ? { cl: { rgb } } : {}),
  }
}

/** A `<fill>`. Patterns are shown as their own colour, gradients as where they begin. */
export function fillOf(xml: string, palette: Palette, differential = false): IStyleData {
  const pattern = first(xml, 'patternFill')
  const kind = pattern && attribute(pattern.attributes, 'patternType')
  if (kind === 'none' || (pattern && !kind && !differential)) return {}
  // in a differential format a solid fill's colour stands where others have their background
  const rgb =
    (differential ? color(xml, 'bgColor', palette) : undefined) ??
    color(xml, 'fgColor', palette) ??
    color(xml, 'bgColor', palette) ??
    color(xml, 'color', palette)
  return rgb ? { bg: { rgb } } : {}
}

export function borderOf(xml: string, palette: Palette): IStyleData {
  const sides: IBorderData = {}
  for (const [name, key] of Object.entries(SIDES)) {
    const tag = first(xml, name)
    const style = BORDERS[(tag && attribute(tag.attributes, 'style')) as BorderStyle]
    if (style !== undefined) sides[key] = { s: style, cl: { rgb: color(inside(xml, name), 'color', palette) ?? '#000000' } }
  }
  return Object.keys(sides).length ? { bd: sides } : {}
}

function alignmentOf(xml: string): IStyleData {
  const tag = first(xml, 'alignment')
  if (!tag) return {}
  const given = (name: string) => attribute(tag.attributes, name)
  const [horizontal, vertical] = [ALIGN[given('horizontal') ?? ''], VERTICAL[given('vertical') ?? '']]
  const [rotation, indent] = [Number(given('textRotation') ?? 0), Number(given('indent') ?? 0)]
  return {
    ...(horizontal === undefined ? {} : { ht: horizontal }),
    ...(vertical === undefined ? {} : { vt: vertical }),
    ...(/^(1|true)$/.test(given('wrapText') ?? '') ? { tb: WRAP } : {}),
    ...(rotation === 255 ? { tr: { a: 0, v: 1 } } : {}),
    // the file counts upwards turns from 0 and downwards ones from 90; the grid counts clockwise
    ...(rotation > 0 && rotation <= 180 ? { tr: { a: rotation <= 90 ? -rotation : rotation - 90 } } : {}),
    ...(indent && given('horizontal') !== 'right' ? { pd: { l: indent * INDENT } } : {}),
    ...(indent && given('horizontal') === 'right' ? { pd: { r: indent * INDENT } } : {}),
  }
}

export interface Styles {
  /** of each cell format */
  looks: IStyleData[]
  /** number format of each cell format */
  formats: string[]
  /** of each differential format */
  differential: IStyleData[]
}

export function readStyles(xml: string, palette: Palette): Styles {
  const codes = new Map(
    [...scan(inside(xml, 'numFmts'), 'numFmt')].map(({ attributes }) => [
      Number(attribute(attributes, 'numFmtId')),
      attribute(attributes, 'formatCode') ?? 'General',
    ]),
  )
  const fonts = children(inside(xml, 'fonts'), 'font').map((font) => fontOf(font.inner, palette))
  const fills = children(inside(xml, 'fills'), 'fill').map((fill) => fillOf(fill.inner, palette))
  const borders = children(inside(xml, 'borders'), 'border').map((border) => borderOf(border.inner, palette))
  const cells = children(inside(xml, 'cellXfs'), 'xf')
  const formats = cells.map(({ attributes }) => {
    const id = Number(attribute(attributes, 'numFmtId') ?? 0)
    return codes.get(id) ?? builtInFormat(id)
  })
  return {
    formats,
    looks: cells.map(({ attributes, inner }, index) => {
      const [font, fill, border] = ['fontId', 'fillId', 'borderId'].map((name) => Number(attribute(attributes, name) ?? 0))
      const pattern = formats[index] ?? 'General'
      return {
        ...fonts[font ?? 0],
        ...fills[fill ?? 0],
        ...borders[border ?? 0],
        ...alignmentOf(inner),
        ...(pattern === 'General' ? {} : { n: { pattern } }),
      }
    }),
    differential: children(inside(xml, 'dxfs'), 'dxf').map(({ inner }) => ({
      ...fontOf(inside(inner, 'font'), palette),
      ...fillOf(inside(inner, 'fill'), palette, true),
      ...borderOf(inside(inner, 'border'), palette),
    })),
  }
}

const PLAIN: IStyleData = {
  ff: 'Calibri',
  fs: 11,
  bl: 0,
  it: 0,
  ul: { s: 0 },
  st: { s: 0 },
  cl: { rgb: '#000000' },
  bg: { rgb: null },
  bd: {},
  ht: 0,
  vt: 0,
  tb: 0,
  tr: { a: 0 },
  pd: { l: 0 },
  n: { pattern: 'General' },
}

/**
 * The grid lays the look of a cell over that of its row and its column, while in a file each stands for itself: so all say
 * outright what one of `under`, the looks of rows and columns, could shine through with.
 */
export function standalone(looks: readonly IStyleData[], under: ReadonlySet<number>): IStyleData[] {
  const said = new Set([...under].flatMap((index) => Object.keys(looks[index] ?? {})))
  const plain = Object.fromEntries(Object.entries({ ...PLAIN, ...looks[0] }).filter(([key]) => said.has(key)))
  return looks.map((look) => ({ ...plain, ...look }))
}
