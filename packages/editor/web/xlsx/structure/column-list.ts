import { attribute, elementsOf } from '../../ooxml/package-parts.ts'
import type { XmlElement } from '../../ooxml/xml.ts'
import { type Change, movedSpan } from '../formula/change.ts'
import { COLUMNS } from '../formula/reference.ts'
import type { XmlEdit } from './xml-edit.ts'

type Step = Omit<Change, 'sheet'>

const named = (parent: XmlElement, local: string) => elementsOf(parent).filter((child) => child.local === local)
const columnsOf = (root: XmlElement) => named(root, 'cols').flatMap((list) => named(list, 'col'))
const isOn = (value: string | undefined) => value === '1' || value === 'true'
const spanOf = (column: XmlElement): [number, number] => [Number(attribute(column, 'min')) - 1, Number(attribute(column, 'max')) - 1]

/** The entry of `cols` that a column's look comes from. */
const entryOf = (root: XmlElement, column: number) =>
  columnsOf(root).find((entry) => spanOf(entry)[0] <= column && column <= spanOf(entry)[1])

/** What cells of a column look like without a word of their own. */
export function columnStyle(root: XmlElement, column: number): string | undefined {
  const entry = entryOf(root, column)
  return entry && attribute(entry, 'style')
}

/** Widths and looks of columns follow; new ones are like the one to their left, but not hidden. */
export function moveColumnList(xml: XmlEdit, change: Step): void {
  const put = (entry: XmlElement, [first, last]: [number, number]) => {
    xml.set(entry, 'min', String(first + 1))
    xml.set(entry, 'max', String(last + 1))
  }
  for (const entry of columnsOf(xml.root)) {
    const [first, last] = spanOf(entry)
    const isLeft = change.do === 'insert' && first < change.at && last >= change.at - 1
    if (!isLeft) {
      // a list's last entry often reaches to the sheet's edge: that is where it ends afterwards too
      const span = last >= COLUMNS - 1 && first > 0 ? edge(first, change) : movedSpan(first, last, change)
      if (span) put(entry, span)
      else xml.remove(entry)
      continue
    }
    const end = Math.min(last + change.count, COLUMNS - 1)
    const shown = !isOn(attribute(entry, 'hidden'))
    if (shown) {
      put(entry, [first, end])
      continue
    }
    // hidden: the new ones stand between its two halves, shown
    const list = xml.parent(entry)
    const next = list && elementsOf(list)[elementsOf(list).indexOf(entry) + 1]
    const copy = (from: number, to: number, hidden: boolean) => {
      const tag = xml.source.slice(entry.start, entry.open)
      const written = withSpan(tag, from, to)
      if (list) xml.add(list, next, hidden ? written : written.replace(/\s(?:hidden|collapsed)\s*=\s*(?:"[^"]*"|'[^']*')/g, ''))
    }
    put(entry, [first, change.at - 1])
    copy(change.at, change.at + change.count - 1, false)
    if (last >= change.at) copy(change.at + change.count, end, true)
  }
}

function edge(first: number, change: Step): [number, number] | undefined {
  const span = movedSpan(first, COLUMNS - 1, change)
  return span && [span[0], COLUMNS - 1]
}

const withSpan = (tag: string, from: number, to: number) =>
  tag.replace(/(?<name>\smin\s*=\s*["'])\d+/, `$<name>${from + 1}`).replace(/(?<name>\smax\s*=\s*["'])\d+/, `$<name>${to + 1}`)
