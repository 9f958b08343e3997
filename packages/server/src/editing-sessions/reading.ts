import type { Asker } from '../activity-reading.ts'
import type { Sql } from '../storage/db/sql.ts'
import { build } from '../storage/db/statement.ts'

export interface SessionFilter {
  organizationIds: string[] | 'all'
  accountId?: string
  nodeId?: string
  client?: string
  stage?: string
  /** only with failures or conflicts */
  trouble?: boolean
  /** epoch milliseconds of the opening, both included */
  from?: number
  to?: number
}

/** Where the page before ended. */
export interface Before {
  openedAt: number
  id: string
}

/** With whose My Files the file was in, and whether it is shared with the asker. */
const rows = ({ accountId }: Asker) =>
  build
    .selectFrom('editing_session as s')
    .innerJoin('organization as o', 'o.id', 's.organization_id')
    .leftJoin('root as r', (join) => join.onRef('r.organization_id', '=', 's.organization_id').onRef('r.id', '=', 's.node_root'))
    .leftJoin('item_share as i', (join) =>
      join.onRef('i.organization_id', '=', 's.organization_id').onRef('i.node_id', '=', 's.node_id').on('i.account_id', '=', accountId),
    )
    .selectAll('s')
    .select(['o.name as organizationName', 'r.kind as rootKind', 'r.owner_id as ownerId', 'i.account_id as sharedWith'])

export type SessionRow = Awaited<ReturnType<typeof readSessions>>[number]

/** As in the activity (isPrivate): the name of a file in somebody's My Files is not an administrator's to know. */
export const isHidden = ({ accountId }: Asker, { rootKind, ownerId, sharedWith }: SessionRow): boolean =>
  rootKind !== 'team' && ownerId !== accountId && sharedWith === null

/** A page of the list, the newest first. */
export const readSessions = (sql: Sql, asker: Asker, filter: SessionFilter, page: { before?: Before | undefined; limit: number }) =>
  sql.query(sessionsQuery(asker, filter, page))

/**
 * The newest so many of each organization by its index, then the newest of these: what is read grows with the
 * organizations that were asked for, never with the sessions.
 */
export function sessionsQuery(asker: Asker, filter: SessionFilter, { before, limit }: { before?: Before | undefined; limit: number }) {
  const { organizationIds, accountId, nodeId, client, stage, trouble, from, to } = filter
  const wanted = build
    .selectFrom('organization')
    .select('organization.id')
    .where((eb) => (organizationIds === 'all' ? eb.lit(true) : eb('organization.id', 'in', organizationIds)))
  const newest = build
    .selectFrom(wanted.as('wanted'))
    .innerJoin('editing_session as e', (join) =>
      join.on((on) =>
        on('e.id', 'in', (inner) => {
          let each = inner
            .selectFrom('editing_session as n')
            .select('n.id')
            .whereRef('n.organization_id', '=', 'wanted.id')
            .orderBy('n.opened_at', 'desc')
            .orderBy('n.id', 'desc')
            .limit(limit)
          if (before) each = each.where((eb) => eb(eb.refTuple('n.opened_at', 'n.id'), '<', eb.tuple(before.openedAt, before.id)))
          if (accountId !== undefined) each = each.where('n.account_id', '=', accountId)
          if (nodeId !== undefined) each = each.where('n.node_id', '=', nodeId)
          // trouble is rarer than any editor or stage: with it these must not choose the index
          if (client !== undefined)
            each = each.where((eb) => eb(trouble ? eb.fn.coalesce('n.client', eb.val('')) : 'n.client', '=', client))
          if (stage !== undefined) each = each.where((eb) => eb(trouble ? eb.fn.coalesce('n.stage', eb.val('')) : 'n.stage', '=', stage))
          if (trouble) each = each.where((eb) => eb.or([eb('n.failures', '>', eb.lit(0)), eb('n.conflicts', '>', eb.lit(0))]))
          if (from !== undefined) each = each.where('n.opened_at', '>=', from)
          return to === undefined ? each : each.where('n.opened_at', '<=', to)
        }),
      ),
    )
    .select('e.id')
  return rows(asker).where('s.id', 'in', newest).orderBy('s.opened_at', 'desc').orderBy('s.id', 'desc').limit(limit)
}

const LAST_SIGN = '~'

/** Whose number is this, or begins like this. */
export const readByNumber = (sql: Sql, asker: Asker, organizationIds: string[] | 'all', number: string, limit: number) => {
  const found = rows(asker)
    .where('s.id', '>=', number)
    .where('s.id', '<=', number + LAST_SIGN)
    .orderBy('s.id')
    .limit(limit)
  return sql.query(organizationIds === 'all' ? found : found.where('s.organization_id', 'in', organizationIds))
}

/** a launch does not live longer (access/grants.ts), and neither does what it takes part in */
const LAUNCH_MS = 10 * 60 * 60 * 1000
/** whoever holds a lock is still in the file when nothing more is heard */
const STILL_IN_MS = 30 * 60 * 1000
const OTHERS_MAX = 50

/** Who else was in the same file while the session went on. */
export const readOthers = (sql: Sql, asker: Asker, { organization_id, node_id, id, opened_at, last_at }: SessionRow) =>
  sql.query(
    rows(asker)
      .where('s.organization_id', '=', organization_id)
      .where('s.node_id', '=', node_id)
      .where('s.opened_at', '>=', opened_at - LAUNCH_MS)
      .where('s.opened_at', '<=', last_at + STILL_IN_MS)
      .where('s.last_at', '>=', opened_at - STILL_IN_MS)
      .where('s.id', '!=', id)
      .orderBy('s.opened_at', 'desc')
      .orderBy('s.id', 'desc')
      .limit(OTHERS_MAX),
  )

export type EventRow = Awaited<ReturnType<typeof readEvents>>[number]

/** In the order in which they came to be known. */
export const readEvents = (sql: Sql, sessionId: string, { after, limit }: { after: number; limit: number }) =>
  sql.query(
    build.selectFrom('session_event').selectAll().where('session_id', '=', sessionId).where('seq', '>', after).orderBy('seq').limit(limit),
  )

const SAVES_MAX = 500
/** a save that began within the session may be kept a little after its last call was noted */
const LATE_MS = 5000

export type SaveRow = Awaited<ReturnType<typeof readSaves>>[number]

/** What was kept of the file while the session went on. */
export const readSaves = (sql: Sql, { organization_id, node_id, opened_at, last_at }: SessionRow) =>
  sql.query(
    build
      .selectFrom('revision as v')
      .leftJoin('account as a', (join) => join.onRef('a.organization_id', '=', 'v.organization_id').onRef('a.id', '=', 'v.author_id'))
      .select([
        'v.created_at as at',
        'v.kind',
        'v.version',
        'v.size',
        'v.client',
        'v.rescue_reason as reason',
        'a.name as by',
        'a.id as authorId',
      ])
      .where('v.organization_id', '=', organization_id)
      .where('v.file_id', '=', node_id)
      .where('v.created_at', '>=', opened_at)
      .where('v.created_at', '<=', last_at + LATE_MS)
      .orderBy('v.created_at')
      .orderBy('v.id')
      .limit(SAVES_MAX),
  )
