import { chmodSync, existsSync } from 'node:fs'
import { copyFile, cp, mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { blobsFolder, databaseFile, holdForRestore } from '../data-folder.ts'
import { giveToOwner } from '../folder-owner.ts'
import { findSettings } from '../settings-file.ts'
import { BlobMissing } from '../storage/blobs/blob-store.ts'
import { diskBlobs } from '../storage/blobs/disk.ts'
import { DATABASE_COPY, flush, hashing, type Manifest, readContentsList } from './manifest.ts'
import { readyToGoOn } from './snapshot.ts'
import { backupIn, wrongFiles } from './verify.ts'

export interface Restored {
  manifest: Manifest
  dataFolder: string
  /** keys of contents that the backup does not have as they were */
  faulty: string[]
}

/**
 * `moorage restore`: puts a backup into an empty data folder; every hash is verified on the way. In the database
 *
 * - the restore epoch rises, so that WOPI's Version never says again what a client has cached with other content. It
 *   becomes the time in seconds: restoring the same backup twice gives two epochs, too;
 * - locks of editors end, as nobody will unlock what they lost. Grants stay: whoever still has a document open may save
 *   what the backup does not have, as unsaved work at least;
 * - sign-ins, apps' tokens and one-time links end: some were ended or used since.
 */
export async function restoreBackup(
  { data, from, now = Date.now }: { data?: string | undefined; from: string; now?: () => number },
  environment: NodeJS.ProcessEnv,
): Promise<Restored> {
  const { dataFolder } = findSettings({ data }, environment)
  const { manifest, folder, place } = await backupIn(from)
  const wrong = await wrongFiles(place, manifest)
  if (wrong.length > 0) throw new Error(`The backup is damaged: ${wrong.join(', ')} is not what was kept. Nothing was restored.`)
  const held = holdForRestore(dataFolder)
  try {
    const faulty = await restoreContents(place, join(folder, 'blobs'), blobsFolder(dataFolder))
    if (existsSync(join(place, 'files'))) await cp(join(place, 'files'), dataFolder, { recursive: true })
    const draft = `${databaseFile(dataFolder)}-restored`
    await copyFile(join(place, DATABASE_COPY), draft)
    chmodSync(draft, 0o600)
    readyToGoOn(draft, Math.floor(now() / 1000))
    await flush(draft)
    await rename(draft, databaseFile(dataFolder))
    await flush(dataFolder)
    held.done()
    return { manifest, dataFolder, faulty }
  } finally {
    held.release()
    giveToOwner(dataFolder, Number.POSITIVE_INFINITY)
  }
}

/** What is damaged is restored as it is, and told: a person may still get something out of it. */
async function restoreContents(place: string, source: string, target: string): Promise<string[]> {
  await mkdir(target, { recursive: true, mode: 0o700 })
  const [from, to] = [await diskBlobs(source), await diskBlobs(target)]
  const faulty: string[] = []
  for await (const { key, sha256 } of readContentsList(place)) {
    const hash = hashing()
    try {
      await to.put(key, hash.through(await from.get(key)))
      if (hash.hex() !== sha256) faulty.push(key)
    } catch (error) {
      if (!(error instanceof BlobMissing)) throw error
      faulty.push(key)
    }
  }
  return faulty
}

/** For people. */
export function restoredInWords({ manifest, dataFolder, faulty }: Restored): { text: string; failed: boolean } {
  const { at, contents } = manifest
  const lines = [
    `Restored the backup of ${at} to ${dataFolder}: ${contents.count} contents (${contents.bytes} bytes).`,
    ...(faulty.length > 0
      ? [`${faulty.length} contents are missing or damaged in the backup; moorage doctor says which files they are of once it is served.`]
      : []),
    `Settings from environment variables are not in a backup. Everybody signs in again: moorage serve --data ${dataFolder}`,
  ]
  return { text: lines.join('\n'), failed: faulty.length > 0 }
}
