import type { CommentActivity, Refusal } from '@moorage/wopi'
import type { App } from '../app.ts'
import { enter, type WopiActor } from './wopi-actor.ts'

/**
 * AddActivities: what the client says was done to comments, kept for the file's details. It is asked of whoever may
 * change the file: who may only look has nothing to tell.
 */
export async function addActivities(
  app: Pick<App, 'db' | 'now'>,
  who: WopiActor,
  id: string,
  activities: readonly CommentActivity[],
): Promise<{ outcome: 'ok' } | Refusal> {
  const entered = await enter(app, who, id)
  if (entered.outcome !== 'entered') return entered
  const { can, node, revision } = entered.file
  if (!who.offers.activities || revision) return { outcome: 'unsupported' }
  if (!can.write) return { outcome: 'not-found' }
  const kept = await app.db.transact('keepActivities', {
    organizationId: node.organization_id,
    fileId: node.id,
    accountId: who.actor.accountId,
    client: who.editor.id,
    activities: activities.map((activity) => ({
      id: activity.id,
      action: activity.action ?? null,
      content: activity.contentId,
      text: activity.text,
      is_reply: activity.isReply ? 1 : 0,
      people: JSON.stringify(activity.people),
      created_at: activity.createdAt ?? null,
    })),
    now: app.now(),
  })
  return { outcome: kept ? 'ok' : 'not-found' }
}
