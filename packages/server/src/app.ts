import { mkdir } from 'node:fs/promises'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { blobsFolder, databaseFile } from './data-folder.ts'
import { keepObserved } from './editing-sessions/recorder.ts'
import { openInstallation } from './installation.ts'
import { loadAddedEditors } from './office/added-editors.ts'
import { loadMicrosoft365 } from './office/microsoft-365.ts'
import { loadRollouts } from './office/rollout/stored.ts'
import type { BlobStore } from './storage/blobs/blob-store.ts'
import { diskBlobs } from './storage/blobs/disk.ts'
import { type Db, openDb } from './storage/db/open.ts'
import type { transactions } from './transactions.ts'

/** The world in six handles. Functions take the ones they use: `Pick<App, 'db' | 'now'>`. */
export interface App {
  config: Config
  db: Db<typeof transactions>
  blobs: BlobStore
  /** epoch milliseconds */
  now: () => number
  log: Logger
  fetch: typeof fetch
}

/** Under source (tests) too, the writer is a worker thread and needs the built module. */
const WRITER = new URL(import.meta.url.endsWith('.ts') ? '../dist/run/writer.js' : './writer.js', import.meta.url)

/** Opens the data folder, making what is missing. Whoever opens it closes it. */
export async function openApp(config: Config, log: Logger): Promise<{ app: App; close(): Promise<void> }> {
  const blobFolder = blobsFolder(config.dataFolder)
  await mkdir(blobFolder, { recursive: true, mode: 0o700 })
  const blobs = await diskBlobs(blobFolder)
  const db = await openDb<typeof transactions>(databaseFile(config.dataFolder), WRITER)
  const app: App = { config, db, blobs, now: Date.now, log, fetch }
  await openInstallation(app)
  await loadMicrosoft365(app)
  await loadRollouts(app)
  await loadAddedEditors(app)
  const close = async () => {
    await keepObserved(app)
    await db.close()
  }
  return { app, close }
}
