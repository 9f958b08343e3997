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
  const body = content(before, before.root, after, after.root, canon).join('')
  for (const tag of rootTags(before, after)) {
    const grafted = `${original.slice(0, before.root.start)}${tag}${body}${original.slice(before.root.close)}`
    // The proof: read back, it is the same document.
    if (canon.of(parse(grafted) ?? before.root) === canon.of(after.root)) return grafted
  }
  return next
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
  const own = before.source.slice(before.root.start, before.root.open - 1)
  const extended = own + added.map(([prefix, uri]) => ` xmlns:${prefix}="${quote(uri)}"`).join('')
  const clash = [...after.root.declared].some(([prefix, uri]) => (before.root.declared.get(prefix) ?? uri) !== uri)
  return clash ? [] : [`${own}>`, `${extended}>`, after.source.slice(after.root.start, after.root.open)]
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
function indent(
  side: Side,
  parent: XmlElement,
  children: readonly (XmlElement | XmlText)[],
  child: XmlElement | XmlText | undefined,
): string {
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
