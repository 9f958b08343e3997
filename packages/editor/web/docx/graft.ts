import { align } from './align.ts'
import { Canon, meaningful, tagKey } from './canonical.ts'
import { isElement, type Namespaces, parseXml, type XmlElement, type XmlText } from './xml.ts'

interface Side {
  readonly source: string
  readonly root: XmlElement
}

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const quote = (text: string) => escape(text).replace(/"/g, '&quot;')

/**
 * Writes `next` in the original's own words: every element that is equal keeps the original's characters, and only what
 * differs is taken from `next`. The result always means exactly what `next` means.
 */
export function graft(original: string, next: string): string {
  const before: Side = { source: original, root: parseXml(original) }
  const after: Side = { source: next, root: parseXml(next) }
  const canon = new Canon()
  if (canon.of(before.root) === canon.of(after.root)) return original
  const tag = rootTag(before, after)
  if (tag === undefined) return next
  const grafted = [
    original.slice(0, before.root.start),
    tag,
    ...content(before, before.root, after, after.root, canon),
    original.slice(before.root.close),
  ].join('')
  // The proof: reading both back gives the same document.
  return canon.of(parseXml(grafted)) === canon.of(after.root) ? grafted : next
}

/** The original's root tag, with the prefixes that only `next` declares added; undefined where the two disagree. */
function rootTag(before: Side, after: Side): string | undefined {
  const added: string[] = []
  for (const [prefix, uri] of after.root.declared) {
    const known = before.root.declared.get(prefix)
    if (known === undefined && prefix !== '') added.push(` xmlns:${prefix}="${quote(uri)}"`)
    else if (known !== uri) return undefined
  }
  if (before.root.declared.has('') !== after.root.declared.has('') || before.root.close === before.root.end) return undefined
  const base = tagKey(before.root) === tagKey(after.root) ? before : after
  if (base === after && [...before.root.declared.keys()].some((prefix) => !after.root.declared.has(prefix))) return undefined
  if (base === after) return after.source.slice(after.root.start, after.root.open)
  return `${before.source.slice(before.root.start, before.root.open - 1)}${added.join('')}>`
}

const sameDeclared = (a: Namespaces, b: Namespaces) => a.size === b.size && [...a].every(([prefix, uri]) => b.get(prefix) === uri)

const written = (side: Side, node: XmlElement | XmlText) => (isElement(node) ? side.source.slice(node.start, node.end) : escape(node.text))

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
      const partner = i < stopOld ? old[i] : undefined
      if (child) out.push(indent(before, original, old, partner), merged(before, partner, after, child, canon))
    }
    const same = old[stopOld]
    if (same) out.push(indent(before, original, old, same), written(before, same))
    i = stopOld + 1
    j = stopNow + 1
  }
  const last = old.at(-1)
  if (last && isElement(last)) out.push(blank(before.source.slice(last.end, original.close)))
  return out
}

const blank = (text: string) => (/^\s*$/.test(text) ? text : '')

/** The white space that stood before this child, so that an indented original stays so. */
function indent(side: Side, parent: XmlElement, children: readonly (XmlElement | XmlText)[], child: XmlElement | XmlText | undefined): string {
  if (!child || !isElement(child)) return ''
  const previous = children[children.indexOf(child) - 1]
  if (previous && !isElement(previous)) return ''
  return blank(side.source.slice(previous ? previous.end : parent.open, child.start))
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
  const { source } = base.side
  return [
    source.slice(base.element.start, base.element.open),
    ...content(before, partner, after, child, canon),
    source.slice(base.element.close, base.element.end),
  ].join('')
}
