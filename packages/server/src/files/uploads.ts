import { createReadStream } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { AppError, type OnClash } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import type { Entry } from '../activity.ts'
import type { App } from '../app.ts'
import { statement } from '../storage/db/statement.ts'
import { forget, type Received, receive } from './content.ts'
import { createdOrThrow } from './copy.ts'
import { type HeldBy, heldBy, lockOf } from './locks.ts'
import { checkName, cleanName, nameKey, numbered } from './names.ts'
import { childByKey, nodeById, type TreeNode } from './tree.ts'
import { writableFolder } from './visible.ts'

type Handles = Pick<App, 'db' | 'blobs' | 'config' | 'now'>

/** Where an upload goes, as its creator said and as it is checked again when it is complete. */
export interface UploadPlan {
  /** id that a new file will have: the same however often completion is tried */
  fileId: string
  folderId: string
  /** folders below it, made where missing */
  path: string[]
  name: string
  onClash: OnClash
}

/** Thrown where an editor holds the file that would be replaced; the edge says it in words. */
export class HeldFile extends Error {
  readonly file: string
  readonly heldBy: HeldBy | undefined
  constructor(file: string, heldBy: HeldBy | undefined) {
    super('an editor holds the file')
    this.name = 'HeldFile'
    this.file = file
    this.heldBy = heldBy
  }
}

const PATH_DEPTH_MAX = 50

/** From what the browser sent along; NAME_ILLEGAL and BAD_REQUEST in words. */
export function planUpload(metadata: Record<string, string | null>, fileId: string): UploadPlan {
  const { folderId, name, path, onClash = 'fail' } = metadata
  if (!folderId || !name) throw new AppError('BAD_REQUEST', { detail: 'An upload names its folder and its file.' })
  if (onClash !== 'fail' && onClash !== 'keep-both' && onClash !== 'replace')
    throw new AppError('BAD_REQUEST', { detail: 'onClash is fail, keep-both or replace.' })
  const segments = (path ?? '').split('/').filter(Boolean).map(cleanName)
  if (segments.length > PATH_DEPTH_MAX) throw new AppError('BAD_REQUEST', { detail: 'The folders are too deep.' })
  for (const segment of [...segments, cleanName(name)]) {
    const problem = checkName(segment)
    if (problem) throw new AppError('NAME_ILLEGAL', { detail: `“${segment.slice(0, 80)}”: ${problem}`, data: { name: segment } })
  }
  return { fileId, folderId, path: segments, name: cleanName(name), onClash }
}

const readSpace = statement<{ organizationId: string }>()((db, arg) =>
  db.selectFrom('organization').select(['quota', 'used']).where('id', '=', arg('organizationId')),
)

/** Before the first byte: rights, size, space, and whether the name is free. Nothing of it is promised. */
export async function checkUpload(app: Handles, actor: Actor, plan: UploadPlan, size: number, uploads: string): Promise<void> {
  const { node: folder } = await writableFolder(app, actor, plan.folderId)
  if (size > app.config.maxFileSize) throw new AppError('TOO_LARGE', { data: { maxFileSize: app.config.maxFileSize, name: plan.name } })
  const space = await app.db.read.get(readSpace, actor)
  if (space && space.quota !== null && space.used + size > space.quota)
    throw new AppError('QUOTA_EXCEEDED', { data: { left: Math.max(0, space.quota - space.used) } })
  const disk = await statfs(uploads)
  if (size > disk.bavail * disk.bsize) throw new AppError('STORAGE_FULL')
  let parent: TreeNode | undefined = folder
  for (const segment of plan.path) parent = parent && (await childByKey(app.db.read, actor.organizationId, parent.id, nameKey(segment)))
  const existing = parent && (await childByKey(app.db.read, actor.organizationId, parent.id, nameKey(plan.name)))
  if (existing && (plan.onClash === 'fail' || (plan.onClash === 'replace' && existing.kind === 'folder'))) throw taken(plan.name)
  const lock = existing && lockOf(existing, app.now())
  if (lock && plan.onClash === 'replace') throw new HeldFile(existing.name, heldBy(lock))
}

const taken = (name: string) =>
  new AppError('NAME_TAKEN', { detail: `There is already “${name}” in this folder.`, data: { name, suggestion: numbered(name, 2) } })

const TRIES = 3

/** All bytes are here: puts them into the tree, judging everything anew. Answers the file's id. Trying again is safe. */
export async function finishUpload(app: Handles, actor: Actor, plan: UploadPlan, file: string, address: string): Promise<string> {
  const { organizationId } = actor
  const before = await nodeById(app.db.read, organizationId, plan.fileId)
  if (before) return before.id
  const { node: folder } = await writableFolder(app, actor, plan.folderId)
  const parentId = await makeFolders(app, actor, folder.id, plan.path)
  const entry: Entry = { kind: 'uploaded', actor, detail: `to ${plan.path.at(-1) ?? folder.name}`, address }
  for (let tried = 0; tried < TRIES; tried++) {
    const existing = await childByKey(app.db.read, organizationId, parentId, nameKey(plan.name))
    const replaced = plan.onClash === 'replace' && existing?.kind === 'file' ? existing : undefined
    const fileId = replaced?.id ?? plan.fileId
    const received = await receive(
      app,
      { organizationId, fileId, maxSize: app.config.maxFileSize },
      createReadStream(file, { highWaterMark: 1024 * 1024 }),
    )
    const done = await commit(app, actor, plan, { received, parentId, replaced, entry }).catch(async (error) => {
      // any other error does not say that nothing was committed: then the sweep takes the bytes, if they are nobody's
      if (error instanceof AppError || error instanceof HeldFile) await forget(app, received)
      throw error
    })
    if (done) return done
    await forget(app, received)
  }
  throw new AppError('CHANGED_MEANWHILE', { detail: `“${plan.name}” changes all the time. Try again.` })
}

async function makeFolders(app: Handles, actor: Actor, folderId: string, path: string[]): Promise<string> {
  let parentId = folderId
  const { organizationId, accountId } = actor
  for (const name of path) {
    const made = await app.db.transact('createFolder', { organizationId, parentId, name, accountId, now: app.now(), existing: 'use' })
    parentId = createdOrThrow(made).id
  }
  return parentId
}

/** The file's id; undefined when the tree changed under it and it is worth another try. */
async function commit(
  app: Handles,
  actor: Actor,
  plan: UploadPlan,
  { received, parentId, replaced, entry }: { received: Received; parentId: string; replaced: TreeNode | undefined; entry: Entry },
): Promise<string | undefined> {
  const { organizationId, accountId } = actor
  if (replaced) {
    const saved = await app.db.transact('commitContent', {
      ...{ organizationId, fileId: replaced.id, received, accountId, now: app.now(), via: { kind: 'upload' } },
      entry: { ...entry, detail: 'a new revision' },
    })
    if (saved.outcome === 'conflict') throw new HeldFile(replaced.name, saved.heldBy)
    if (saved.outcome === 'no-room') throw new AppError('QUOTA_EXCEEDED')
    return saved.outcome === 'ok' ? replaced.id : undefined
  }
  const made = await app.db.transact('createFile', {
    ...{ organizationId, parentId, id: plan.fileId, name: plan.name, received, accountId, now: app.now() },
    ...{ kind: 'upload', onClash: plan.onClash === 'keep-both' ? 'keep-both' : 'fail', entry },
  })
  if (made.outcome === 'name-taken') {
    if (plan.onClash === 'replace' && made.existing.kind === 'file') return undefined
    throw taken(plan.name)
  }
  return createdOrThrow(made).id
}
