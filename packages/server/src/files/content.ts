import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { AppError } from '@moorage/api/errors'
import type { App } from '../app.ts'
import { BlobStoreFull, type Pourable } from '../storage/blobs/blob-store.ts'
import { statement } from '../storage/db/statement.ts'

/** Bytes that are on disk but belong to no revision yet. `putAt` in epoch milliseconds, `sha256` in base64. */
export interface Received {
  blobKey: string
  size: number
  sha256: string
  putAt: number
}

/** The sweep takes unreferenced blobs at 24 h; a commit this far before cannot meet it. */
export const BLOB_COMMIT_MAX_AGE_MS = 12 * 60 * 60 * 1000

export const blobPrefix = (organizationId: string, fileId: string) => `${organizationId}/${fileId}/`

/**
 * The first half of every write: streams `body` into a new blob, hashing once, durable when resolved. The second is
 * the transaction that commits it. Throws TOO_LARGE past `maxSize` bytes and STORAGE_FULL; both leave nothing.
 */
export async function receive(
  app: Pick<App, 'blobs' | 'now'>,
  { organizationId, fileId, maxSize }: { organizationId: string; fileId: string; maxSize: number },
  body: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<Received> {
  const blobKey = blobPrefix(organizationId, fileId) + randomBytes(16).toString('hex')
  const hash = createHash('sha256')
  const putAt = app.now()
  let size = 0
  async function* measured() {
    for await (const chunk of body) {
      size += chunk.length
      if (size > maxSize) throw new AppError('TOO_LARGE', { data: { maxSize } })
      hash.update(chunk)
      yield chunk
    }
  }
  try {
    await app.blobs.put(blobKey, measured(), signal)
  } catch (error) {
    throw error instanceof BlobStoreFull ? new AppError('STORAGE_FULL', { cause: error }) : error
  }
  return { blobKey, size, sha256: hash.digest('base64'), putAt }
}

/** Received bytes that nothing will commit. */
export const forget = (app: Pick<App, 'blobs'>, received: Received) => app.blobs.delete([received.blobKey])

/** WOPI: UTC ISO 8601 in round-trip form; Collabora compares it as text, so there is one way to write it. */
export const lastModifiedTime = (at: number) => `${new Date(at).toISOString().slice(0, -1)}000Z`

/** One version of a file. `version` is the counter; `open` streams exactly that version, or a part (`end` inclusive). */
export interface Content {
  revisionId: string
  size: number
  version: number
  sha256: string
  modifiedAt: number
  /** key of the blob that it is; undefined where it is of several, or of a part of one */
  blob: string | undefined
  open(range?: { start: number; end: number }): Promise<Readable>
  /** all of it, for whoever sends it on */
  give(): Promise<Pourable | Readable>
}

const readRevision = statement<{ organizationId: string; fileId: string; revisionId: string }>()((db, arg) =>
  db
    .selectFrom('revision')
    .select(['id', 'size', 'version', 'sha256', 'created_at as modifiedAt'])
    .where('organization_id', '=', arg('organizationId'))
    .where('file_id', '=', arg('fileId'))
    .where('id', '=', arg('revisionId')),
)

const readCurrent = statement<{ organizationId: string; fileId: string }>()((db, arg) =>
  db
    .selectFrom('node')
    .innerJoin('revision', (join) =>
      join
        .onRef('revision.organization_id', '=', 'node.organization_id')
        .onRef('revision.file_id', '=', 'node.id')
        .onRef('revision.id', '=', 'node.revision_id'),
    )
    .select(['revision.id', 'revision.size', 'revision.version', 'revision.sha256', 'node.modified_at as modifiedAt'])
    .where('node.organization_id', '=', arg('organizationId'))
    .where('node.id', '=', arg('fileId')),
)

const readExtents = statement<{ organizationId: string; fileId: string; revisionId: string }>()((db, arg) =>
  db
    .selectFrom('extent')
    .select(['blob_key', 'start', 'length'])
    .where('organization_id', '=', arg('organizationId'))
    .where('file_id', '=', arg('fileId'))
    .where('revision_id', '=', arg('revisionId'))
    .orderBy('seq'),
)

interface Extent {
  blob_key: string
  start: number
  length: number
}

/**
 * The newest bytes of a file, or those of one revision (rescue revisions too); undefined when there is none. What was
 * opened stays readable whatever is saved meanwhile: revisions never change.
 */
export async function openContent(
  app: Pick<App, 'db' | 'blobs'>,
  { organizationId, fileId, revisionId }: { organizationId: string; fileId: string; revisionId?: string },
): Promise<Content | undefined> {
  const sql = app.db.read
  const found = revisionId
    ? await sql.get(readRevision, { organizationId, fileId, revisionId })
    : await sql.get(readCurrent, { organizationId, fileId })
  if (!found) return undefined
  const { id, ...rest } = found
  return openRevision(app, { organizationId, fileId }, { ...rest, revisionId: id })
}

/** A revision that was already read. */
export async function openRevision(
  app: Pick<App, 'db' | 'blobs'>,
  file: { organizationId: string; fileId: string },
  revision: Omit<Content, 'blob' | 'open' | 'give'>,
): Promise<Content> {
  const extents = await app.db.read.all(readExtents, { ...file, revisionId: revision.revisionId })
  const [first, second] = extents
  // a save writes its bytes into one blob of its own, and nothing is ever added to it
  const blob = first && !second && first.start === 0 && first.length === revision.size ? first.blob_key : undefined
  return { ...revision, blob, open: (range) => openExtents(app, extents, range), give: () => giveExtents(app, extents) }
}

async function openExtents(app: Pick<App, 'blobs'>, extents: Extent[], range?: { start: number; end: number }): Promise<Readable> {
  const parts = range ? cut(extents, range) : extents
  const [first] = parts
  if (!first) return Readable.from([])
  const open = ({ blob_key, start, length }: Extent) => app.blobs.get(blob_key, { start, end: start + length - 1 })
  if (parts.length === 1) return open(first)
  return Readable.from(
    (async function* () {
      for (const part of parts) yield* await open(part)
    })(),
    { objectMode: false },
  )
}

async function giveExtents(app: Pick<App, 'blobs'>, extents: Extent[]): Promise<Pourable | Readable> {
  const [only, ...more] = extents
  if (!only || more.length > 0) return openExtents(app, extents)
  return app.blobs.give(only.blob_key, { start: only.start, end: only.start + only.length - 1 })
}

/** The parts of `extents` that hold the bytes from start to end (inclusive) of the whole. */
function cut(extents: Extent[], { start, end }: { start: number; end: number }): Extent[] {
  let at = 0
  return extents.flatMap((extent) => {
    const from = Math.max(start - at, 0)
    const until = Math.min(end - at + 1, extent.length)
    at += extent.length
    return from < until ? [{ ...extent, start: extent.start + from, length: until - from }] : []
  })
}
