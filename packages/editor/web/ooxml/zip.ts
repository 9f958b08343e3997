import { deflateSync, Inflate } from 'fflate'

/** How much a package may hold before it is refused; far above real documents, far below what breaks a browser tab. */
export const LIMITS = { entries: 10_000, unpacked: 512 * 2 ** 20, ratio: 200, ratioFrom: 32 * 2 ** 20 } as const

export type ZipProblemKind = 'not-zip' | 'damaged' | 'encrypted' | 'too-large'

export class ZipProblem extends Error {
  readonly kind: ZipProblemKind
  constructor(kind: ZipProblemKind) {
    super(kind)
    this.name = 'ZipProblem'
    this.kind = kind
  }
}

/** One entry as it lies in the archive: `packed` is a view of the archive's own bytes. */
export interface ZipEntry {
  readonly name: string
  /** 0 stored, 8 deflated */
  readonly method: 0 | 8
  /** DOS time and date, kept so that an untouched entry stays untouched */
  readonly stamp: number
  readonly crc: number
  readonly size: number
  readonly packed: Uint8Array
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const UTF8 = 0x0800
/** 1980-01-01 00:00, the date that Word writes. */
const STAMP = 0x00210000

/** Reads the central directory, in its order. Throws ZipProblem; inflates nothing. */
export function readZip(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 22 || view.getUint16(0, true) !== 0x4b50) throw new ZipProblem('not-zip')
  let end = bytes.length - 22
  const earliest = Math.max(0, end - 0xffff)
  while (end >= earliest && view.getUint32(end, true) !== END) end--
  if (end < earliest) throw new ZipProblem('damaged')
  const count = view.getUint16(end + 10, true)
  if (count > LIMITS.entries) throw new ZipProblem('too-large')
  try {
    return readDirectory(bytes, view, view.getUint32(end + 16, true), count)
  } catch (error) {
    throw error instanceof RangeError ? new ZipProblem('damaged') : error
  }
}

