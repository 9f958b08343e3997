import { isElement, parseXml, type XmlElement } from './xml.ts'

const W14 = 'http://schemas.microsoft.com/office/word/2010/wordml'
const COMPATIBILITY = 'http://schemas.openxmlformats.org/markup-compatibility/2006'

function* elements(root: XmlElement): Generator<XmlElement> {
  const open = [root]
  for (let element = open.pop(); element; element = open.pop()) {
    yield element
    for (const child of element.children) if (isElement(child)) open.push(child)
  }
}

const paragraphId = (element: XmlElement) => element.attributes.find(({ uri, local }) => uri === W14 && local === 'paraId')?.value

/** The paragraph ids that other parts point at with attributes of their own (threads of comments do). */
export function referencedIds(root: XmlElement): string[] {
  return [...elements(root)].flatMap(({ attributes }) =>
    attributes.flatMap(({ uri, local, value }) => (uri !== W14 && /^paraId(Parent)?$/.test(local) ? [value] : [])),
  )
}

/**
 * `next` without the paragraph ids that the editor invented for paragraphs that had none: nothing refers to them, and they
 * would touch every paragraph of the document. Namespaces that only they used are no longer called ignorable either.
 */
export function withoutMintedIds(original: string, next: string, referenced: ReadonlySet<string>): string {
  const before = parseXml(original)
  const known = new Set([...elements(before)].flatMap((element) => paragraphId(element) ?? []))
  const after = parseXml(next)
  const edits: { start: number; open: number; tag: string }[] = []
  const used = new Set<string>()
  for (const element of elements(after)) {
    const id = paragraphId(element)
    const minted = id !== undefined && !known.has(id) && !referenced.has(id)
    if (minted) {
      const tag = next.slice(element.start, element.open)
      edits.push({
        start: element.start,
        open: element.open,
        tag: tag.replace(/\s[^\s:=]+:(?:paraId|textId)\s*=\s*("[^"]*"|'[^']*')/g, ''),
      })
    }
    used.add(element.uri)
    for (const { uri, local } of element.attributes) if (!minted || uri !== W14 || !/^(para|text)Id$/.test(local)) used.add(uri)
  }
  const root = withoutNewIgnorables(before, after, used, next.slice(after.start, after.open))
  const clean = [...edits.filter(({ start }) => start !== after.start), { start: after.start, open: after.open, tag: root }]
  clean.sort((a, b) => a.start - b.start)
  const out: string[] = []
  let at = 0
  for (const { start, open, tag } of clean) {
    out.push(next.slice(at, start), tag)
    at = open
  }
  return out.join('') + next.slice(at)
}

const ignorables = (root: XmlElement) => {
  const value = root.attributes.find(({ uri, local }) => uri === COMPATIBILITY && local === 'Ignorable')?.value ?? ''
  return value.split(/\s+/).flatMap((prefix) => (prefix ? [{ prefix, uri: root.namespaces.get(prefix) ?? '' }] : []))
}

/** The root tag with only those ignorable namespaces that the original named too or that are in use. */
function withoutNewIgnorables(before: XmlElement, after: XmlElement, used: ReadonlySet<string>, tag: string): string {
  const old = new Set(ignorables(before).map(({ uri }) => uri))
  const now = ignorables(after)
  const kept = now.filter(({ uri }) => old.has(uri) || used.has(uri))
  if (kept.length === now.length) return tag
  const list = kept.map(({ prefix }) => prefix).join(' ')
  return tag.replace(/(\s[^\s:=]+:Ignorable\s*=\s*)("[^"]*"|'[^']*')/, (_, name: string) => (list ? `${name}"${list}"` : ''))
}
