import { attribute, CONTENT_TYPES, elementsOf, relationshipsOf, targetPart } from './package-parts.ts'
import { append, splice, xmlText } from './splice.ts'
import { decodeXml, parseXml } from './xml.ts'
import { pack, readZip, unpack, writeZip, type ZipEntry } from './zip.ts'

/** One row of a part's relationships. */
export interface PartRelationship {
  readonly id: string
  /** the whole type, a URI */
  readonly type: string
  /** a part's name without leading slash; an external target is left as it stands */
  readonly target: string
  readonly external: boolean
}

/** An Office package that can be changed part by part. What nobody touches keeps its bytes, order and compression. */
export interface OfficePackage {
  /** in the archive's order */
  names(): string[]
  has(name: string): boolean
  /** Throws ZipProblem for a damaged entry, RangeError for a part that is not there. */
  bytes(name: string): Uint8Array
  /** An XML part. Throws XmlProblem for an encoding that XML does not know. */
  text(name: string): string
  /** Replaces a part, or adds one behind the others; with `contentType` it is listed in the content types. */
  set(name: string, content: Uint8Array | string, contentType?: string): void
  /** Takes a part away with its relationships and its row in the content types. */
  remove(name: string): void
  /** `part` '' for the package's own. */
  relationships(part: string): PartRelationship[]
  /** Adds a relationship and gives its id. `target` is a part's name without leading slash. */
  relate(part: string, type: string, target: string): string
  unrelate(part: string, id: string): void
  /** `xl/worksheets/sheet#.xml` with the lowest number that is free. */
  freeName(pattern: string): string
  /** parts that differ from what was opened, are new or gone */
  changed(): string[]
  /** All parts as they are now, to go back to with `restore`. It packs what was replaced, and copies nothing. */
  snapshot(): PackageState
  restore(state: PackageState): void
  write(): Uint8Array
}

export type PackageState = ReadonlyMap<string, ZipEntry>

/** Throws ZipProblem. */
export function openPackage(original: Uint8Array): OfficePackage {
  const before = new Map(readZip(original).map((entry) => [entry.name, entry]))
  const now = new Map<string, ZipEntry>(before)
  const unpacked = new Map<string, Uint8Array>()
  const texts = new Map<string, string>()
  const like = before.get(CONTENT_TYPES)

  /** parts that were replaced, and not packed since */
  const loose = new Set<string>()

  function bytes(name: string): Uint8Array {
    const entry = now.get(name)
    if (!entry) throw new RangeError(`no part ${name}`)
    const content = unpacked.get(name) ?? (loose.has(name) ? new TextEncoder().encode(texts.get(name)) : unpack(entry))
    unpacked.set(name, content)
    return content
  }
  function text(name: string): string {
    const found = texts.get(name) ?? decodeXml(bytes(name)).source
    texts.set(name, found)
    return found
  }
  function put(name: string, content: Uint8Array | string): void {
    if (typeof content === 'string') {
      if (now.has(name) && text(name) === content) return
      // a part in another encoding names it in its declaration: what we write is UTF-8
      texts.set(name, asUtf8(content))
      unpacked.delete(name)
    } else {
      texts.delete(name)
      unpacked.set(name, content)
    }
    if (!now.has(name)) now.set(name, pack(name, new Uint8Array(), like))
    loose.add(name)
  }
  /** Packs what was replaced, however often it was: that takes seconds for a large sheet. */
  function settle(): void {
    for (const name of loose) {
      const old = before.get(name)
      const entry = pack(name, bytes(name), old ?? like)
      now.set(name, old && old.size === entry.size && old.crc === entry.crc ? old : entry)
    }
    loose.clear()
  }
  const relationships = (part: string): PartRelationship[] => {
    const rels = relationshipsOf(part)
    if (!now.has(rels)) return []
    return elementsOf(parseXml(text(rels))).map((row) => {
      const external = attribute(row, 'TargetMode') === 'External'
      const target = attribute(row, 'Target') ?? ''
      return {
        id: attribute(row, 'Id') ?? '',
        type: attribute(row, 'Type') ?? '',
        target: external ? target : targetPart(target, part),
        external,
      }
    })
  }
  const dropRow = (name: string, local: string, key: string, value: string) => {
    if (!now.has(name)) return
    const source = text(name)
    const row = elementsOf(parseXml(source)).find(
      (each) => each.local === local && attribute(each, key)?.toLowerCase() === value.toLowerCase(),
    )
    if (row) put(name, splice(source, [{ start: row.start, end: row.end, text: '' }]))
  }

  return {
    names: () => [...now.keys()],
    has: (name) => now.has(name),
    bytes,
    text,
    set(name, content, contentType) {
      put(name, content)
      if (contentType === undefined) return
      dropRow(CONTENT_TYPES, 'Override', 'PartName', `/${name}`)
      put(CONTENT_TYPES, append(text(CONTENT_TYPES), 'Override', `PartName="/${xmlText(name)}" ContentType="${xmlText(contentType)}"`))
    },
    remove(name) {
      for (const part of [name, relationshipsOf(name)]) {
        now.delete(part)
        unpacked.delete(part)
        texts.delete(part)
        loose.delete(part)
      }
      dropRow(CONTENT_TYPES, 'Override', 'PartName', `/${name}`)
    },
    relationships,
    relate(part, type, target) {
      const taken = new Set(relationships(part).map(({ id }) => id))
      let number = taken.size + 1
      while (taken.has(`rId${number}`)) number++
      const rels = relationshipsOf(part)
      if (!now.has(rels)) put(rels, NO_RELATIONSHIPS)
      put(rels, append(text(rels), 'Relationship', `Id="rId${number}" Type="${xmlText(type)}" Target="/${xmlText(encodeURI(target))}"`))
      return `rId${number}`
    },
    unrelate(part, id) {
      dropRow(relationshipsOf(part), 'Relationship', 'Id', id)
    },
    freeName(pattern) {
      let number = 1
      while (now.has(pattern.replace('#', String(number)))) number++
      return pattern.replace('#', String(number))
    },
    changed() {
      settle()
      return [...new Set([...before.keys(), ...now.keys()])].filter((name) => before.get(name) !== now.get(name))
    },
    snapshot() {
      settle()
      return new Map(now)
    },
    restore(state) {
      for (const name of new Set([...now.keys(), ...state.keys()])) {
        if (now.get(name) === state.get(name) && !loose.has(name)) continue
        unpacked.delete(name)
        texts.delete(name)
      }
      loose.clear()
      now.clear()
      for (const [name, entry] of state) now.set(name, entry)
    },
    write() {
      settle()
      return writeZip([...now.values()])
    },
  }
}

const NO_RELATIONSHIPS =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'

const asUtf8 = (source: string) =>
  source
    .replace(/^\ufeff/, '')
    .replace(/^(<\?xml[^>]*encoding\s*=\s*)(["'])[^"']*\2/, (_whole, head: string, quote: string) => `${head}${quote}UTF-8${quote}`)
