import type { LiveEditing } from '@moorage/api'
import { LOCK_LIFETIME_MS } from '@moorage/wopi'
import type { Actor } from '../access/actor.ts'
import type { App } from '../app.ts'
import { keepObserved } from '../editing-sessions/recorder.ts'
import { hostSessionId } from '../editing-sessions/sessions.ts'
import { build } from '../storage/db/statement.ts'
import { type EditingFilter, editingQuery } from './editing-now.ts'
import { editorById } from './registry.ts'
import { isSaving } from './saves-in-flight.ts'

type Handles = Pick<App, 'config' | 'db' | 'log' | 'now'>
type Row = Awaited<ReturnType<typeof rowsOf>>[number]

const rowsOf = (
  app: Handles,
  asker: Pick<Actor, 'organizationId' | 'accountId'>,
  filter: Pick<EditingFilter, 'organizationIds' | 'itemId'>,
) => app.db.read.query(editingQuery(app.now(), asker, filter))

/** A locked file with what is known of those who edit it. */
export interface Live extends LiveEditing {
  /** of the lock as it was read: another one is another lock, or newer */
  expiresAt: number
}

/** SQLite takes some thousand values at once */
const SESSIONS_AT_ONCE = 500

async function sessionsOf(app: Handles, ids: string[]) {
  const found = new Map<string, { lastAt: number; lastSaveAt: number | null }>()
  for (let from = 0; from < ids.length; from += SESSIONS_AT_ONCE) {
    const rows = await app.db.read.query(
      build
        .selectFrom('editing_session')
        .select(['id', 'last_at as lastAt', 'last_save_at as lastSaveAt'])
        .where('id', 'in', ids.slice(from, from + SESSIONS_AT_ONCE)),
    )
    for (const { id, ...rest } of rows) found.set(id, rest)
  }
  return found
}

/**
 * Every file that an editor has locked, the newest lock first, with who edits it, when it was last saved, and when
 * anything was last heard of those editors: a call of theirs, a word of their browsers, or a lock that was refreshed.
 */
export async function editingLive(
  app: Handles,
  asker: Pick<Actor, 'organizationId' | 'accountId'>,
  filter: Pick<EditingFilter, 'organizationIds' | 'itemId'> & { offset?: number; limit?: number },
): Promise<{ editing: Live[]; total: number }> {
  await keepObserved(app)
  const byFile = new Map<string, Row[]>()
  for (const row of await rowsOf(app, asker, filter)) {
    const known = byFile.get(row.nodeId)
    if (known) known.push(row)
    else byFile.set(row.nodeId, [row])
  }
  const since = (rows: Row[]) => rows[0]?.lockSince ?? 0
  const sorted = [...byFile.values()].sort((a, b) => since(b) - since(a) || (a[0]?.nodeId ?? '').localeCompare(b[0]?.nodeId ?? ''))
  const { offset = 0, limit = sorted.length } = filter
  const shown = sorted.slice(offset, offset + limit)
  const ids = shown.flat().flatMap(({ grantId }) => (grantId ? [hostSessionId(grantId)] : []))
  const sessions = await sessionsOf(app, ids)
  return { editing: shown.map((rows) => liveOf(app, asker, rows, sessions)), total: sorted.length }
}

function liveOf(app: Handles, asker: Pick<Actor, 'accountId'>, rows: Row[], sessions: Awaited<ReturnType<typeof sessionsOf>>): Live {
  const [first] = rows as [Row, ...Row[]]
  const lockSince = first.lockSince ?? 0
  const expiresAt = first.lockExpiresAt ?? 0
  const hidden = first.rootKind === 'personal' && first.ownerId !== asker.accountId && first.sharedWith === null
  const people = new Map<string, LiveEditing['people'][number]>()
  let heardAt = expiresAt - LOCK_LIFETIME_MS
  let lastSaveAt = 0
  for (const { personId, personName, grantId, grantedAt } of rows) {
    const number = grantId ? hostSessionId(grantId) : undefined
    const session = number === undefined ? undefined : sessions.get(number)
    heardAt = Math.max(heardAt, session?.lastAt ?? 0)
    lastSaveAt = Math.max(lastSaveAt, session?.lastSaveAt ?? 0)
    const came = Math.max(lockSince, grantedAt ?? 0)
    // two tabs of one person in one file are one; the newest is the one to look at
    const known = people.get(personId)
    if (known && known.since > came) continue
    people.set(personId, { id: personId, name: personName, since: came, ...(session && number ? { session: number } : {}) })
  }
  return {
    organization: { id: first.organizationId, name: first.organizationName },
    item: { id: first.nodeId, ...(hidden ? {} : { name: first.nodeName }) },
    editor: first.lockClient ?? first.client,
    editorName: editorById(app, first.lockClient ?? first.client)?.name ?? 'another editor',
    people: [...people.values()].sort((a, b) => b.since - a.since || a.name.localeCompare(b.name)),
    since: lockSince,
    lockUntil: expiresAt,
    ...(lastSaveAt > 0 ? { lastSaveAt } : {}),
    heardAt,
    saving: isSaving(app, first.nodeId),
    expiresAt,
  }
}
