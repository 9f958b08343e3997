import { AppError } from '@moorage/api'
import type { Refusal, WriteRequest, WriteResult } from '@moorage/wopi'
import type { App } from '../app.ts'
import type { CommitResult } from '../files/commit.ts'
import { lastModifiedTime, type Received, receive } from '../files/content.ts'
import { judge } from '../files/locks.ts'
import { drain } from './drain.ts'
import { conflictOf } from './held-by.ts'
import type { Reached } from './reach.ts'
import { mayRescue, type RescueReason, rescue, rescueBody } from './rescue-save.ts'
import { whileSaving } from './saves-in-flight.ts'
import { versionOf } from './version.ts'
import { enterToChange, entryOf, type WopiActor } from './wopi-actor.ts'

type Handles = Pick<App, 'blobs' | 'config' | 'db' | 'log' | 'now'>
const ACCOUNT_ID = /^[a-z2-7]{26}$/

/** What cannot be taken in, for want of room or beyond the limit, as WOPI's 413; anything else is nobody's refusal. */
export function storageRefusal(error: unknown): Refusal | undefined {
  if (!(error instanceof AppError)) return undefined
  if (error.code === 'TOO_LARGE') return { outcome: 'too-large' }
  if (error.code === 'STORAGE_FULL') return { outcome: 'no-room', reason: 'The server has no space left.' }
  return undefined
}

export const NO_ROOM: Refusal = { outcome: 'no-room', reason: 'There is not enough space left in your organization.' }

function reasonOf(who: WopiActor, refusal: Refusal): RescueReason | undefined {
  if (who.state === 'expired') return 'EXPIRED'
  if (who.state === 'ended') return 'ENDED'
  return refusal.outcome === 'not-found' ? 'RIGHT_WITHDRAWN' : undefined
}

/**
 * PutFile: streams the bytes into a new blob, then one transaction judges the lock and makes them the newest
 * revision; resolved means on disk. A save that is refused is kept as Unsaved work where its grant took part in
 * editing this file, and refused truthfully all the same.
 */
export const write = (
  app: Handles,
  who: WopiActor,
  fileId: string,
  body: AsyncIterable<Uint8Array>,
  request: WriteRequest,
): Promise<WriteResult> => whileSaving(app, fileId, () => judgeAndSave(app, who, fileId, body, request))

async function judgeAndSave(
  app: Handles,
  who: WopiActor,
  fileId: string,
  body: AsyncIterable<Uint8Array>,
  request: WriteRequest,
): Promise<WriteResult> {
  try {
    const entered = await enterToChange(app, who, fileId, 'write')
    if (entered.outcome !== 'entered') {
      const reason = reasonOf(who, entered)
      await (reason ? rescueBody(app, who, fileId, body, reason) : drain(body))
      return entered
    }
    return await save(app, who, entered.file, body, request)
  } catch (error) {
    const refusal = storageRefusal(error)
    if (!refusal) throw error
    await drain(body)
    return refusal
  }
}

async function save(
  app: Handles,
  who: WopiActor,
  { node }: Reached,
  body: AsyncIterable<Uint8Array>,
  request: WriteRequest,
): Promise<WriteResult> {
  if ((request.declaredSize ?? 0) > app.config.maxFileSize) throw new AppError('TOO_LARGE')
  // what is certain to be refused and kept for nobody is not worth a place on the disk
  const early = judge(node, { operation: 'PutFile', lock: request.lock, size: node.size }, app.now())
  if (early.outcome === 'conflict' && !(await mayRescue(app, who, node.id))) {
    await drain(body)
    return conflictOf(app, who, early)
  }
  const { organizationId, accountId } = who.actor
  const received = await receive(app, { organizationId, fileId: node.id, maxSize: app.config.maxFileSize }, body)
  const result = await app.db.transact('commitContent', {
    organizationId,
    fileId: node.id,
    received,
    accountId,
    now: app.now(),
    entry: entryOf(who, 'saved'),
    via: {
      kind: 'wopi',
      grantId: who.grant.id,
      client: who.editor.id,
      // unsigned, anybody could name anybody
      editors: who.proven ? request.editors.filter((id) => ACCOUNT_ID.test(id)) : [],
      ...(request.lock === undefined ? {} : { lock: request.lock }),
      ...(request.timestamp === undefined ? {} : { timestamp: request.timestamp }),
    },
  })
  return answer(app, who, node.id, received, result)
}

async function answer(app: Handles, who: WopiActor, fileId: string, received: Received, result: CommitResult): Promise<WriteResult> {
  switch (result.outcome) {
    case 'ok':
      return { outcome: 'ok', version: versionOf(app, result.version), lastModifiedTime: lastModifiedTime(result.modifiedAt) }
    case 'conflict':
      await rescue(app, who, fileId, received, 'LOCK_LOST')
      return conflictOf(app, who, result)
    case 'changed-outside':
      await rescue(app, who, fileId, received, 'CHANGED_OUTSIDE')
      return { outcome: 'changed-outside' }
    case 'no-room':
      await rescue(app, who, fileId, received, 'NO_SPACE')
      return NO_ROOM
    case 'not-found':
      await rescue(app, who, fileId, received, 'DELETED')
      return { outcome: 'not-found' }
    case 'stale-blob':
      throw new Error('the body took so long to arrive that its bytes may be swept')
  }
}
