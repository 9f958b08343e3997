import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { blobsFolder, databaseFile } from '../../data-folder.ts'
import { BlobMissing, BlobStoreFull } from '../../storage/blobs/blob-store.ts'
import { INCOMING } from '../../storage/blobs/disk.ts'
import { examine } from '../../storage/db/examine.ts'
import { counted, inUnits } from '../amounts.ts'
import { type CheckDefinition, type Finding, type Folder, failure, notApplicable, ok, type World } from '../check.ts'

const PREFIX = 'doctor'
const BYTES = 64 * 1024

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'an unexpected error'

/** What every save does: durable, and the same bytes come back. */
async function writesAndReads({ app }: World): Promise<Finding> {
  const why = 'Every save and upload does just this.'
  const key = `${PREFIX}/${randomBytes(16).toString('hex')}`
  const bytes = randomBytes(BYTES)
  const started = performance.now()
  try {
    await app.blobs.put(key, Readable.from([bytes]))
    const same = bytes.equals(await buffer(await app.blobs.get(key)))
    const took = Math.round(performance.now() - started)
    if (same) return ok(`${inUnits(BYTES)} written, flushed and read back in ${took} ms`)
    return failure('What was read back is not what was written', { why, change: 'Check the disk (smartctl, dmesg) before anything else.' })
  } catch (error) {
    const full = error instanceof BlobStoreFull
    return failure(full ? 'The disk is full: nothing can be written' : `Nothing can be written to the blobs folder (${codeOf(error)})`, {
      why,
      change: full
        ? 'Free or add disk space where the data folder lies.'
        : 'Let the folder “blobs” in the data folder be writable for the user that runs Moorage, and its disk not be mounted read-only.',
    })
  } finally {
    await app.blobs.delete([key]).catch(() => undefined)
  }
}

/** of organizations: there and back takes well under a millisecond each */
const FOLDERS_TRIED = 200

/** What is written under another name gets its own by a rename, which is whole or not at all within one file system only. */
async function renames({ config }: Folder): Promise<Finding> {
  const folder = blobsFolder(config.dataFolder)
  const names = (await readdir(folder, { withFileTypes: true }).catch(() => [])).filter(
    (entry) => entry.isDirectory() && entry.name !== INCOMING,
  )
  await mkdir(join(folder, INCOMING), { recursive: true, mode: 0o700 })
  const name = `${PREFIX}-${randomBytes(8).toString('hex')}`
  const from = join(folder, INCOMING, name)
  const targets = ['.', ...names.slice(0, FOLDERS_TRIED).map((entry) => entry.name)]
  try {
    await writeFile(from, '', { flag: 'wx' })
    for (const target of targets) {
      const to = join(folder, target, `.${name}`)
      try {
        await rename(from, to)
        await rename(to, from)
      } catch (error) {
        const crosses = codeOf(error) === 'EXDEV'
        const where = target === '.' ? 'blobs' : `blobs/${target.slice(0, 6)}…`
        return failure(
          crosses ? `${where} is on another file system than blobs/${INCOMING}` : `Nothing can be moved into ${where} (${codeOf(error)})`,
          {
            why: 'Saves to the files there fail: what was received cannot take its place.',
            change: crosses
              ? 'Mount one file system for the whole data folder; no folder inside “blobs” may be a mount or a link of its own.'
              : 'Let all folders in “blobs” be writable for the user that runs Moorage (chown -R).',
          },
        )
      }
    }
    return ok(`A file moves whole between blobs/${INCOMING} and ${counted(targets.length, 'folder')}`)
  } catch (error) {
    return failure(`Nothing can be made in blobs/${INCOMING} (${codeOf(error)})`, {
      why: 'Every save begins there.',
      change: 'Let the folder “blobs” in the data folder be writable for the user that runs Moorage, and see how full the disk is.',
    })
  } finally {
    await rm(from, { force: true })
  }
}

const SAMPLE = 50
const pieces = (order: string) => `
  select revision.size, revision.file_id as fileId, extent.blob_key as key, extent.start, extent.length
  from (select * from revision ${order} limit ${SAMPLE}) as revision
  left join extent on extent.organization_id = revision.organization_id and extent.file_id = revision.file_id and extent.revision_id = revision.id`
const NEWEST = pieces('order by created_at desc')
const ANY = pieces('order by random()')

interface Piece {
  size: number
  fileId: string
  key: string | null
  start: number
  length: number
}

/** The last byte that a revision has there is there: then the ones before it are. */
async function isThere({ app }: World, { size, key, start, length }: Piece): Promise<boolean> {
  if (key === null) return size === 0
  try {
    const last = start + length - 1
    return (await buffer(await app.blobs.get(key, { start: last, end: last }))).length === 1
  } catch (error) {
    if (error instanceof BlobMissing) return false
    throw error
  }
}

async function contentIsThere(world: World): Promise<Finding> {
  const { app, signal } = world
  const [newest = [], any = []] = await examine(databaseFile(app.config.dataFolder), [NEWEST, ANY], signal)
  const sample = [...newest, ...any] as unknown as Piece[]
  if (sample.length === 0) return notApplicable('There are no files yet')
  const missing = new Set<string>()
  for (const piece of sample) if (!(await isThere(world, piece))) missing.add(piece.fileId)
  if (missing.size === 0) return ok(`${counted(sample.length, 'piece')} of content, the newest and others, all there with their whole size`)
  return failure(
    `${counted(missing.size, 'file has', 'files have')} revisions whose bytes are missing or cut short, of a sample of ${2 * SAMPLE} revisions`,
    {
      why: 'These revisions cannot be opened or downloaded.',
      change:
        'Put the folder “blobs” of the backup that belongs to this database back; a database and blobs of different days do not fit together.',
    },
  )
}

export const blobChecks: CheckDefinition[] = [
  { id: 'blob-write', group: 'storage', title: 'Contents of files can be written', short: true, offline: true, look: writesAndReads },
  { id: 'blob-rename', group: 'storage', title: 'Contents of files take their place whole', short: true, offline: true, lookIn: renames },
  { id: 'content-there', group: 'storage', title: 'What revisions name is there', offline: true, look: contentIsThere },
]
