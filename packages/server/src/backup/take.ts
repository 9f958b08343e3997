import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { blobsFolder, databaseFile, filesToKeep, holdForBackup } from '../data-folder.ts'
import { findSettings } from '../settings-file.ts'
import { BlobMissing, type BlobStore, BlobStoreFull } from '../storage/blobs/blob-store.ts'
import { diskBlobs } from '../storage/blobs/disk.ts'
import { moorageVersion } from '../version.ts'
import { contentsList, DATABASE_COPY, flush, hashing, hashOf, type Manifest, putManifest, readManifest } from './manifest.ts'
import { installationOf, type Referred, references, referred, snapshot } from './snapshot.ts'

export interface Taken {
  manifest: Manifest
  /** contents that were not in the folder yet, and those that went as nothing needs them any more */
  copied: number
  removed: number
}

/**
 * `moorage backup`: one consistent copy of everything, beside a running server and its saves or without one. The
 * database is copied first, at one instant; then the contents that this copy refers to, which never change. A content
 * is on disk before its save is acknowledged, and the sweep takes none while a backup is held: so every save that was
 * acknowledged before is there, and each file with the content of the same instant. A folder with an earlier backup is
 * brought up to date: only what is new is copied.
 */
export async function takeBackup(
  { config, data, out }: { config?: string | undefined; data?: string | undefined; out: string },
  environment: NodeJS.ProcessEnv,
): Promise<Taken> {
  const { dataFolder, path: settings } = findSettings({ config, data }, environment)
  const database = databaseFile(dataFolder)
  if (!existsSync(database)) throw new Error(`No Moorage has worked in ${dataFolder} yet: there is nothing to back up.`)
  const folder = resolve(out)
  const inside = relative(dataFolder, folder)
  if (!isAbsolute(inside) && inside.split(sep)[0] !== '..')
    throw new Error('A backup inside the data folder would be lost with it: choose another folder with --out.')
  const former = await formerBackup(folder)
  if (former && former.installation !== installationOf(database))
    throw new Error(`${folder} has the backup of another installation, and is left as it is: choose another folder with --out.`)
  const held = holdForBackup(dataFolder)
  try {
    return await take({ dataFolder, database, settings, folder, former })
  } catch (error) {
    const full = error instanceof BlobStoreFull || (error as NodeJS.ErrnoException).code === 'ENOSPC'
    throw full ? new Error(`${folder} has no space left; the backup there before is whole.`, { cause: error }) : error
  } finally {
    held.release()
  }
}

/** What an earlier run has left there; whatever else lies there is never touched. */
async function formerBackup(folder: string): Promise<Manifest | undefined> {
  const manifest = await readManifest(folder)
  const foreign = manifest || !existsSync(folder) ? [] : (await readdir(folder)).filter((name) => !/^(snapshot-|blobs$)/.test(name))
  if (foreign[0] !== undefined) throw new Error(`${folder} is not empty (${foreign[0]} is there) and has no backup: choose another folder.`)
  return manifest
}

interface Job {
  dataFolder: string
  database: string
  settings: string
  folder: string
  former: Manifest | undefined
}

