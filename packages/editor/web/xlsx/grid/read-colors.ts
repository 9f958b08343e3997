import { attribute, inside, scan } from './xml-scan.ts'

/** ECMA-376 18.8.27: the colours that old files name by number; 64 and 65 are the window's own. */
const INDEXED =
  '000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333'.split(
    ' ',
  )

/** Office's own theme, for files without one, in the order of `theme=`: light before dark, unlike in the theme's part. */
const OFFICE = ['FFFFFF', '000000', 'E7E6E6', '44546A', '4472C4', 'ED7D31', 'A5A5A5', 'FFC000', '5B9BD5', '70AD47', '0563C1', '954F72']
const ORDER = ['lt1', 'dk1', 'lt2', 'dk2', 'accent1', 'accent2', 'accent3', 'accent4', 'accent5', 'accent6', 'hlink', 'folHlink']

export interface Palette {
  theme: string[]
  indexed: string[]
}

export function readPalette(theme: string, styles: string): Palette {
  const scheme = inside(theme, 'clrScheme')
  const own = [...scan(inside(styles, 'indexedColors'), 'rgbColor')].map((tag) => (attribute(tag.attributes, 'rgb') ?? '').slice(-6))
  return {
    theme: ORDER.map((name, index) => {
      const color = [...scan(inside(scheme, name), 'srgbClr|sysClr')].find(({ closing }) => !closing)
      return (color && (attribute(color.attributes, 'lastClr') ?? attribute(color.attributes, 'val'))) || OFFICE[index] || '000000'
    }),
    indexed: INDEXED.map((color, index) => own[index] ?? color),
  }
}

/** ECMA-376 18.8.19: the lightness goes down by a negative tint, up by a positive one. */
export function tinted(rgb: string, tint: number): string {
  if (!tint) return rgb
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(rgb.slice(at, at + 2), 16) / 255)
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)]
  const [lightness, spread] = [(most + least) / 2, most - least]
  const saturation = spread === 0 ? 0 : spread / (lightness > 0.5 ? 2 - most - least : most + least)
  const sixth =
    spread === 0 ? 0 : most === red ? (green - blue) / spread : most === green ? (blue - red) / spread + 2 : (red - green) / spread + 4
  const next = tint < 0 ? lightness * (1 + tint) : lightness * (1 - tint) + tint
  const high = next < 0.5 ? next * (1 + saturation) : next + saturation - next * saturation
  const channel = (shift: number) => {
    const turn = (((sixth / 6 + shift) % 1) + 1) % 1
    const low = 2 * next - high
    const value =
      turn < 1 / 6 ? low + (high - low) * 6 * turn : turn < 1 / 2 ? high : turn < 2 / 3 ? low + (high - low) * 6 * (2 / 3 - turn) : low
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0')
  }
  return [1 / 3, 0, -1 / 3].map(channel).join('').toUpperCase()
}

/** The colour that an element's attributes name, as #RRGGBB; undefined for automatic. */
export function colorOf(attributes: string, { theme, indexed }: Palette): string | undefined {
  const rgb = attribute(attributes, 'rgb')
  const base =
    rgb?.slice(-6) ?? theme[Number(attribute(attributes, 'theme') ?? -1)] ?? indexed[Number(attribute(attributes, 'indexed') ?? -1)]
  if (!base || !/^[0-9A-F]{6}$/i.test(base)) return undefined
  return `#${tinted(base.toUpperCase(), Number(attribute(attributes, 'tint') ?? 0))}`
}
