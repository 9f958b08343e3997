/** Raised on anything that is not well-formed, on a DOCTYPE (the package format forbids it) and past MAX_DEPTH. */
export class XmlProblem extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'XmlProblem'
  }
}

export interface XmlAttribute {
  /** namespace URI, '' for none */
  readonly uri: string
  readonly local: string
  readonly value: string
}

export type Namespaces = ReadonlyMap<string, string>

export interface XmlElement {
  readonly uri: string
  readonly local: string
  /** mutable, so that a reading of the document can leave some out */
  attributes: readonly XmlAttribute[]
  /** prefixes in scope */
  readonly namespaces: Namespaces
  /** the declarations on this very element */
  readonly declared: Namespaces
  readonly children: (XmlElement | XmlText)[]
  /** offsets into the source: `<` of the start tag, past its `>`, `<` of the end tag, past its `>` */
  readonly start: number
  readonly open: number
  close: number
  end: number
}

export interface XmlText {
  readonly text: string
}

export const isElement = (node: XmlElement | XmlText): node is XmlElement => 'local' in node

const MAX_DEPTH = 1000
const XML = 'http://www.w3.org/XML/1998/namespace'
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const START = /<([^\s/>=<&]+)((?:\s+[^\s/>=<&]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** Entities and character references as what they stand for. Throws XmlProblem for unknown ones. */
export function decode(raw: string): string {
  if (!raw.includes('&')) return raw
  return raw.replace(/&([^;&]*);?/g, (whole, name: string) => {
    const named = NAMED[name]
    if (named !== undefined && whole.endsWith(';')) return named
    const digits = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/i.exec(name)
    const code = digits ? Number.parseInt(digits[1] ?? digits[2] ?? '', digits[1] ? 16 : 10) : Number.NaN
    if (!(code <= 0x10ffff) || !whole.endsWith(';')) throw new XmlProblem('unknown entity')
    return String.fromCodePoint(code)
  })
}

/** Line ends are one character, whatever wrote them (XML 1.0, 2.11). */
const lines = (raw: string) => (raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw)

function split(name: string, namespaces: Namespaces, fallback: string) {
  const colon = name.indexOf(':')
  if (colon < 0) return { uri: fallback, local: name }
  const uri = namespaces.get(name.slice(0, colon))
  if (uri === undefined) throw new XmlProblem('undeclared prefix')
  return { uri, local: name.slice(colon + 1) }
}

const NONE: Namespaces = new Map()

function readStart(name: string, body: string, scope: Namespaces, start: number, open: number): XmlElement {
  let declared = NONE
  let namespaces = scope
  const plain: [string, string][] = []
  if (body) {
    const own = new Map<string, string>()
    for (const [, key = '', double, single] of body.matchAll(ATTRIBUTE)) {
      const value = decode(lines(double ?? single ?? '').replace(/[\t\n]/g, ' '))
      if (key === 'xmlns') own.set('', value)
      else if (key.startsWith('xmlns:')) own.set(key.slice(6), value)
      else plain.push([key, value])
    }
    if (own.size) {
      declared = own
      namespaces = new Map([...scope, ...own])
    }
  }
  const attributes = plain.map(([key, value]): XmlAttribute => {
    const { uri, local } = split(key, namespaces, '')
    return { uri, local, value }
  })
  const twice = attributes.some(
    ({ uri, local }, index) => attributes.findIndex((other) => other.uri === uri && other.local === local) < index,
  )
  if (twice) throw new XmlProblem('attribute twice')
  const { uri, local } = split(name, namespaces, namespaces.get('') ?? '')
  return { uri, local, attributes, namespaces, declared, children: [], start, open, close: open, end: open }
}

/** Parses a whole document and returns its root; comments and processing instructions are passed over. */
export function parseXml(source: string): XmlElement {
  const stack: { element: XmlElement; name: string }[] = []
  let root: XmlElement | undefined
  let at = source.startsWith('\ufeff') ? 1 : 0
  const skip = (past: string) => {
    const found = source.indexOf(past, at)
    if (found < 0) throw new XmlProblem(`no ${past}`)
    return found + past.length
  }
  while (at < source.length) {
    const parent = stack.at(-1)
    if (source.charCodeAt(at) !== 60) {
      const next = source.indexOf('<', at)
      const stop = next < 0 ? source.length : next
      const text = decode(lines(source.slice(at, stop)))
      if (parent) parent.element.children.push({ text })
      else if (text.trim()) throw new XmlProblem('text outside the root')
      at = stop
    } else if (source.startsWith('</', at)) {
      const stop = skip('>')
      if (!parent || source.slice(at + 2, stop - 1).trimEnd() !== parent.name) throw new XmlProblem('end tag')
      parent.element.close = at
      parent.element.end = stop
      stack.pop()
      at = stop
    } else if (source.startsWith('<!--', at)) at = skip('-->')
    else if (source.startsWith('<?', at)) at = skip('?>')
    else if (source.startsWith('<![CDATA[', at) && parent) {
      const stop = skip(']]>')
      parent.element.children.push({ text: lines(source.slice(at + 9, stop - 3)) })
      at = stop
    } else {
      START.lastIndex = at
      const match = START.exec(source)
      if (!match?.[1] || (!parent && root) || stack.length >= MAX_DEPTH) throw new XmlProblem('start tag')
      const scope = parent?.element.namespaces ?? new Map([['xml', XML]])
      const element = readStart(match[1], match[2] ?? '', scope, at, START.lastIndex)
      if (parent) parent.element.children.push(element)
      else root = element
      if (!match[3]) stack.push({ element, name: match[1] })
      at = START.lastIndex
    }
  }
  if (!root || stack.length) throw new XmlProblem('no end')
  return root
}

/** The text of an XML part: UTF-8, or UTF-16 with its mark. Throws XmlProblem for bytes that are neither. */
export function decodeXml(bytes: Uint8Array): { source: string; utf8: boolean } {
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8'
  try {
    return { source: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes), utf8: encoding === 'utf-8' }
  } catch {
    throw new XmlProblem('encoding')
  }
}
