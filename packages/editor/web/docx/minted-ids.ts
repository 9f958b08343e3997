import { isElement, type XmlElement } from '../ooxml/xml.ts'

const W14 = 'http://schemas.microsoft.com/office/word/2010/wordml'
const COMPATIBILITY = 'http://schemas.openxmlformats.org/markup-compatibility/2006'

/** A start tag that is to be written differently: offsets of its `<` and past its `>`. */
export interface TagEdit {
  readonly start: number
  readonly open: number
  readonly tag: string
}

function* elements(root: XmlElement): Generator<XmlElement> {
  const open = [root]
  for (let element = open.pop(); element; element = open.pop()) {
    yield element
    for (const child of element.children) if (isElement(child)) open.push(child)
  }
}

const isId = ({ uri, local }: { uri: string; local: string }) => uri === W14 && (local === 'paraId' || local === 'textId')
const paragraphId = (element: XmlElement) => element.attributes.find(({ uri, local }) => uri === W14 && local === 'paraId')?.value

/** The paragraph ids that other parts point at with attributes of their own (threads of comments do). */
export function referencedIds(root: XmlElement): string[] {
  return [...elements(root)].flatMap(({ attributes }) =>
    attributes.flatMap(({ uri, local, value }) => (uri !== W14 && /^paraId(Parent)?$/.test(local) ? [value] : [])),
  )
}

/**
 * Takes out of `next` the paragraph ids that the editor invented for paragraphs that had none: nothing refers to them, and
 * they would touch every paragraph. Namespaces that only they used are no longer called ignorable either. The elements
 * lose the attributes; the tags to write for them are returned in document order.
 */
export function dropMintedIds(original: XmlElement, next: XmlElement, source: string, referenced: ReadonlySet<string>): TagEdit[] {
  const known = new Set([...elements(original)].flatMap((element) => paragraphId(element) ?? []))
  const edits: TagEdit[] = []
  const used = new Set<string>()
  for (const element of elements(next)) {
    const id = paragraphId(element)
    if (id !== undefined && !known.has(id) && !referenced.has(id)) {
      element.attributes = element.attributes.filter((attribute) => !isId(attribute))
      const tag = source.slice(element.start, element.open).replace(/\s[^\s:=]+:(?:paraId|textId)\s*=\s*("[^"]*"|'[^']*')/g, '')
      edits.push({ start: element.start, open: element.open, tag })
    }
    used.add(element.uri)
    for (const { uri } of element.attributes) used.add(uri)
  }
  const root = dropNewIgnorables(original, next, used, source.slice(next.start, next.open))
  if (root !== undefined) edits.push({ start: next.start, open: next.open, tag: root })
  return edits.sort((a, b) => a.start - b.start)
}

const isIgnorable = ({ uri, local }: { uri: string; local: string }) => uri === COMPATIBILITY && local === 'Ignorable'
const ignorables = (root: XmlElement) =>
  (root.attributes.find(isIgnorable)?.value ?? '').split(/\s+/).flatMap((prefix) => {
    return prefix ? [{ prefix, uri: root.namespaces.get(prefix) ?? '' }] : []
  })

/** The root tag with only those ignorable namespaces that the original named too or that are in use. */
function dropNewIgnorables(original: XmlElement, next: XmlElement, used: ReadonlySet<string>, tag: string): string | undefined {
  const old = new Set(ignorables(original).map(({ uri }) => uri))
  const now = ignorables(next)
  const kept = now.filter(({ uri }) => old.has(uri) || used.has(uri))
  if (kept.length === now.length) return undefined
  const list = kept.map(({ prefix }) => prefix).join(' ')
  next.attributes = next.attributes.flatMap((attribute) =>
    isIgnorable(attribute) ? (list ? [{ ...attribute, value: list }] : []) : [attribute],
  )
  return tag.replace(/(\s[^\s:=]+:Ignorable\s*=\s*)("[^"]*"|'[^']*')/, (_, name: string) => (list ? `${name}"${list}"` : ''))
}
