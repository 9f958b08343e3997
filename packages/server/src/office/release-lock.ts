import { EDITOR_ALIVE_MS } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import type { App } from '../app.ts'
import { noteEvent } from '../editing-sessions/recorder.ts'
import { editingLive, type Live } from './editing-live.ts'
import { isSaving } from './saves-in-flight.ts'

type Handles = Pick<App, 'config' | 'db' | 'log' | 'now'>

export type Release =
  | { outcome: 'released'; live: Live }
  /** `until`: when it may be tried again, if nothing more is heard */
  | { outcome: 'alive'; live: Live; until: number }
  | { outcome: 'saving'; live: Live }
  /** it is another lock than was seen, or a newer state of it */
  | { outcome: 'changed' }
  | { outcome: 'not-locked' }

/**
 * Takes away a lock that an editor left behind. Never while a save of the file is on its way in, and not until nothing
 * was heard for two minutes of any editor that takes part (EDITOR_ALIVE_MS). A save that begins meanwhile is judged
 * before or after: it is the newest revision, or refused and kept as unsaved work; never neither.
 */
export async function releaseLock(
  app: Handles,
  asker: Pick<Actor, 'organizationId' | 'accountId'>,
  { organizationIds, itemId, since }: { organizationIds: string[]; itemId: string; since: number },
): Promise<Release> {
  const {
    editing: [live],
  } = await editingLive(app, asker, { organizationIds, itemId })
  if (!live) return { outcome: 'not-locked' }
  if (live.since !== since) return { outcome: 'changed' }
  if (isSaving(app, itemId)) return { outcome: 'saving', live }
  const now = app.now()
  const until = live.heardAt + EDITOR_ALIVE_MS
  if (now < until) return { outcome: 'alive', live, until }
  const { organization, expiresAt } = live
  const released = await app.db.transact('releaseLock', { organizationId: organization.id, fileId: itemId, since, expiresAt, now })
  if (!released) return { outcome: 'changed' }
  for (const { session } of live.people)
    if (session)
      noteEvent(app, {
        sessionId: session,
        at: now,
        source: 'server',
        name: 'lock-released',
        detail: 'An administrator released the lock.',
      })
  return { outcome: 'released', live }
}
