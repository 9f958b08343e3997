import { splice } from '../ooxml/splice.ts'
import { parseXml } from '../ooxml/xml.ts'
import { attributeSplice, childOf } from './tree.ts'

export type Mark = 'bold' | 'italic' | 'underline'

/** ECMA-376, 21.1.2.3.9: the attribute of each, and what switches it on and off. */
const MARKS: Record<Mark, { name: string; on: string; off: string }> = {
  bold: { name: 'b', on: '1', off: '0' },
  italic: { name: 'i', on: '1', off: '0' },
  underline: { name: 'u', on: 'sng', off: 'none' },
}

/** A fragment stands alone without the declarations around it: they are lent to it for reading. */
function lend(fragment: string): { source: string; shift: number } {
  const prefixes = new Set([...fragment.matchAll(/[<\s/]([\w.-]+):[\w.-]+/g)].map(([, prefix]) => prefix ?? ''))
  const declared = [...prefixes].filter((prefix) => !['xml', 'xmlns'].includes(prefix) && !fragment.includes(`xmlns:${prefix}=`))
  const head = `<x ${declared.map((prefix) => `xmlns:${prefix}="urn:${prefix}"`).join(' ')}>`
  return { source: `${head}${fragment}</x>`, shift: head.length }
}

function elementIn(fragment: string) {
  const { source, shift } = lend(fragment)
  const root = parseXml(source)
  const element = root.children.find((child) => 'local' in child)
  return element && 'local' in element ? { source, shift, element } : undefined
}

/** `a:rPr` as written, or '', with one mark set. */
export function withMark(properties: string, prefix: string, mark: Mark, on: boolean): string {
  const { name, on: yes, off: no } = MARKS[mark]
  const found = elementIn(properties || `<${prefix}rPr/>`)
  if (!found) return properties
  const changed = splice(found.source, [attributeSplice(found.source, found.element, name, on ? yes : no)])
  return changed.slice(found.shift, changed.length - '</x>'.length)
}

/** An `a:endParaRPr` as the `a:rPr` of text that begins there, and the other way round: their type is the same. */
export const asRunProperties = (end: string): string => end.replace(/^<([\w.-]+:)?endParaRPr/, '<$1rPr').replace(/endParaRPr>$/, 'rPr>')

export function asEndProperties(properties: string): string {
  const link = properties.includes('hlink') && elementIn(properties)
  // a link belongs to text: the end of an emptied paragraph keeps the look without it
  const links = link ? ['hlinkClick', 'hlinkMouseOver'].flatMap((local) => childOf(link.element, local) ?? []) : []
  const plain = link
    ? splice(
        link.source,
        links.map(({ start, end }) => ({ start, end, text: '' })),
      ).slice(link.shift, -'</x>'.length)
    : properties
  return plain.replace(/^<([\w.-]+:)?rPr/, '<$1endParaRPr').replace(/rPr>$/, 'endParaRPr>')
}
