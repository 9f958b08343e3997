import { elementText, parseFragment, place } from '../../ooxml/fragment.ts'
import { elementsOf } from '../../ooxml/package-parts.ts'
import { splice, xmlText } from '../../ooxml/splice.ts'
import type { LookChange } from '../edit.ts'
import { FONT } from '../sheet-order.ts'

/**
 * The font with what changes; the same when nothing does. `normal` is the workbook's first font, which its defaults come
 * from; `around` the start tag that fonts are read within.
 */
export function changedFont(font: string, normal: string, look: LookChange, prefix: string, around: string): string {
  const standard = parseFragment(normal, around)
  const default_ = (local: string) => {
    const found = elementsOf(standard.element).find((each) => each.local === local)
    return found ? elementText(standard.source, found) : ''
  }
  const switched = (local: string, on: boolean | undefined) => (on === undefined ? {} : { [local]: on ? `<${prefix}${local}/>` : '' })
  const changes: Record<string, string> = {
    ...switched('b', look.bold),
    ...switched('i', look.italic),
    ...switched('strike', look.strike),
    ...switched('u', look.underline),
  }
  if (look.fontSize !== undefined)
    changes.sz = look.fontSize === null ? default_('sz') : `<${prefix}sz val="${Math.min(409, Math.max(1, look.fontSize))}"/>`
  if (look.fontColor !== undefined)
    changes.color = look.fontColor === null ? default_('color') : `<${prefix}color rgb="${opaque(look.fontColor)}"/>`
  if (look.fontName === null) for (const local of ['name', 'family', 'charset', 'scheme']) changes[local] = default_(local)
  else if (look.fontName !== undefined)
    // what else is said of the old face does not hold of the new one; a scheme would even win over the name
    Object.assign(changes, { name: `<${prefix}name val="${xmlText(look.fontName)}"/>`, family: '', charset: '', scheme: '' })
  return Object.entries(changes).reduce((text, [local, child]) => withChild(text, local, child, around), font)
}

function withChild(font: string, local: string, child: string, around: string): string {
  const { source, element } = parseFragment(font, around)
  // a font that says it twice
  const present = elementsOf(element).filter((each) => each.local === local)
  if (local === 'u' && child && present[0] && !/val\s*=\s*["']none/.test(elementText(source, present[0]))) return font
  const whole = splice(source, [place(source, element, FONT, local, child)])
  return whole.slice(element.start, element.end + whole.length - source.length)
}

/** Colours of files have four bytes, the first of them FF. */
export const opaque = (color: string): string => `FF${color.toUpperCase()}`
