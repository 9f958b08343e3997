import type { App } from '../app.ts'
import { backedUpSince } from '../data-folder.ts'
import { statement } from '../storage/db/statement.ts'

/** Twice the age at which a commit refuses a blob: whatever is this old and unreferenced will never be committed. */
const ORPHAN_MS = 24 * 60 * 60 * 1000
/** browsers that were away longer read everything anew */
const CHANGES_KEPT_MS = 60 * 60 * 1000
const BATCH = 500
/** No backup takes this long: it hangs. */
const BACKUP_HANGS_MS = 24 * 60 * 60 * 1000

const extentOf = statement<{ key: string }>()((db, arg) =>
  db.selectFrom('extent').select('seq').where('blob_key', '=', arg('key')).limit(1),
)

/**
 * Removes bytes that nothing refers to, uploads that were left, and changes that everybody has heard of.
 * @throws Error when all else is done, where a backup that hangs keeps it from the bytes
 */
export async function sweep(app: App): Promise<{ blobs: number; uploads: number; changes: number }> {
  const before = app.now() - ORPHAN_MS
  let blobs = 0
  let batch: string[] = []
  let heldSince: number | undefined
  const flush = async () => {
    // Asked after these were judged and before they go: a backup that is not seen here takes its snapshot after the
    // judging, and what nothing referred to then, nothing refers to in the snapshot. They wait for the next sweep.
    heldSince ??= backedUpSince(app.config.dataFolder)
    if (heldSince === undefined) {
      await app.blobs.delete(batch)
      blobs += batch.length
    }
    batch = []
  }
  for await (const { key, writtenAt } of app.blobs.list('')) {
    if (writtenAt >= before || (await app.db.read.get(extentOf, { key }))) continue
    batch.push(key)
    if (batch.length >= BATCH) await flush()
  }
  await flush()
  // the library is only loaded where it is used
  const { sweepUploads } = await import('./upload-store.ts')
  const uploads = await sweepUploads(app)
  const changes = await app.db.transact('trimChanges', { before: app.now() - CHANGES_KEPT_MS })
  if (heldSince !== undefined && app.now() - heldSince > BACKUP_HANGS_MS)
    throw new Error(
      `a backup has been under way since ${new Date(heldSince).toISOString()}, and what nothing refers to stays until it ends: end that process if it hangs`,
    )
  return { blobs, uploads, changes }
}
