import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { open, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/**
 * A backup is a folder:
 *
 *   manifest.json             what belongs together; put in place last, so that a broken-off run leaves the former backup whole
 *   snapshot-…/moorage.db     everything but contents
 *   snapshot-…/files/…        moorage.yaml, the editor's keys, what the launch kit keeps
 *   snapshot-…/contents.sha256   every content, in the form that `sha256sum --check` reads from the backup's folder
 *   blobs/…                   the contents, each under a key that is never used twice: a later run only adds and removes
 */
export interface Manifest {
  format: 1
  /** tells backups of different installations apart; nothing can be told from it */
  installation: string
  /** of Moorage */
  version: string
  /** when the database's snapshot was taken, ISO 8601: every save acknowledged before is in */
  at: string
  /** the snapshot's folder */
  snapshot: string
  /** all in the snapshot's folder, paths from there, hashes in hex */
  files: { path: string; size: number; sha256: string }[]
  contents: { count: number; bytes: number }
  /** keys of contents that were missing or damaged in the data folder itself */
  faulty: string[]
}

const MANIFEST = 'manifest.json'
export const DATABASE_COPY = 'moorage.db'
export const CONTENTS_LIST = 'contents.sha256'

/** undefined: nothing was backed up there. Throws a sentence for what is no backup or one of a newer Moorage. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const file = join(folder, MANIFEST)
  if (!existsSync(file)) return undefined
  let manifest: Manifest
  try {
    manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest
  } catch (cause) {
    throw new Error(`${file} cannot be read as the manifest of a backup.`, { cause })
  }
  if (manifest.format !== 1 || !/^snapshot-[\w-]+$/.test(manifest.snapshot))
    throw new Error(`${file} is not the manifest of a backup that this Moorage can read: use the version that made it.`)
  return manifest
}

/** From now on the folder is this backup. */
export async function putManifest(folder: string, manifest: Manifest): Promise<void> {
  const draft = join(folder, `${MANIFEST}.draft`)
  await writeFile(draft, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(draft, join(folder, MANIFEST))
  await flush(folder)
}

/** A file, or a folder: new names are on the medium when their folder is. Windows has no such call for folders and needs none. */
export async function flush(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path)
  await handle.sync().finally(() => handle.close())
}

/** Hashes whatever passes through; `hex()` when it has ended. */
export function hashing() {
  const hash = createHash('sha256')
  let size = 0
  return {
    async *through(body: AsyncIterable<Uint8Array>) {
      for await (const chunk of body) {
        hash.update(chunk)
        size += chunk.length
        yield chunk
      }
    },
    hex: () => hash.digest('hex'),
    size: () => size,
  }
}

/** Size and SHA-256 (hex) of a file. */
export async function hashOf(path: string): Promise<{ size: number; sha256: string }> {
  const hash = hashing()
  for await (const _ of hash.through(createReadStream(path, { highWaterMark: 1024 * 1024 })));
  return { size: hash.size(), sha256: hash.hex() }
}

export interface ListedContent {
  key: string
  /** hex */
  sha256: string
}

/** The list of contents, written line by line. */
export function contentsList(folder: string) {
  const stream = createWriteStream(join(folder, CONTENTS_LIST), { flags: 'wx', mode: 0o600, flush: true })
  return {
    add: ({ key, sha256 }: ListedContent) =>
      new Promise<void>((resolve, reject) => stream.write(`${sha256}  blobs/${key}\n`, (error) => (error ? reject(error) : resolve()))),
    end: () =>
      new Promise<void>((resolve, reject) => {
        stream.once('error', reject)
        stream.end(resolve)
      }),
  }
}

export async function* readContentsList(folder: string): AsyncIterable<ListedContent> {
  for await (const line of createInterface({ input: createReadStream(join(folder, CONTENTS_LIST)) })) {
    const [, sha256, key] = /^([0-9a-f]{64}) {2}blobs\/(\S+)$/.exec(line) ?? []
    if (!sha256 || !key) throw new Error(`${CONTENTS_LIST} of the backup has a line that names no content.`)
    yield { key, sha256 }
  }
}
