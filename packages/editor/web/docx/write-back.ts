import { attribute, CONTENT_TYPES, elementsOf, isXmlPart, readRelationships } from '../ooxml/package-parts.ts'
import { decodeXml, parseXml } from '../ooxml/xml.ts'
import { pack, readZip, unpack, writeZip, type ZipEntry } from '../ooxml/zip.ts'
import { graft } from './graft.ts'
import { referencedIds } from './minted-ids.ts'

const same = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, index) => byte === b[index])

/**
 * What to save: `next` (the editor's own package) laid over `original` (the bytes last opened or saved). A part that
 * means the same keeps the original's bytes, order and compression; a changed XML part keeps every unchanged element's
 * characters; a part that the editor dropped although something still refers to it comes back.
 */
export function writeBack(original: Uint8Array, next: Uint8Array): Uint8Array {
  const before = readZip(original)
  const after = new Map(readZip(next).map((entry) => [entry.name, entry]))
  const referenced = referencedFromThreads(after.values())
  const result = new Map<string, ZipEntry>()
  for (const entry of before) {
    const now = after.get(entry.name)
    if (now) result.set(entry.name, part(entry, now, referenced))
  }
  for (const [name, entry] of after) if (!result.has(name)) result.set(name, pack(name, unpack(entry), before[0]))
  const restored = restore(before, result)
  const types = result.get(CONTENT_TYPES)
  const typesBefore = before.find(({ name }) => name === CONTENT_TYPES)
  if (restored.length && types && typesBefore) result.set(CONTENT_TYPES, withTypes(types, typesBefore, restored))
  const order = [...before.map(({ name }) => name), ...after.keys()]
  return writeZip([...new Set(order)].flatMap((name) => result.get(name) ?? []))
}

/** The same for files, whose bytes are read here. */
export async function writeBackFiles(original: Blob, next: Blob): Promise<Blob> {
  const [before, after] = await Promise.all([original.arrayBuffer(), next.arrayBuffer()])
  return new Blob([writeBack(new Uint8Array(before), new Uint8Array(after)) as Uint8Array<ArrayBuffer>])
}

/** Paragraph ids that the parts about comment threads point at. */
function referencedFromThreads(entries: Iterable<ZipEntry>): Set<string> {
  const threads = [...entries].filter(({ name }) => /comments(Extended|Ids|Extensible)[^/]*\.xml$/i.test(name))
  return new Set(
    threads.flatMap((entry) => {
      try {
        return referencedIds(parseXml(decodeXml(unpack(entry)).source))
      } catch {
        return []
      }
    }),
  )
}

function part(entry: ZipEntry, now: ZipEntry, referenced: ReadonlySet<string>): ZipEntry {
  if (entry.size === now.size && entry.crc === now.crc) return entry
  const content = unpack(now)
  const original = unpack(entry)
  if (same(original, content)) return entry
  if (!isXmlPart(entry.name)) return pack(entry.name, content, entry)
  try {
    const before = decodeXml(original)
    const merged = graft(before.source, decodeXml(content).source, referenced)
    if (merged === before.source) return entry
    return pack(entry.name, before.utf8 ? new TextEncoder().encode(merged) : content, entry)
  } catch {
    // Not XML that we can read: leave it to the editor, which could.
    return pack(entry.name, content, entry)
  }
}

/** Brings back parts that were dropped though a relationship names them, or none ever did (so no edit can have meant it). */
function restore(before: readonly ZipEntry[], result: Map<string, ZipEntry>): string[] {
  const named = (entries: Iterable<ZipEntry>) => {
    const targets = new Set<string>()
    for (const entry of entries) {
      if (!entry.name.endsWith('.rels')) continue
      const owner = entry.name.replace('_rels/', '').slice(0, -'.rels'.length)
      try {
        for (const { target } of readRelationships(unpack(entry), owner)) targets.add(target)
      } catch {
        // A damaged list of relationships names nothing.
      }
    }
    return targets
  }
  const everNamed = named(before)
  const restored: string[] = []
  for (let found = true; found; ) {
    found = false
    const stillNamed = named(result.values())
    for (const entry of before) {
      const owner = entry.name.endsWith('.rels') ? entry.name.replace('_rels/', '').slice(0, -'.rels'.length) : undefined
      const wanted = owner === undefined ? stillNamed.has(entry.name) || !everNamed.has(entry.name) : owner === '' || result.has(owner)
      if (result.has(entry.name) || !wanted || entry.name.endsWith('/')) continue
      result.set(entry.name, entry)
      restored.push(entry.name)
      found = true
    }
  }
  return restored
}

/** The content types with the original's rows for the parts that came back. */
function withTypes(types: ZipEntry, original: ZipEntry, restored: readonly string[]): ZipEntry {
  const { source } = decodeXml(unpack(types))
  const root = parseXml(source)
  const key = (name: string | undefined) => name?.toLowerCase()
  const has = (local: string, name: string | undefined, value: string | undefined) =>
    elementsOf(root).some((row) => row.local === local && key(attribute(row, name ?? '')) === key(value))
  const { source: originalSource } = decodeXml(unpack(original))
  const missing = elementsOf(parseXml(originalSource)).filter((row) => {
    const partName = attribute(row, 'PartName')
    if (partName !== undefined) return restored.includes(partName.slice(1)) && !has('Override', 'PartName', partName)
    const extension = attribute(row, 'Extension')
    return restored.some((name) => key(name)?.endsWith(`.${key(extension)}`)) && !has('Default', 'Extension', extension)
  })
  if (!missing.length || root.close === root.end) return types
  const rows = missing.map((row) => originalSource.slice(row.start, row.end)).join('')
  const written = graft(originalSource, source.slice(0, root.close) + rows + source.slice(root.close))
  return written === originalSource ? original : pack(types.name, new TextEncoder().encode(written), original)
}
