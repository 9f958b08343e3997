import { parseFragment, place } from '../../ooxml/fragment.ts'
import { splice } from '../../ooxml/splice.ts'
import type { LookChange } from '../edit.ts'
import { BORDER } from '../sheet-order.ts'
import { opaque } from './font.ts'

/** The border with some of its sides changed. `around` is the start tag that borders are read within. */
export function changedBorder(border: string, sides: NonNullable<LookChange['borders']>, prefix: string, around: string): string {
  return Object.entries(sides).reduce((text, [side, line]) => {
    if (line === undefined) return text
    const { source, element } = parseFragment(text, around)
    const child = line
      ? `<${prefix}${side} style="${line.style}"><${prefix}color rgb="${opaque(line.color)}"/></${prefix}${side}>`
      : `<${prefix}${side}/>`
    const whole = splice(source, [place(source, element, BORDER, side, child)])
    return whole.slice(element.start, element.end + whole.length - source.length)
  }, border)
}
