import type { App } from '../app.ts'
import { forget, type Received, receive } from '../files/content.ts'
import { nodeById } from '../files/tree.ts'
import { metricsOf } from '../metrics.ts'
import { drain } from './drain.ts'
import { entryOf, isFor, type WopiActor } from './wopi-actor.ts'

/** Why a save was refused, as it is kept with the bytes; the portal has a sentence for each. */
export type RescueReason = 'EXPIRED' | 'ENDED' | 'RIGHT_WITHDRAWN' | 'LOCK_LOST' | 'CHANGED_OUTSIDE' | 'NO_SPACE' | 'DELETED'

/** As the activity says it to administrators. */
const IN_SHORT: Record<RescueReason, string> = {
  EXPIRED: 'the editing session had expired',
  ENDED: 'the editing session had been ended',
  RIGHT_WITHDRAWN: 'the right to change the file was gone',
  LOCK_LOST: 'the lock was gone or held by another',
  CHANGED_OUTSIDE: 'the file had been changed elsewhere',
  NO_SPACE: 'there was not enough space left',
  DELETED: 'the file had been deleted',
}

type Handles = Pick<App, 'blobs' | 'config' | 'db' | 'log' | 'now'>

/** Whether a refused save could be Unsaved work at all: asked before bytes are taken in for it. The transaction judges again. */
export async function mayRescue({ config, db }: Handles, who: WopiActor, fileId: string): Promise<boolean> {
  const { actor, editor, grant } = who
  if (!isFor(who, 'file', fileId)) return false
  if (!config.rescueRevisions || editor.profile === 'test' || grant.tenureId === null || grant.nodeId !== fileId) return false
  return (await nodeById(db.read, actor.organizationId, fileId)) !== undefined
}

/** Keeps received bytes of a refused save for its user, or lets them go. Never makes them the file's content. */
export async function rescue(app: Handles, who: WopiActor, fileId: string, received: Received, reason: RescueReason): Promise<void> {
  const { organizationId, accountId } = who.actor
  const kept = app.config.rescueRevisions
    ? await app.db.transact('keepRescue', {
        organizationId,
        fileId,
        accountId,
        received,
        grantId: who.grant.id,
        client: who.editor.id,
        reason,
        now: app.now(),
        entry: entryOf(who, 'save-kept', IN_SHORT[reason]),
      })
    : { outcome: 'refused' as const }
  if (kept.outcome === 'refused') await forget(app, received)
  else metricsOf(app)?.rescued.inc({ client: who.editor.id, reason })
  app.log.warn({ editor: who.editor.id, item: fileId, reason, kept: kept.outcome === 'kept' }, 'a save was refused')
}

/** For a save that is refused before it is read: takes the bytes in where they may be kept, else lets them pass by. */
export async function rescueBody(
  app: Handles,
  who: WopiActor,
  fileId: string,
  body: AsyncIterable<Uint8Array>,
  reason: RescueReason,
): Promise<void> {
  if (!(await mayRescue(app, who, fileId))) return drain(body)
  const { organizationId } = who.actor
  const received = await receive(app, { organizationId, fileId, maxSize: app.config.maxFileSize }, body)
  await rescue(app, who, fileId, received, reason)
}
