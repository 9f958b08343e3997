import { describe, expect, it } from 'vitest'
import { LIMITS, pack, readZip, unpack, writeZip, type ZipEntry, ZipProblem, type ZipProblemKind } from './zip.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const kindOf = (act: () => unknown): ZipProblemKind | undefined => {
  try {
    act()
  } catch (error) {
    if (error instanceof ZipProblem) return error.kind
    throw error
  }
  return undefined
}
const archive = () => writeZip([pack('a.xml', bytes('<a/>')), pack('ünïcode/b.bin', bytes('stored'), { method: 0, stamp: 1 })])

describe('zip', () => {
  it('reads back what it wrote, in order, with names, times and contents', () => {
    const entries = readZip(archive())
    expect(entries.map(({ name, method }) => [name, method])).toEqual([
      ['a.xml', 8],
      ['ünïcode/b.bin', 0],
    ])
    expect(entries[1]?.stamp).toBe(1)
    expect(entries.map((entry) => new TextDecoder().decode(unpack(entry)))).toEqual(['<a/>', 'stored'])
  })

  it('copies packed bytes unchanged from one archive to the next', () => {
    const first = readZip(archive())
    expect(readZip(writeZip(first)).map(({ packed }) => [...packed])).toEqual(first.map(({ packed }) => [...packed]))
  })

  it('finds the directory behind an archive comment', () => {
    const plain = archive()
    const commented = new Uint8Array([...plain, ...bytes('note')])
    commented[plain.length - 2] = 4
    expect(readZip(commented)).toHaveLength(2)
  })

  it('calls other files and cut-off archives by their names', () => {
    expect(kindOf(() => readZip(bytes('%PDF-1.7 and so on, longer than a record')))).toBe('not-zip')
    expect(kindOf(() => readZip(new Uint8Array()))).toBe('not-zip')
    expect(kindOf(() => readZip(archive().subarray(0, -8)))).toBe('damaged')
  })

  it('refuses an entry with a password', () => {
    const zip = archive()
    const central = new DataView(zip.buffer).getUint32(zip.length - 6, true)
    zip[central + 8] = 1
    expect(kindOf(() => readZip(zip))).toBe('encrypted')
  })

  it('refuses two entries of one name', () => {
    expect(kindOf(() => readZip(writeZip([pack('a', bytes('1')), pack('a', bytes('2'))])))).toBe('damaged')
  })

  it('refuses more entries than any document has', () => {
    const entry = pack('x', bytes(''))
    const many = Array.from({ length: LIMITS.entries + 1 }, (_, index): ZipEntry => ({ ...entry, name: `${index}` }))
    expect(kindOf(() => readZip(writeZip(many)))).toBe('too-large')
  })

  it('refuses a bomb by its directory alone, without unpacking it', () => {
    const entry = pack('word/document.xml', new Uint8Array(40 * 2 ** 20))
    expect(entry.packed.length).toBeLessThan(100_000)
    expect(kindOf(() => readZip(writeZip([entry])))).toBe('too-large')
  })

  it('refuses a total above the limit though no entry is suspicious', () => {
    const entry = pack('x', bytes('x'))
    const part = (name: string): ZipEntry => ({ ...entry, name, size: LIMITS.ratioFrom })
    expect(kindOf(() => readZip(writeZip(Array.from({ length: 17 }, (_, index) => part(`${index}`)))))).toBe('too-large')
  })

  it('stops unpacking where an entry holds more than its directory claims', () => {
    const honest = pack('x', new Uint8Array(2 ** 20))
    expect(kindOf(() => unpack({ ...honest, size: 10 }))).toBe('too-large')
  })

  it('notices bytes that do not match the checksum', () => {
    const entry = pack('x', bytes('content'), { method: 0, stamp: 0 })
    expect(kindOf(() => unpack({ ...entry, packed: bytes('contenT') }))).toBe('damaged')
  })
})
