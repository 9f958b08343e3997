import { mkdirSync } from 'node:fs'
import { readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Configstore, FileStore } from '@tus/file-store'
import { Upload } from '@tus/server'
import type { App } from '../app.ts'

export const UPLOAD_LIFETIME_MS = 24 * 60 * 60 * 1000

/** What has arrived of uploads that are under way: in the data folder, so that a restart interrupts nothing. */
export interface UploadStore {
  folder: string
  store: FileStore
  fileOf(uploadId: string): string
  record(uploadId: string): Promise<UploadRecord | undefined>
  /** The bytes go; that it was completed, and as which item, is remembered as long as an upload lives. */
  complete(uploadId: string, itemId: string): Promise<void>
  remove(uploadId: string): Promise<void>
}

export interface UploadRecord {
  size: number
  /** bytes that have arrived */
  offset: number
  createdAt: number
  metadata: Record<string, string | null>
}

const RECORD = '.json'

/** The records beside the bytes, each replaced as a whole: a crash leaves the old one or the new one. */
function recordsIn(folder: string): Configstore {
  const path = (id: string) => join(folder, id + RECORD)
  return {
    get: async (id) => {
      try {
        return new Upload(JSON.parse(await readFile(path(id), 'utf8')))
      } catch {
        return undefined
      }
    },
    set: async (id, upload) => {
      await writeFile(`${path(id)}.new`, JSON.stringify(upload))
      await rename(`${path(id)}.new`, path(id))
    },
    delete: (id) => rm(path(id), { force: true }),
  }
}

const stores = new WeakMap<App['config'], UploadStore>()

export function uploadStore({ config }: Pick<App, 'config'>): UploadStore {
  const known = stores.get(config)
  if (known) return known
  const folder = join(config.dataFolder, 'uploads')
  // the store makes it too, but only some time later
  mkdirSync(folder, { recursive: true })
  const records = recordsIn(folder)
  const store = new FileStore({ directory: folder, configstore: records, expirationPeriodInMilliseconds: UPLOAD_LIFETIME_MS })
  const made: UploadStore = {
    folder,
    store,
    fileOf: (uploadId) => join(folder, uploadId),
    record: async (uploadId) => {
      const upload = await store.getUpload(uploadId).catch(() => undefined)
      if (!upload) return undefined
      const { size = 0, offset, creation_date, metadata = {} } = upload
      return { size, offset, createdAt: creation_date ? Date.parse(creation_date) : 0, metadata }
    },
    complete: async (uploadId, itemId) => {
      const upload = await store.getUpload(uploadId)
      upload.metadata = { ...upload.metadata, itemId }
      await records.set(uploadId, upload)
      await truncate(join(folder, uploadId))
    },
    remove: async (uploadId) => {
      await store.remove(uploadId).catch(() => undefined)
    },
  }
  stores.set(config, made)
  return made
}

/**
 * Uploads that were begun a day ago, finished or not, and whatever a crash left of one: the library's own sweep passes
 * over those that were completed, and over half of one.
 */
export async function sweepUploads(app: Pick<App, 'config' | 'now'>): Promise<number> {
  const { folder, record } = uploadStore(app)
  const before = app.now() - UPLOAD_LIFETIME_MS
  const names = await readdir(folder)
  let swept = 0
  for (const id of new Set(names.map((name) => name.split('.', 1)[0] as string))) {
    const theirs = names.filter((name) => name === id || name.startsWith(`${id}.`)).map((name) => join(folder, name))
    const times = await Promise.all(
      theirs.map((path) =>
        stat(path).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        ),
      ),
    )
    const begun = (await record(id))?.createdAt ?? Math.max(...times)
    if (begun >= before) continue
    for (const path of theirs) await rm(path, { force: true })
    swept++
  }
  return swept
}
