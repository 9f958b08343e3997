import { AppError } from '@moorage/api'
import type { Refusal, RelativeResult, RelativeTarget } from '@moorage/wopi'
import { mayKeep } from '../access/abilities.ts'
import { newId } from '../access/new-id.ts'
import { ownPlace } from '../access/shares.ts'
import type { App } from '../app.ts'
import { forget, receive } from '../files/content.ts'
import { heldBy, heldId, lockOf } from '../files/locks.ts'
import { checkName, nameKey, splitName } from '../files/names.ts'
import { childByKey, type TreeNode } from '../files/tree.ts'
import { hostPageUrl, portalOf } from './addresses.ts'
import { drain } from './drain.ts'
import { mayWriteRelative } from './file-info.ts'
import { conflictOf } from './held-by.ts'
import { filePointer } from './pointers.ts'
import { tamedName } from './tamed-name.ts'
import { enter, entryOf, type WopiActor } from './wopi-actor.ts'
import { NO_ROOM, storageRefusal } from './write.ts'

type Handles = Pick<App, 'blobs' | 'config' | 'db' | 'log' | 'now'>

/**
 * PutRelativeFile: a file beside this one (Save As, conversion). The source's lock is of no interest, that of a
 * target to be overwritten is. Who may not put anything into the source's folder, as the file alone was shared with
 * them, finds the copy in their own My Files.
 */
export async function writeRelative(
  app: Handles,
  who: WopiActor,
  sourceId: string,
  target: RelativeTarget,
  body: AsyncIterable<Uint8Array>,
): Promise<RelativeResult> {
  const place = await placeBeside(app, who, sourceId)
  if (!('outcome' in place)) return placeIn(app, who, place, target, body)
  await drain(body)
  return place
}

/** A folder for a new file, and the name that it gets where only an extension is suggested. */
export interface Place {
  folderId: string
  stem: string
  /** with dot; for a suggestion without a usable one */
  extension: string
}

async function placeBeside(app: Handles, who: WopiActor, sourceId: string): Promise<Place | Refusal> {
  const entered = await enter(app, who, sourceId)
  if (entered.outcome !== 'entered') return entered
  const { node, standing } = entered.file
  const folderId = mayKeep(who.actor, standing) ? node.parent_id : await ownPlace(app, who.actor)
  if (!mayWriteRelative(who, entered.file) || !folderId) return { outcome: 'unsupported' }
  const [stem, extension] = splitName(node.name)
  return { folderId, stem, extension }
}

/** Makes or overwrites a file in a folder into which the actor may write. Reads the body to its end or drains it. */
export async function placeIn(
  app: Handles,
  who: WopiActor,
  place: Place,
  target: RelativeTarget,
  body: AsyncIterable<Uint8Array>,
): Promise<RelativeResult> {
  try {
    const result = await put(app, who, place, target, body)
    if (result.outcome !== 'ok') await drain(body)
    return result
  } catch (error) {
    const refusal = storageRefusal(error)
    if (!refusal) throw error
    await drain(body)
    return refusal
  }
}

async function put(
  app: Handles,
  who: WopiActor,
  { folderId, stem, extension }: Place,
  target: RelativeTarget,
  body: AsyncIterable<Uint8Array>,
): Promise<RelativeResult> {
  if (target.mode === 'suggested') {
    // WOPI: a value that begins with a dot is only an extension
    const wanted = target.name.startsWith('.') ? stem + target.name : target.name
    return create(app, who, folderId, tamedName(wanted, extension), 'keep-both', body)
  }
  const problem = checkName(target.name)
  if (problem) return { outcome: 'name-illegal', reason: problem }
  const existing = await childByKey(app.db.read, who.actor.organizationId, folderId, nameKey(target.name))
  if (existing?.kind === 'file' && target.overwrite) return overwrite(app, who, existing, body)
  return create(app, who, folderId, target.name, 'fail', body)
}

async function create(
  app: Handles,
  who: WopiActor,
  parentId: string,
  name: string,
  onClash: 'fail' | 'keep-both',
  body: AsyncIterable<Uint8Array>,
): Promise<RelativeResult> {
  const { organizationId, accountId } = who.actor
  const id = newId()
  const received = await receive(app, { organizationId, fileId: id, maxSize: app.config.maxFileSize }, body)
  const made = await app.db.transact('createFile', {
    organizationId,
    parentId,
    id,
    name,
    accountId,
    now: app.now(),
    onClash,
    received,
    kind: 'created',
    entry: entryOf(who, 'file-created'),
  })
  if (made.outcome === 'ok') return pointer(app, who, made.node)
  await forget(app, received)
  switch (made.outcome) {
    case 'name-taken':
      return { outcome: 'name-taken', suggestion: made.suggestion }
    case 'no-room':
      return NO_ROOM
    case 'not-found':
      return { outcome: 'not-found' }
    case 'stale-blob':
      throw new AppError('UNEXPECTED')
  }
}

async function overwrite(app: Handles, who: WopiActor, existing: TreeNode, body: AsyncIterable<Uint8Array>): Promise<RelativeResult> {
  const { organizationId, accountId } = who.actor
  const lock = lockOf(existing, app.now())
  // before the bytes are taken in; the transaction judges again
  if (lock) return conflictOf(app, who, { held: heldId(lock), heldBy: heldBy(lock) })
  const received = await receive(app, { organizationId, fileId: existing.id, maxSize: app.config.maxFileSize }, body)
  const saved = await app.db.transact('commitContent', {
    organizationId,
    fileId: existing.id,
    received,
    accountId,
    now: app.now(),
    via: { kind: 'upload' },
    entry: entryOf(who, 'saved', 'in place of what it was'),
  })
  if (saved.outcome === 'ok') return pointer(app, who, existing)
  await forget(app, received)
  switch (saved.outcome) {
    case 'conflict':
      return conflictOf(app, who, saved)
    case 'no-room':
      return NO_ROOM
    case 'not-found':
      return { outcome: 'not-found' }
    default:
      throw new AppError('UNEXPECTED')
  }
}

/** Where the client finds the new file. */
async function pointer(app: Handles, who: WopiActor, node: TreeNode): Promise<RelativeResult> {
  const editor = who.editor.discoveryUrl ? who.editor.id : undefined
  const portal = portalOf(app, who.grant)
  return {
    outcome: 'ok',
    ...(await filePointer(app, who, node)),
    hostViewUrl: hostPageUrl(portal, node.id, { action: 'view', editor }),
    hostEditUrl: hostPageUrl(portal, node.id, { action: 'edit', editor }),
  }
}
