import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { BlobMissing, type BlobStore, BlobStoreFull } from './blob-store.ts'
import { syncFolder, writeNew } from './durable-file.ts'
import { pourFile } from './pour-file.ts'

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
  const durable = new Set<string>()
  const pathOf = (key: string) => {
    if (!KEY.test(key)) throw new Error('a blob key is letters, digits, - and _ in segments joined by /')
    return join(folder, ...key.split('/'))
  }

  const put: BlobStore['put'] = async (key, body, signal) => {
    const target = pathOf(key)
    // at once: a trip to the thread pool and back, with the error that it brings, costs a tenth of a save
    if (existsSync(target)) throw new Error('blobs are never overwritten')
    let place = join(incoming, randomBytes(16).toString('hex'))
    try {
      const file = await writeNew(place, signal ? until(signal, body) : body)
      try {
        await makeDurableFolder(dirname(target), folder, durable)
        await rename(place, target)
        place = target
        // nothing refers to the name before both are on the medium, so they may get there together
        await allOf([file.flush(), syncFolder(dirname(target))])
      } finally {
        file.close()
      }
    } catch (error) {
      await rm(place, { force: true })
      throw isFull(error) ? new BlobStoreFull(error) : error
    }
  }

  const openBlob = (key: string) =>
    open(pathOf(key)).catch((error) => {
      throw codeOf(error) === 'ENOENT' ? new BlobMissing(key) : error
    })

  const get: BlobStore['get'] = async (key, range) => (await openBlob(key)).createReadStream({ highWaterMark: READ_AHEAD, ...range })

  const give: BlobStore['give'] = async (key, range) => {
    const file = await openBlob(key)
    return {
      pour: (sink) => pourFile(file, range, sink),
      [Symbol.asyncIterator]: () => file.createReadStream({ highWaterMark: READ_AHEAD, ...range })[Symbol.asyncIterator](),
    }
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

  return { put, get, give, delete: remove, list }
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

/** Resolves or rejects when all have ended, so that nothing is closed under one of them. */
async function allOf(work: Promise<void>[]) {
  for (const end of await Promise.allSettled(work)) if (end.status === 'rejected') throw end.reason
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException | undefined)?.code
const isFull = (error: unknown) => ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error) ?? '')

/** Each file has a folder: when so many are known, all are forgotten, and flushed once more when they are next saved into. */
const FOLDERS_KNOWN = 10_000

/**
 * A folder that is in its parent durably, and that parent in its own, up to those known. Whether it is there says
 * nothing: whoever made it may have been killed before flushing, or be about to flush.
 */
async function makeDurableFolder(path: string, root: string, known: Set<string>) {
  if (path === root || known.has(path)) return
  await mkdir(path, { recursive: true })
  await makeDurableFolder(dirname(path), root, known)
  await syncFolder(dirname(path))
  if (known.size >= FOLDERS_KNOWN) known.clear()
  known.add(path)
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
