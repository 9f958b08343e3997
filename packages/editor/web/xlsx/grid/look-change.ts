import { type IBorderData, type IStyleData, isDefaultFormat, type Nullable } from '@univerjs/core'
import type { Border, BorderStyle, LookChange } from '../edit.ts'
import { BORDERS, INDENT, WRAP } from './constants.ts'

type Style = Nullable<IStyleData>

const HORIZONTAL = { 1: 'left', 2: 'center', 3: 'right', 4: 'justify', 5: 'justify', 6: 'justify' } as const
const VERTICAL = { 1: 'top', 2: 'center', 3: 'bottom' } as const
const SIDES = { top: 't', bottom: 'b', left: 'l', right: 'r' } as const
const BORDER_NAMES = new Map(Object.entries(BORDERS).map(([name, number]) => [number, name as BorderStyle]))

/** `#0f6cbd`, `#abc` or `rgb(1, 2, 3)` as files have it; null for what is no colour or cannot be seen. */
export function hex(color: Nullable<string>): string | null {
  if (!color) return null
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(color)
  if (short)
    return short
      .slice(1)
      .map((digit) => digit + digit)
      .join('')
      .toUpperCase()
  if (/^#[0-9a-f]{6}([0-9a-f]{2})?$/i.test(color)) return color.slice(1, 7).toUpperCase()
  const parts = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+))?\s*\)$/.exec(color)
  if (!parts || Number(parts[4] ?? 1) === 0) return null
  return parts
    .slice(1, 4)
    .map((part) => Math.min(255, Number(part)).toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
}

const rotation = (style: Style): number | 'stacked' | null => {
  if (style?.tr?.v) return 'stacked'
  // the grid counts clockwise
  return style?.tr?.a ? Math.max(-90, Math.min(90, -style.tr.a)) : null
}

const border = (sides: Nullable<IBorderData>, side: keyof typeof SIDES): Border | null => {
  const line = sides?.[SIDES[side]]
  const style = line && BORDER_NAMES.get(line.s)
  return style ? { style, color: hex(line.cl?.rgb) ?? '000000' } : null
}

/** Everything of a look that a file can keep. */
const lookOf = (style: Style) => ({
  numberFormat: isDefaultFormat(style?.n?.pattern) ? null : style?.n?.pattern || null,
  bold: style?.bl === 1,
  italic: style?.it === 1,
  underline: style?.ul?.s === 1,
  strike: style?.st?.s === 1,
  fontName: style?.ff ?? null,
  fontSize: style?.fs ?? null,
  fontColor: hex(style?.cl?.rgb),
  fill: hex(style?.bg?.rgb),
  horizontal: HORIZONTAL[style?.ht as keyof typeof HORIZONTAL] ?? null,
  vertical: VERTICAL[style?.vt as keyof typeof VERTICAL] ?? null,
  wrap: style?.tb === WRAP,
  rotation: rotation(style),
  indent: Math.round((style?.pd?.l ?? style?.pd?.r ?? 0) / INDENT),
})

/** How a cell's look changed; undefined when it did not. */
export function lookChange(before: Style, after: Style): LookChange | undefined {
  const [old, now] = [lookOf(before), lookOf(after)]
  const change: Record<string, unknown> = {}
  for (const key of Object.keys(now) as (keyof typeof now)[]) if (old[key] !== now[key]) change[key] = now[key]
  const borders: NonNullable<LookChange['borders']> = {}
  for (const side of Object.keys(SIDES) as (keyof typeof SIDES)[]) {
    const [was, is] = [border(before?.bd, side), border(after?.bd, side)]
    if (was?.style !== is?.style || was?.color !== is?.color) borders[side] = is
  }
  if (Object.keys(borders).length > 0) change.borders = borders
  return Object.keys(change).length > 0 ? change : undefined
}
