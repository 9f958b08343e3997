import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { access, mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { BlobMissing, type BlobStore, BlobStoreFull } from './blob-store.ts'

/** Segments joined by '/'. Nothing in a key can climb out of the folder, and none begins with a dot. */
const KEY = /^[a-z0-9][a-z0-9_-]*(\/[a-z0-9][a-z0-9_-]*)*$/
/** where bodies are written before they get their key; on the same file system, so that the rename is atomic */
export const INCOMING = '.incoming'
const ABANDONED_MS = 24 * 60 * 60 * 1000
/** measured: 64 KB reads cost half the throughput of 1 MB ones */
const READ_AHEAD = 1024 * 1024

/** A BlobStore in a folder of this machine. Creates the folder; removes what a crash left half-written a day ago. */
export async function diskBlobs(folder: string): Promise<BlobStore> {
  const incoming = join(folder, INCOMING)
  await mkdir(incoming, { recursive: true })
  await syncFolder(dirname(folder))
  await clearAbandoned(incoming)
  const durable = new Set([folder])
  const pathOf = (key: string) => {
    if (!KEY.test(key)) throw new Error('a blob key is letters, digits, - and _ in segments joined by /')
    return join(folder, ...key.split('/'))
  }

  const put: BlobStore['put'] = async (key, body, signal) => {
    const target = pathOf(key)
    if (await exists(target)) throw new Error('blobs are never overwritten')
    const temporary = join(incoming, randomBytes(16).toString('hex'))
    try {
      // flush: fsync before close, so that the rename never names bytes that are not on the medium
      await pipeline(signal ? until(signal, body) : body, createWriteStream(temporary, { flags: 'wx', flush: true }))
      await makeDurableFolder(dirname(target), durable)
      await rename(temporary, target)
      await syncFolder(dirname(target))
    } catch (error) {
      await rm(temporary, { force: true })
      throw isFull(error) ? new BlobStoreFull(error) : error
    }
  }

  const get: BlobStore['get'] = async (key, range) => {
    const handle = await open(pathOf(key)).catch((error) => {
      throw codeOf(error) === 'ENOENT' ? new BlobMissing(key) : error
    })
    return handle.createReadStream({ highWaterMark: READ_AHEAD, ...range })
  }

  const remove: BlobStore['delete'] = async (keys) => {
    for (const key of keys)
      await unlink(pathOf(key)).catch((error) => {
        if (codeOf(error) !== 'ENOENT') throw error
      })
  }

  async function* list(prefix: string): AsyncIterable<{ key: string; writtenAt: number }> {
    const whole = prefix.slice(0, prefix.lastIndexOf('/') + 1)
    const start = whole ? pathOf(whole.slice(0, -1)) : folder
    for await (const path of filesBelow(start)) {
      const key = relative(folder, path).split(sep).join('/')
      if (!key.startsWith(prefix)) continue
      const found = await stat(path).catch(() => undefined)
      if (found) yield { key, writtenAt: found.mtimeMs }
    }
  }

  return { put, get, delete: remove, list }
}

/** The body until the signal comes, though the sender may never send again: a stalled body would hold on for ever. */
async function* until(signal: AbortSignal, body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  signal.throwIfAborted()
  const source = body[Symbol.asyncIterator]()
  let stop = () => {}
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop)
  })
  aborted.catch(() => undefined)
  try {
    for (;;) {
      const { value, done } = await Promise.race([source.next(), aborted])
      if (done) return
      yield value
    }
  } finally {
    signal.removeEventListener('abort', stop)
    // not awaited: a source that hangs would not come back from here either
    void source.return?.()?.catch(() => undefined)
  }
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException | undefined)?.code
const isFull = (error: unknown) => ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error) ?? '')
const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

/**
 * A folder that is in its parent durably, and that parent in its own, up to those known. Whether it is there says
 * nothing: whoever made it may have been killed before flushing, or be about to flush.
 */
async function makeDurableFolder(path: string, known: Set<string>) {
  if (known.has(path)) return
  await mkdir(path, { recursive: true })
  await makeDurableFolder(dirname(path), known)
  await syncFolder(dirname(path))
  known.add(path)
}

/** A new name is on the medium only when its folder has been flushed. Windows has no such call and needs none. */
async function syncFolder(path: string) {
  if (process.platform === 'win32') return
  const handle = await open(path)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function* filesBelow(folder: string): AsyncIterable<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error) => {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  })
  for (const entry of entries) {
    if (entry.name === INCOMING) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path)
    else if (entry.isFile()) yield path
  }
}

async function clearAbandoned(incoming: string) {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name)
    const found = await stat(path).catch(() => undefined)
    if (found && found.mtimeMs < Date.now() - ABANDONED_MS) await rm(path, { force: true })
  }
}
