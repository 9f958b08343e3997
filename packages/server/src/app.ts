import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { BlobStore } from './storage/blobs/blob-store.ts'
import type { Db } from './storage/db/open.ts'
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
