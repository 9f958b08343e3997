import { mkdirSync } from 'node:fs'
import { truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { FileConfigstore, FileStore } from '@tus/file-store'
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

const stores = new WeakMap<App['config'], UploadStore>()

export function uploadStore({ config }: Pick<App, 'config'>): UploadStore {
  const known = stores.get(config)
  if (known) return known
  const folder = join(config.dataFolder, 'uploads')
  // the store makes it too, but only some time later
  mkdirSync(folder, { recursive: true })
  const configs = new FileConfigstore(folder)
  const store = new FileStore({ directory: folder, configstore: configs, expirationPeriodInMilliseconds: UPLOAD_LIFETIME_MS })
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
      await configs.set(uploadId, upload)
      await truncate(join(folder, uploadId))
    },
    remove: async (uploadId) => {
      await store.remove(uploadId).catch(() => undefined)
    },
  }
  stores.set(config, made)
  return made
}

/** Uploads that were begun a day ago, finished or not. */
export const sweepUploads = (app: Pick<App, 'config'>): Promise<number> => uploadStore(app).store.deleteExpired()
