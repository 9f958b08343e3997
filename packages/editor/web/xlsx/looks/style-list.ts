import { elementText, place, startTag, withAttributes } from '../../ooxml/fragment.ts'
import { elementsOf } from '../../ooxml/package-parts.ts'
import { splice } from '../../ooxml/splice.ts'
import { parseXml } from '../../ooxml/xml.ts'
import { STYLE_SHEET } from '../sheet-order.ts'

/** One of the lists of styles.xml, whose members are known by their place. They are only ever added to. */
export interface StyleList {
  readonly local: string
  readonly items: string[]
  /** The place of a member that reads just so, which is added when there is none. */
  find(text: string): number
  /** how many of `items` were there at first */
  readonly before: number
}

/** `first` is what a file without that list would have in it. */
export function styleList(styles: string, local: string, first: readonly string[]): StyleList {
  const list = elementsOf(parseXml(styles)).find((each) => each.local === local)
  const present = list ? elementsOf(list).map((each) => elementText(styles, each)) : []
  const items = present.length ? present : [...first]
  const places = new Map<string, number>()
  for (const [place, text] of items.entries()) if (!places.has(text)) places.set(text, place)
  return {
    local,
    items,
    before: present.length,
    find(text) {
      const found = places.get(text) ?? items.push(text) - 1
      places.set(text, found)
      return found
    },
  }
}

/** The styles with what was added to a list, and its count. */
export function withList(styles: string, prefix: string, { local, items, before }: StyleList): string {
  if (items.length === before) return styles
  const root = parseXml(styles)
  const list = elementsOf(root).find((each) => each.local === local)
  const tag = list ? startTag(styles, list).replace(/\s*\/>$/, '>') : `<${prefix}${local}>`
  const inside = list && list.close !== list.end ? styles.slice(list.open, list.close) : ''
  const text = `${withAttributes(tag, { count: String(items.length) })}${inside}${items.slice(before).join('')}</${prefix}${local}>`
  return splice(styles, [place(styles, root, STYLE_SHEET, local, text)])
}
