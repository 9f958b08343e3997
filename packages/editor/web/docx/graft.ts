import { isElement, type Namespaces, parseXml, type XmlElement, type XmlText } from '../ooxml/xml.ts'
import { align } from './align.ts'
import { Canon, meaningful, tagKey } from './canonical.ts'
import { dropMintedIds, type TagEdit } from './minted-ids.ts'

interface Side {
  readonly root: XmlElement
  /** the characters between two offsets, as they are to be written */
  text(start: number, end: number): string
}

const encode = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const quote = (text: string) => encode(text).replace(/"/g, '&quot;')

/**
 * Writes `next` in the original's own words: every element that is equal keeps the original's characters, and only what
 * differs is taken from `next`. The result means what `next` means, less the paragraph ids that the editor invented
 * (`referenced`: those that other parts point at, which stay).
 */
export function graft(original: string, next: string, referenced: ReadonlySet<string> = new Set()): string {
  const before: Side = { root: parseXml(original), text: (start, end) => original.slice(start, end) }
  const nextRoot = parseXml(next)
  const edits = dropMintedIds(before.root, nextRoot, next, referenced)
  const after: Side = { root: nextRoot, text: (start, end) => edited(next, edits, start, end) }
  const canon = new Canon()
  if (canon.of(before.root) === canon.of(after.root)) return original
  const body = content(before, before.root, after, after.root, canon).join('')
  for (const tag of rootTags(before, after)) {
    const grafted = `${original.slice(0, before.root.start)}${tag}${body}${original.slice(before.root.close)}`
    // The proof: read back, it is the same document.
    if (canon.of(parse(grafted) ?? before.root) === canon.of(after.root)) return grafted
  }
  return edited(next, edits, 0, next.length)
}

function edited(source: string, edits: readonly TagEdit[], start: number, end: number): string {
  let low = 0
  for (let high = edits.length; low < high; ) {
    const middle = (low + high) >> 1
    if ((edits[middle]?.start ?? 0) < start) low = middle + 1
    else high = middle
  }
  const out: string[] = []
  let at = start
  for (let edit = edits[low]; edit && edit.start < end; edit = edits[++low]) {
    out.push(source.slice(at, edit.start), edit.tag)
    at = edit.open
  }
  return out.join('') + source.slice(at, end)
}

function parse(source: string): XmlElement | undefined {
  try {
    return parseXml(source)
  } catch {
    return undefined
  }
}

/** Root tags to try: the original's own; with the prefixes that only `next` declares; the one of `next`. */
function rootTags(before: Side, after: Side): string[] {
  if (before.root.close === before.root.end || before.root.declared.get('') !== after.root.declared.get('')) return []
  const added = [...after.root.declared].filter(([prefix]) => !before.root.declared.has(prefix))
  const own = before.text(before.root.start, before.root.open - 1)
  const extended = own + added.map(([prefix, uri]) => ` xmlns:${prefix}="${quote(uri)}"`).join('')
  const clash = [...after.root.declared].some(([prefix, uri]) => (before.root.declared.get(prefix) ?? uri) !== uri)
  return clash ? [] : [`${own}>`, `${extended}>`, after.text(after.root.start, after.root.open)]
}

const sameDeclared = (a: Namespaces, b: Namespaces) => a.size === b.size && [...a].every(([prefix, uri]) => b.get(prefix) === uri)

const written = (side: Side, node: XmlElement | XmlText) => (isElement(node) ? side.text(node.start, node.end) : encode(node.text))

/** The children of `next`, each in the original's characters where the original has its equal. */
function content(before: Side, original: XmlElement, after: Side, next: XmlElement, canon: Canon): string[] {
  const old = meaningful(original)
  const now = meaningful(next)
  const pairs = align(
    old.map((child) => canon.of(child)),
    now.map((child) => canon.of(child)),
  )
  const out: string[] = []
  let i = 0
  let j = 0
  for (const [stopOld, stopNow] of [...pairs, [old.length, now.length] as const]) {
    for (; j < stopNow; i++, j++) {
      const child = now[j]
      const partner = i < stopOld ? i : -1
      if (child) out.push(indent(before, original, old, partner), merged(before, old[partner], after, child, canon))
    }
    const same = old[stopOld]
    if (same) out.push(indent(before, original, old, stopOld), written(before, same))
    i = stopOld + 1
    j = stopNow + 1
  }
  const last = old.at(-1)
  if (last && isElement(last)) out.push(blank(before.text(last.end, original.close)))
  return out
}

const blank = (text: string) => (/^\s*$/.test(text) ? text : '')

/** The white space that stood before the child at `index`, so that an indented original stays so. */
function indent(side: Side, parent: XmlElement, children: readonly (XmlElement | XmlText)[], index: number): string {
  const child = children[index]
  const previous = children[index - 1]
  if (!child || !isElement(child) || (previous && !isElement(previous))) return ''
  return blank(side.text(previous ? previous.end : parent.open, child.start))
}

/** One changed child: the same recipe inside it where both are the same kind of element, else as `next` wrote it. */
function merged(before: Side, partner: XmlElement | XmlText | undefined, after: Side, child: XmlElement | XmlText, canon: Canon): string {
  const alike =
    partner !== undefined &&
    isElement(partner) &&
    isElement(child) &&
    partner.uri === child.uri &&
    partner.local === child.local &&
    sameDeclared(partner.declared, child.declared) &&
    partner.close < partner.end &&
    child.close < child.end
  if (!alike) return written(after, child)
  const base = tagKey(partner) === tagKey(child) ? { side: before, element: partner } : { side: after, element: child }
  return [
    base.side.text(base.element.start, base.element.open),
    ...content(before, partner, after, child, canon),
    base.side.text(base.element.close, base.element.end),
  ].join('')
}
