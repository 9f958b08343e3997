import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { MICROSOFT, readMicrosoft, WITHOUT_MICROSOFT } from '../testing/shared-fixtures.ts'
import { chunksOf } from './chunks.ts'
import { concatenate } from './frames.ts'
import { ZipError, zipCuts } from './zip-cuts.ts'

const text = (value: string) => new TextEncoder().encode(value)

/** A stored archive with one entry, made by hand. */
function tinyZip(name: string, content: string): Uint8Array {
  const local = new Uint8Array(30 + name.length)
  new DataView(local.buffer).setUint32(0, 0x04034b50, true)
  new DataView(local.buffer).setUint16(26, name.length, true)
  local.set(text(name), 30)
  const payload = text(content)
  const central = new Uint8Array(46 + name.length)
  new DataView(central.buffer).setUint32(0, 0x02014b50, true)
  new DataView(central.buffer).setUint16(28, name.length, true)
  const end = new Uint8Array(22)
  const view = new DataView(end.buffer)
  view.setUint32(0, 0x06054b50, true)
  view.setUint16(10, 1, true)
  view.setUint32(16, local.length + payload.length, true)
  return concatenate([local, payload, central, end])
}

test('a full file is one chunk, and nothing is none', () => {
  expect(chunksOf(text('foobar'), 'FullFile').map((chunk) => chunk.id)).toEqual(['md7tA6VXwIaaYjdO4o8XZQ=='])
  expect(chunksOf(text(''), 'FullFile')).toEqual([])
})

test('an archive is cut into header, payload and directory', () => {
  const zip = tinyZip('a.txt', 'hello')
  expect(zipCuts(zip)).toEqual([0, 35, 40])
  expect(concatenate(chunksOf(zip, 'Zip').map((chunk) => chunk.bytes))).toEqual(zip)
})

test('an entry without content makes no empty chunk', () => expect(zipCuts(tinyZip('a.txt', ''))).toEqual([0, 35]))

test('what is no archive is said to be none', () => {
  expect(() => zipCuts(text('hello'))).toThrow(ZipError)
  const damaged = tinyZip('a.txt', 'hello')
  damaged[0] = 0
  expect(() => zipCuts(damaged)).toThrow('No entry at byte 0')
})

test.skipIf(!MICROSOFT)(`cuts every archive of Microsoft's fixtures where they say${WITHOUT_MICROSOFT}`, () => {
  const root = join(MICROSOFT ?? '', 'Resources/ZipChunking')
  const offsets = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('ChunkIds.txt'))
  expect(offsets).toHaveLength(12)
  for (const path of offsets) {
    const expected = new TextDecoder()
      .decode(readMicrosoft(`Resources/ZipChunking/${path}`))
      .trim()
      .split(/\s+/)
      .map(Number)
    const bytes = readMicrosoft(`Resources/ZipChunking/${path.replace('ChunkIds.txt', 'FileStream')}`)
    expect(zipCuts(bytes), path).toEqual(expected)
  }
})
