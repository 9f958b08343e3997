import type { OfficePackage } from '../../ooxml/package.ts'
import { cellAt } from './read-cells.ts'
import { unescaped } from './read-strings.ts'
import { attribute, children, inside, plain } from './xml-scan.ts'

export interface Note {
  id: string
  row: number
  col: number
  width: number
  height: number
  note: string
}

const words = (xml: string) =>
  children(xml, 't')
    .map(({ inner }) => unescaped(plain(inner)))
    .join('')

/** The comments on a sheet's cells, threads of Excel 365 with all their answers. */
export function readNotes(pack: OfficePackage, part: string): Note[] {
  const found = new Map<string, Note>()
  const say = (reference: string | undefined, text: string) => {
    const [row, col] = cellAt(reference) ?? []
    if (row === undefined || col === undefined || !text) return
    const lines = text.split('\n').length + Math.floor(text.length / 30)
    found.set(`${row},${col}`, { id: `n${found.size}`, row, col, width: 240, height: Math.min(320, 40 + lines * 20), note: text })
  }
  const parts = (kind: string) => pack.relationships(part).filter(({ type, target }) => type.endsWith(`/${kind}`) && pack.has(target))
  for (const { target } of parts('comments'))
    for (const { attributes, inner } of children(inside(pack.text(target), 'commentList'), 'comment'))
      say(attribute(attributes, 'ref'), words(inner.replace(/<(\w+:)?rPh\b.*?<\/(\w+:)?rPh>/gs, '')))
  for (const { target } of parts('threadedComment')) {
    const threads = new Map<string, string[]>()
    for (const { attributes, inner } of children(pack.text(target), 'threadedComment')) {
      const reference = attribute(attributes, 'ref') ?? ''
      threads.set(reference, [...(threads.get(reference) ?? []), plain(inside(inner, 'text'))])
    }
    for (const [reference, texts] of threads) say(reference, texts.join('\n\n'))
  }
  return [...found.values()]
}
