import { attribute, CONTENT_TYPES, elementsOf, relationshipsOf, targetPart } from './package-parts.ts'
import { append, splice, xmlText } from './splice.ts'
import { decodeXml, parseXml } from './xml.ts'
import { pack, packStreamed, readZip, unpack, writeZip, type ZipEntry, zipPieces } from './zip.ts'

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
  /** Another one that goes on from here: what is done to either is not seen in the other. What both still have is read once. */
  fork(): OfficePackage
  /** Packs large parts that were replaced by the browser's own means, which takes a fraction of the time that `write` would need. */
  settleLarge(): Promise<void>
  write(): Uint8Array
  /** what `write` gives, without a copy of what nobody touched */
  writeBlob(): Blob
}

export type PackageState = ReadonlyMap<string, ZipEntry>

/** Throws ZipProblem. */
export function openPackage(original: Uint8Array): OfficePackage {
  const before = new Map(readZip(original).map((entry) => [entry.name, entry]))
  return packageOf(before, { now: new Map(before), unpacked: new Map(), texts: new Map(), loose: new Set() }, undefined)
}

interface Parts {
  now: Map<string, ZipEntry>
  unpacked: Map<string, Uint8Array>
  texts: Map<string, string>
  /** parts that were replaced, and not packed since */
  loose: Set<string>
}

/** `opened`: who reads the parts that nobody touched, for a fork. */
function packageOf(
  before: ReadonlyMap<string, ZipEntry>,
  { now, unpacked, texts, loose }: Parts,
  opened: Pick<OfficePackage, 'bytes' | 'text'> | undefined,
): OfficePackage {
  const like = before.get(CONTENT_TYPES)
  const untouched = (name: string) => before.has(name) && now.get(name) === before.get(name) && !loose.has(name)

  function bytes(name: string): Uint8Array {
    const entry = now.get(name)
    if (!entry) throw new RangeError(`no part ${name}`)
    if (opened && untouched(name)) return opened.bytes(name)
    const content = unpacked.get(name) ?? (loose.has(name) ? new TextEncoder().encode(texts.get(name)) : unpack(entry))
    unpacked.set(name, content)
    return content
  }
  function text(name: string): string {
    if (opened && untouched(name)) return opened.text(name)
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
    for (const name of loose) keep(pack(name, bytes(name), before.get(name) ?? like))
    loose.clear()
  }
  function keep(entry: ZipEntry): void {
    const old = before.get(entry.name)
    now.set(entry.name, old && old.size === entry.size && old.crc === entry.crc ? old : entry)
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

  const self: OfficePackage = {
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
    fork() {
      const own = <Value>(all: ReadonlyMap<string, Value>) => new Map([...all].filter(([name]) => !untouched(name)))
      const parts = { now: new Map(now), unpacked: own(unpacked), texts: own(texts), loose: new Set(loose) }
      return packageOf(before, parts, opened ?? self)
    },
    async settleLarge() {
      for (const name of loose) {
        const content = bytes(name)
        if (content.length < LARGE) continue
        keep(await packStreamed(name, content, before.get(name) ?? like))
        loose.delete(name)
      }
    },
    write() {
      settle()
      return writeZip([...now.values()])
    },
    writeBlob() {
      settle()
      return new Blob(zipPieces([...now.values()]) as Uint8Array<ArrayBuffer>[])
    },
  }
  return self
}

const LARGE = 2 ** 18

const NO_RELATIONSHIPS =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'

const asUtf8 = (source: string) =>
  source
    .replace(/^\ufeff/, '')
    .replace(/^(<\?xml[^>]*encoding\s*=\s*)(["'])[^"']*\2/, (_whole, head: string, quote: string) => `${head}${quote}UTF-8${quote}`)