async function take({ dataFolder, database, settings, folder, former }: Job): Promise<Taken> {
  const name = `snapshot-${new Date().toISOString().replace(/[:.]/g, '-')}`
  const place = join(folder, name)
  await mkdir(join(place, 'files'), { recursive: true, mode: 0o700 })
  const at = new Date().toISOString()
  snapshot(database, join(place, DATABASE_COPY))
  await mkdir(join(folder, 'blobs'), { recursive: true, mode: 0o700 })
  const [from, to] = [await diskBlobs(blobsFolder(dataFolder)), await diskBlobs(join(folder, 'blobs'))]
  const list = contentsList(place)
  const contents = { count: 0, bytes: 0 }
  const faulty: string[] = []
  let copied = 0
  for (const content of referred(join(place, DATABASE_COPY))) {
    const found = await keepContent(content, { from, to, path: join(folder, 'blobs', content.key), known: former?.faulty ?? [] })
    contents.count += 1
    contents.bytes += content.size
    if (found.copied) copied += 1
    if (found.faulty) faulty.push(content.key)
    await list.add({ key: content.key, sha256: found.sha256 })
  }
  await list.end()
  await keepFiles(dataFolder, settings, join(place, 'files'))
  const manifest: Manifest = {
    format: 1,
    installation: installationOf(join(place, DATABASE_COPY)),
    version: moorageVersion(),
    at,
    snapshot: name,
    files: await described(place),
    contents,
    faulty,
  }
  await flush(place)
  await putManifest(folder, manifest)
  return { manifest, copied, removed: await removeOthers(folder, place, name, to) }
}

interface Keeping {
  from: BlobStore
  to: BlobStore
  path: string
  /** keys that were faulty in the backup before */
  known: string[]
}

/** What is there with the right size is not read again: --verify does that. What was faulty before is tried anew. */
async function keepContent({ key, size, sha256 }: Referred, { from, to, path, known }: Keeping) {
  const there = await stat(path).catch(() => undefined)
  if (there?.isFile() && there.size >= size && !known.includes(key))
    return { sha256: sha256 ?? (await hashOf(path)).sha256, copied: false, faulty: false }
  if (there) await to.delete([key])
  const hash = hashing()
  try {
    await to.put(key, hash.through(await from.get(key)))
  } catch (error) {
    // one content that is gone is no reason to keep none of the others
    if (error instanceof BlobMissing) return { sha256: sha256 ?? '0'.repeat(64), copied: false, faulty: true }
    throw error
  }
  const hex = hash.hex()
  return { sha256: sha256 ?? hex, copied: true, faulty: hash.size() < size || (sha256 !== undefined && sha256 !== hex) }
}

/** Small things and films; one that goes meanwhile is nobody's any more. The settings file may lie elsewhere. */
async function keepFiles(dataFolder: string, settings: string, target: string) {
  const gone = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  }
  for (const name of filesToKeep(dataFolder)) await cp(join(dataFolder, name), join(target, name), { recursive: true }).catch(gone)
  await cp(settings, join(target, 'moorage.yaml')).catch(gone)
}

async function described(place: string): Promise<Manifest['files']> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const described: Manifest['files'] = []
  for (const path of paths.sort()) {
    await flush(path)
    described.push({ path: relative(place, path).split(sep).join('/'), ...(await hashOf(path)) })
  }
  return described
}

/** Snapshots and contents that the new manifest does not need; the former backup is over when this begins. */
async function removeOthers(folder: string, place: string, name: string, to: BlobStore): Promise<number> {
  for (const other of await readdir(folder))
    if (other.startsWith('snapshot-') && other !== name) await rm(join(folder, other), { recursive: true })
  const needed = references(join(place, DATABASE_COPY))
  let removed = 0
  try {
    for await (const { key } of to.list('')) {
      if (needed.has(key)) continue
      await to.delete([key])
      removed += 1
    }
  } finally {
    needed.close()
  }
  return removed
}

/** For people. */
export function takenInWords({ manifest, copied, removed }: Taken, folder: string): { text: string; failed: boolean } {
  const { at, contents, faulty, files } = manifest
  const lines = [
    `Backed up ${folder} as of ${at}: the database, ${files.filter(({ path }) => path.startsWith('files/')).length} files and ${contents.count} contents (${contents.bytes} bytes).`,
    `${copied} contents were new${removed > 0 ? `, ${removed} are needed no more and went` : ''}.`,
    ...(faulty.length > 0
      ? [`${faulty.length} contents are missing or damaged in the data folder itself: moorage doctor says which files they are of.`]
      : []),
  ]
  return { text: lines.join('\n'), failed: faulty.length > 0 }
}
