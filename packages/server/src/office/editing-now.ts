import type { EditingNow } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import type { App } from '../app.ts'
import { build } from '../storage/db/statement.ts'
import { editorById } from './registry.ts'

export interface EditingFilter {
  /** whoever calls has seen to it that the asker administers them */
  organizationIds: string[]
  /** only in these editors; default all */
  editorIds?: string[]
  /** only this file */
  itemId?: string
  /** the newest so many; default all */
  limit?: number
}

/**
 * Who edits what in which editor since when, the newest first: whoever took part in the editing that a live lock
 * belongs to, by a grant that still lives. Where no such grant is left the lock still has a holder, who is shown. The
 * names of files in somebody's My Files are told to its owner and to whom the file is shared with, to no other
 * administrator.
 */
export async function editingNow(
  app: Pick<App, 'config' | 'db' | 'now'>,
  asker: Pick<Actor, 'organizationId' | 'accountId'>,
  { organizationIds, editorIds, limit }: EditingFilter,
): Promise<EditingNow[]> {
  const rows = await app.db.read.query(editingQuery(app.now(), asker, { organizationIds, editorIds }))
  const found = new Map<string, EditingNow>()
  for (const row of rows) {
    // two tabs of one person in one file are one
    const key = `${row.nodeId} ${row.personId} ${row.client}`
    const since = Math.max(row.lockSince ?? 0, row.grantedAt ?? 0)
    const known = found.get(key)
    if (known && known.since <= since) continue
    const hidden = row.rootKind === 'personal' && row.ownerId !== asker.accountId && row.sharedWith === null
    found.set(key, {
      person: { id: row.personId, name: row.personName },
      organization: { id: row.organizationId, name: row.organizationName },
      ...(hidden ? {} : { itemName: row.nodeName }),
      editor: row.client,
      editorName: editorById(app, row.client)?.name ?? 'another editor',
      since,
    })
  }
  return [...found.values()].sort((a, b) => b.since - a.since || a.person.name.localeCompare(b.person.name)).slice(0, limit)
}

/** Only locked files are looked at, by the index of them (node_locked), however many files and grants there are. */
export function editingQuery(
  now: number,
  asker: Pick<Actor, 'organizationId' | 'accountId'>,
  { organizationIds, editorIds, itemId }: Pick<EditingFilter, 'organizationIds' | 'editorIds' | 'itemId'>,
) {
  let query = build
    .selectFrom('node as n')
    .innerJoin('organization as o', 'o.id', 'n.organization_id')
    .innerJoin('root as r', (join) => join.onRef('r.organization_id', '=', 'n.organization_id').onRef('r.id', '=', 'n.root_id'))
    .leftJoin('access_grant as g', (join) =>
      join
        .onRef('g.organization_id', '=', 'n.organization_id')
        .onRef('g.tenure_id', '=', 'n.tenure_id')
        .on('g.ended_at', 'is', null)
        .on('g.expires_at', '>', now),
    )
    .innerJoin('account as a', (join) =>
      join
        .onRef('a.organization_id', '=', 'n.organization_id')
        .on((on) => on('a.id', '=', on.fn.coalesce('g.account_id', 'n.lock_account'))),
    )
    .leftJoin('item_share as s', (join) =>
      join.onRef('s.organization_id', '=', 'n.organization_id').onRef('s.node_id', '=', 'n.id').on('s.account_id', '=', asker.accountId),
    )
    .select((eb) => [
      'n.id as nodeId',
      'n.name as nodeName',
      'n.lock_since as lockSince',
      'n.lock_expires_at as lockExpiresAt',
      'n.lock_client as lockClient',
      'r.kind as rootKind',
      'r.owner_id as ownerId',
      'o.id as organizationId',
      'o.name as organizationName',
      'a.id as personId',
      'a.name as personName',
      'g.id as grantId',
      'g.created_at as grantedAt',
      's.account_id as sharedWith',
      eb.fn.coalesce('g.client', 'n.lock_client', eb.val('')).as('client'),
    ])
    .where('n.lock_client', 'is not', null)
    .where('n.lock_kind', '=', 'wopi')
    .where('n.lock_expires_at', '>', now)
    .where('n.organization_id', 'in', organizationIds)
  if (itemId !== undefined) query = query.where('n.id', '=', itemId)
  return editorIds ? query.where((eb) => eb(eb.fn.coalesce('g.client', 'n.lock_client'), 'in', editorIds)) : query
}