function readDirectory(bytes: Uint8Array, view: DataView, start: number, count: number): ZipEntry[] {
  const entries: ZipEntry[] = []
  const names = new Set<string>()
  let at = start
  let packedTotal = 0
  let total = 0
  for (let index = 0; index < count; index++) {
    if (view.getUint32(at, true) !== CENTRAL) throw new ZipProblem('damaged')
    const flags = view.getUint16(at + 8, true)
    if (flags & 1) throw new ZipProblem('encrypted')
    const method = view.getUint16(at + 10, true)
    if (method !== 0 && method !== 8) throw new ZipProblem('damaged')
    const packedSize = view.getUint32(at + 20, true)
    const size = view.getUint32(at + 24, true)
    const nameLength = view.getUint16(at + 28, true)
    const local = view.getUint32(at + 42, true)
    const name = new TextDecoder(flags & UTF8 ? 'utf-8' : 'latin1').decode(bytes.subarray(at + 46, at + 46 + nameLength))
    // Two entries of one name, or entries sharing bytes, are read differently by different programs.
    if (names.has(name)) throw new ZipProblem('damaged')
    names.add(name)
    packedTotal += packedSize
    total += size
    if (packedTotal > bytes.length) throw new ZipProblem('damaged')
    if (total > LIMITS.unpacked || (size > LIMITS.ratioFrom && size > packedSize * LIMITS.ratio)) throw new ZipProblem('too-large')
    if (view.getUint32(local, true) !== LOCAL) throw new ZipProblem('damaged')
    const data = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    if (data + packedSize > bytes.length) throw new ZipProblem('damaged')
    entries.push({
      name,
      method,
      stamp: view.getUint32(at + 12, true),
      crc: view.getUint32(at + 16, true),
      size,
      packed: bytes.subarray(data, data + packedSize),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** The entry's content. Stops at the first byte past the size that the directory claims, however much more there is. */
export function unpack(entry: ZipEntry): Uint8Array {
  if (entry.method === 0) {
    if (entry.packed.length !== entry.size || crc32(entry.packed) !== entry.crc) throw new ZipProblem('damaged')
    return entry.packed
  }
  const content = new Uint8Array(entry.size)
  let filled = 0
  let complete = false
  const inflate = new Inflate((chunk, final) => {
    if (filled + chunk.length > entry.size) throw new ZipProblem('too-large')
    content.set(chunk, filled)
    filled += chunk.length
    complete ||= final
  })
  const step = 16_384
  try {
    for (let at = 0; at < entry.packed.length && !complete; at += step)
      inflate.push(entry.packed.subarray(at, at + step), at + step >= entry.packed.length)
  } catch (error) {
    throw error instanceof ZipProblem ? error : new ZipProblem('damaged')
  }
  if (filled !== entry.size || crc32(content) !== entry.crc) throw new ZipProblem('damaged')
  return content
}

/** A new entry with the same manner (method, time) as `like`. */
export function pack(name: string, content: Uint8Array, like?: Pick<ZipEntry, 'method' | 'stamp'>): ZipEntry {
  const method = like?.method ?? 8
  const stamp = like?.stamp ?? STAMP
  return { name, method, stamp, crc: crc32(content), size: content.length, packed: method ? deflateSync(content, { level: 6 }) : content }
}

/** The same by the browser's own means, several times faster. */
export async function packStreamed(name: string, content: Uint8Array, like?: Pick<ZipEntry, 'method' | 'stamp'>): Promise<ZipEntry> {
  if (like?.method === 0 || typeof CompressionStream === 'undefined') return pack(name, content, like)
  const stored = pack(name, content, { stamp: STAMP, ...like, method: 0 })
  const packing = new Blob([content as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  return { ...stored, method: 8, packed: new Uint8Array(await new Response(packing).arrayBuffer()) }
}

/** Writes the entries in the order given; packed bytes are copied as they are. */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array {
  const pieces = zipPieces(entries)
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

/** What `writeZip` writes, in pieces: packed bytes are those of the entries themselves. */
export function zipPieces(entries: readonly ZipEntry[]): Uint8Array[] {
  const rows = entries.map((entry) => ({ entry, name: new TextEncoder().encode(entry.name) }))
  const directory = new Uint8Array(rows.reduce((sum, row) => sum + 46 + row.name.length, 22))
  const view = new DataView(directory.buffer)
  const pieces: Uint8Array[] = []
  let at = 0
  let central = 0
  for (const { entry, name } of rows) {
    view.setUint32(central, CENTRAL, true)
    view.setUint16(central + 4, 20, true)
    header(view, central + 6, entry, name.length)
    view.setUint32(central + 42, at, true)
    directory.set(name, central + 46)
    central += 46 + name.length
    const local = new Uint8Array(30 + name.length)
    const localView = new DataView(local.buffer)
    localView.setUint32(0, LOCAL, true)
    header(localView, 4, entry, name.length)
    local.set(name, 30)
    pieces.push(local, entry.packed)
    at += local.length + entry.packed.length
  }
  view.setUint32(central, END, true)
  view.setUint16(central + 8, rows.length, true)
  view.setUint16(central + 10, rows.length, true)
  view.setUint32(central + 12, central, true)
  view.setUint32(central + 16, at, true)
  return [...pieces, directory]
}

/** What stands before an entry's bytes and in the directory alike. */
function header(view: DataView, offset: number, entry: ZipEntry, nameLength: number): void {
  view.setUint16(offset, 20, true)
  view.setUint16(offset + 2, UTF8, true)
  view.setUint16(offset + 4, entry.method, true)
  view.setUint32(offset + 6, entry.stamp, true)
  view.setUint32(offset + 10, entry.crc, true)
  view.setUint32(offset + 14, entry.packed.length, true)
  view.setUint32(offset + 18, entry.size, true)
  view.setUint16(offset + 22, nameLength, true)
}

/** Four tables, so that four bytes are taken at a time: a large sheet is summed three times as fast. */
const TABLES = new Uint32Array(1024)
for (let byte = 0; byte < 256; byte++) {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  TABLES[byte] = value
}
for (let at = 256; at < 1024; at++) {
  const before = TABLES[at - 256] ?? 0
  TABLES[at] = (TABLES[before & 255] ?? 0) ^ (before >>> 8)
}

function crc32(bytes: Uint8Array): number {
  const table = TABLES
  const fours = bytes.length & ~3
  let crc = -1
  let at = 0
  for (; at < fours; at += 4) {
    crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
    crc = table[768 + (crc & 255)]! ^ table[512 + ((crc >>> 8) & 255)]! ^ table[256 + ((crc >>> 16) & 255)]! ^ table[crc >>> 24]!
  }
  for (; at < bytes.length; at++) crc = table[(crc ^ bytes[at]!) & 255]! ^ (crc >>> 8)
  return ~crc >>> 0
}
