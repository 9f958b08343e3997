import { randomBytes } from 'node:crypto'
import { Readable, Writable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { BlobMissing, type BlobStore } from './blob-store.ts'

async function* chunks(...parts: (string | Buffer)[]) {
  for (const part of parts) yield Buffer.from(part)
}
const keysOf = async (store: BlobStore, prefix: string) => {
  const found: string[] = []
  for await (const { key } of store.list(prefix)) found.push(key)
  return found.sort()
}

/** What every BlobStore must do. `open` gives an empty store. */
export function blobStoreContract(open: () => Promise<BlobStore>) {
  test('gives back what was put, whole and in parts', async () => {
    const store = await open()
    const bytes = randomBytes(2_500_000)
    await store.put('org/file/a', chunks(bytes.subarray(0, 7), bytes.subarray(7)))
    expect((await buffer(await store.get('org/file/a'))).equals(bytes)).toBe(true)
    expect((await buffer(await store.get('org/file/a', { start: 5, end: 9 }))).equals(bytes.subarray(5, 10))).toBe(true)
    expect((await buffer(await store.get('org/file/a', { start: 2_499_999 }))).equals(bytes.subarray(2_499_999))).toBe(true)
  })

  test('gives what was put to a sink and to whoever iterates, and says when the sink is gone', async () => {
    const store = await open()
    const bytes = randomBytes(2_500_000)
    await store.put('org/file/a', chunks(bytes))
    for (const range of [
      { start: 0, end: 2_499_999 },
      { start: 3, end: 1_048_578 },
      { start: 7, end: 7 },
    ]) {
      const part = bytes.subarray(range.start, range.end + 1)
      const taken: Buffer[] = []
      const sink = new Writable({
        write: (chunk, _encoding, done) => {
          setImmediate(() => {
            taken.push(Buffer.from(chunk))
            done()
          })
        },
      })
      await (await store.give('org/file/a', range)).pour(sink)
      expect([Buffer.concat(taken).equals(part), sink.writableFinished]).toEqual([true, true])
      expect((await buffer(Readable.from(await store.give('org/file/a', range)))).equals(part)).toBe(true)
    }
    const stuck = new Writable({ write: () => void setImmediate(() => stuck.destroy()) })
    await expect((await store.give('org/file/a', { start: 0, end: 2_499_999 })).pour(stuck)).rejects.toThrow()
    await expect(store.give('org/file/never', { start: 0, end: 1 })).rejects.toBeInstanceOf(BlobMissing)
  })

  test('keeps nothing as nothing', async () => {
    const store = await open()
    await store.put('org/file/empty', chunks())
    expect(await text(await store.get('org/file/empty'))).toBe('')
  })

  test('rejects BlobMissing for a key that was never put or was deleted, and deleting twice is fine', async () => {
    const store = await open()
    await store.put('org/file/a', chunks('x'))
    await store.delete(['org/file/a', 'org/file/never'])
    await store.delete(['org/file/a'])
    for (const key of ['org/file/a', 'org/file/never']) await expect(store.get(key)).rejects.toBeInstanceOf(BlobMissing)
  })

  test('leaves nothing under the key when the body fails or the put is aborted', async () => {
    const store = await open()
    const failing = (async function* () {
      yield Buffer.from('half')
      throw new Error('the sender went away')
    })()
    await expect(store.put('org/file/failed', failing)).rejects.toThrow('went away')
    const abort = new AbortController()
    const endless = (async function* () {
      yield Buffer.from('half')
      abort.abort()
      await new Promise(() => undefined)
    })()
    await expect(store.put('org/file/aborted', endless, abort.signal)).rejects.toThrow()
    expect(await keysOf(store, '')).toEqual([])
  })

  test('never overwrites', async () => {
    const store = await open()
    await store.put('org/file/a', chunks('first'))
    await expect(store.put('org/file/a', chunks('second'))).rejects.toThrow()
    expect(await text(await store.get('org/file/a'))).toBe('first')
  })

  test('lists by prefix with the time of writing, and shows nothing half-written', async () => {
    const store = await open()
    for (const key of ['org/file/a', 'org/file/b', 'org/other/c', 'more/file/d']) await store.put(key, chunks(key))
    expect(await keysOf(store, 'org/')).toEqual(['org/file/a', 'org/file/b', 'org/other/c'])
    expect(await keysOf(store, 'org/file/')).toEqual(['org/file/a', 'org/file/b'])
    expect(await keysOf(store, '')).toHaveLength(4)
    expect(await keysOf(store, 'nobody/')).toEqual([])
    let during: string[] = []
    await store.put(
      'org/file/e',
      (async function* () {
        yield Buffer.from('half')
        during = await keysOf(store, 'org/file/')
      })(),
    )
    expect(during).toEqual(['org/file/a', 'org/file/b'])
    for await (const { writtenAt } of store.list('')) expect(Math.abs(Date.now() - writtenAt)).toBeLessThan(60_000)
  })

  test.each(['../escape', 'a/../../b', '/abs', 'a//b', '', '.incoming/x', 'a\\b', 'a/.', 'C:/x'])('refuses the key %j', async (key) => {
    const store = await open()
    await expect(store.put(key, chunks('x'))).rejects.toThrow()
    await expect(store.get(key)).rejects.toThrow()
  })

  test('lets a reader finish after the blob was deleted', async () => {
    const store = await open()
    await store.put('org/file/a', chunks('still here'))
    const reading = await store.get('org/file/a')
    await store.delete(['org/file/a'])
    expect(await text(reading)).toBe('still here')
  })
}
