/** An element as discovery needs it: no text, no namespaces (a prefix is cut off). */
export interface XmlElement {
  name: string
  attributes: Record<string, string>
  children: XmlElement[]
}

export class XmlError extends Error {
  constructor(message: string, at: number) {
    super(`${message} at character ${at}`)
    this.name = 'XmlError'
  }
}

const MAX_DEPTH = 64
const PREDEFINED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const NAME = /[^\s<>/=&"'?!][^\s<>/=&"']*/y
const ATTRIBUTE = /\s*([^\s<>/=&"']+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

/**
 * Five named entities and character references, each expanded once. Anything else would have to come from a DTD,
 * and a document that brings its own entities is refused: a discovery file needs none, an attacker needs them.
 */
function expandEntities(text: string, at: number): string {
  return text.replace(/&([^;&]{0,16})(;?)/g, (_, name: string, end: string) => {
    const code = /^#x[0-9a-f]{1,6}$/i.test(name) ? parseInt(name.slice(2), 16) : /^#[0-9]{1,7}$/.test(name) ? Number(name.slice(1)) : 0
    if (end && code > 0 && code <= 0x10ffff) return String.fromCodePoint(code)
    const character = end ? PREDEFINED[name] : undefined
    if (character === undefined) throw new XmlError('An entity that is not predefined', at)
    return character
  })
}

function skipPast(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from)
  if (found < 0) throw new XmlError(`"${end}" is missing`, from)
  return found + end.length
}

function skipDoctype(text: string, at: number): number {
  const end = skipPast(text, '>', at)
  if (text.slice(at, end).includes('[')) throw new XmlError('A document type with declarations of its own', at)
  return end
}

interface Tag {
  element: XmlElement
  selfClosing: boolean
  end: number
}

function readTag(text: string, at: number): Tag {
  NAME.lastIndex = at + 1
  const name = NAME.exec(text)?.[0]
  if (!name) throw new XmlError('A tag without a name', at)
  const element: XmlElement = { name: localName(name), attributes: {}, children: [] }
  let position = NAME.lastIndex
  for (;;) {
    ATTRIBUTE.lastIndex = position
    const match = ATTRIBUTE.exec(text)
    if (!match) break
    element.attributes[localName(match[1] as string)] = expandEntities(match[2] ?? match[3] ?? '', position)
    position = ATTRIBUTE.lastIndex
  }
  const close = /\s*(\/?)>/y
  close.lastIndex = position
  const end = close.exec(text)
  if (!end) throw new XmlError('A tag that does not end', at)
  return { element, selfClosing: end[1] === '/', end: close.lastIndex }
}

/** Reads a document's elements and attributes, skipping text, comments and instructions. Throws XmlError. */
export function parseXml(text: string): XmlElement {
  const roots: XmlElement[] = []
  const open: XmlElement[] = []
  let at = text.indexOf('<')
  while (at >= 0) {
    if (text.startsWith('<!--', at)) at = skipPast(text, '-->', at + 4)
    else if (text.startsWith('<?', at)) at = skipPast(text, '?>', at)
    else if (text.startsWith('<![CDATA[', at)) at = skipPast(text, ']]>', at)
    else if (text.startsWith('<!DOCTYPE', at)) at = skipDoctype(text, at)
    else if (text.startsWith('</', at)) {
      const end = skipPast(text, '>', at)
      const name = localName(text.slice(at + 2, end - 1).trim())
      if (open.pop()?.name !== name) throw new XmlError(`An end of "${name}" that nothing began`, at)
      at = end
    } else {
      const tag = readTag(text, at)
      const siblings = open.at(-1)?.children ?? roots
      siblings.push(tag.element)
      if (!tag.selfClosing) open.push(tag.element)
      if (open.length > MAX_DEPTH) throw new XmlError('Too many levels', at)
      at = tag.end
    }
    at = text.indexOf('<', at)
  }
  const [root] = roots
  if (open.length > 0) throw new XmlError(`"${open.at(-1)?.name}" does not end`, text.length)
  if (!root || roots.length > 1) throw new XmlError('A document has exactly one root', 0)
  return root
}

const ESCAPES: Record<string, string> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
}

/** Text for the inside of a double-quoted attribute. */
export const escapeXmlAttribute = (text: string): string => text.replace(/[<>&"\n\r\t]/g, (character) => ESCAPES[character] as string)
