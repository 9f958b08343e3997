import { ACTIVITY, type ActivityGroup, type ActivityKind } from '@moorage/api'
import type { Actor } from './access/actor.ts'
import type { Sql } from './storage/db/sql.ts'
import { build, statement } from './storage/db/statement.ts'

export type Asker = Pick<Actor, 'accountId'>

export interface ActivityFilter {
  /** of these organizations; `all` is every entry that there is */
  organizationIds: string[] | 'all'
  /** of these kinds; absent: of every kind */
  kinds?: readonly string[]
  /** done by this account */
  accountId?: string
  /** epoch milliseconds, both included */
  from?: number
  to?: number
}

export interface ActivityPage {
  /** only entries with a smaller seq */
  before?: number
  limit: number
}

/** The kinds of a group, or that one kind where it is in it; undefined: every kind. */
export function kindsOf(group: ActivityGroup | undefined, kind: string | undefined): string[] | undefined {
  if (group === undefined) return kind === undefined ? undefined : [kind]
  const kinds = (Object.keys(ACTIVITY) as ActivityKind[]).filter((name) => ACTIVITY[name].group === group)
  return kind === undefined ? kinds : kinds.filter((name) => name === kind)
}

/** Entries of two transactions may be numbered a little against their times. */
const OUT_OF_ORDER_MS = 60_000

const firstSince = statement<{ at: number }>()((db, arg) =>
  db.selectFrom('activity_log').select('seq').where('at', '>=', arg('at')).orderBy('at').orderBy('seq').limit(1),
)
const lastUntil = statement<{ at: number }>()((db, arg) =>
  db.selectFrom('activity_log').select('seq').where('at', '<=', arg('at')).orderBy('at', 'desc').orderBy('seq', 'desc').limit(1),
)

/** A page of the log, the newest entries first. Times become numbers first, so that a page begins where its entries are. */
export async function readActivity(sql: Sql, asker: Asker, filter: ActivityFilter, { before, limit }: ActivityPage) {
  const { from, to } = filter
  const first = from === undefined ? undefined : await sql.get(firstSince, { at: from - OUT_OF_ORDER_MS })
  const last = to === undefined ? undefined : await sql.get(lastUntil, { at: to + OUT_OF_ORDER_MS })
  if ((from !== undefined && !first) || (to !== undefined && !last)) return []
  const below = Math.min(before ?? Number.MAX_SAFE_INTEGER, last ? last.seq + 1 : Number.MAX_SAFE_INTEGER)
  return sql.query(activityQuery(asker, filter, { above: (first?.seq ?? 0) - 1, below, limit }))
}

/**
 * Whether the names in an entry are not the asker's to know: those of files in somebody's My Files are told to its
 * owner and to whom the file is shared with, to no other administrator. Where it was is not known: nor then.
 */
export const isPrivate = ({ accountId }: Asker, { subjectKind, rootKind, ownerId, sharedWith }: ActivityRow): boolean =>
  (subjectKind === 'file' || subjectKind === 'folder') && rootKind !== 'team' && ownerId !== accountId && sharedWith === null

export type ActivityRow = Awaited<ReturnType<typeof readActivity>>[number]

/**
 * The newest so many of each organization (and kind) by its index, then the newest of these: what is read grows with
 * the organizations and kinds that were asked for, never with the log.
 */
export function activityQuery(asker: Asker, filter: ActivityFilter, page: { above: number; below: number; limit: number }) {
  const query = entries(asker).orderBy('l.seq', 'desc').limit(page.limit)
  const everything = filter.organizationIds === 'all' && !filter.kinds && filter.accountId === undefined
  // nothing else may narrow it here: a range of numbers would be walked through instead of these looked up
  if (!everything) return query.where('l.seq', 'in', newestOfEach(filter, page))
  const { from, to } = filter
  let walked = query.where('l.seq', '>', page.above).where('l.seq', '<', page.below)
  if (from !== undefined) walked = walked.where('l.at', '>=', from)
  return to === undefined ? walked : walked.where('l.at', '<=', to)
}

/** With whose My Files a file was in, and whether it is shared with the asker. */
const entries = ({ accountId }: Asker) =>
  build
    .selectFrom('activity_log as l')
    .innerJoin('organization as o', 'o.id', 'l.organization_id')
    .leftJoin('root as r', (join) => join.onRef('r.organization_id', '=', 'l.organization_id').onRef('r.id', '=', 'l.subject_root'))
    .leftJoin('item_share as s', (join) =>
      join.onRef('s.organization_id', '=', 'l.organization_id').onRef('s.node_id', '=', 'l.subject_id').on('s.account_id', '=', accountId),
    )
    .select([
      'r.kind as rootKind',
      'r.owner_id as ownerId',
      's.account_id as sharedWith',
      'l.seq',
      'l.at',
      'l.kind',
      'l.organization_id as organizationId',
      'o.name as organizationName',
      'l.actor_id as actorId',
      'l.actor_name as actorName',
      'l.subject_kind as subjectKind',
      'l.subject_id as subjectId',
      'l.subject_name as subjectName',
      'l.client',
      'l.detail',
      'l.address',
    ])

function newestOfEach(
  { organizationIds, kinds, accountId, from, to }: ActivityFilter,
  { above, below, limit }: { above: number; below: number; limit: number },
) {
  const wanted = build
    .selectFrom('organization')
    .select('organization.id')
    .where((eb) => (organizationIds === 'all' ? eb.lit(true) : eb('organization.id', 'in', organizationIds)))
  // by whom is rarer than what: an account's own entries are looked through for the kinds
  const byKind = kinds && accountId === undefined ? kinds : [undefined]
  const each = byKind.map((kind) =>
    build
      .selectFrom(wanted.as('wanted'))
      .innerJoin('activity_log as e', (join) =>
        join.on((on) =>
          on('e.seq', 'in', (inner) => {
            const newest = inner
              .selectFrom('activity_log as n')
              .select('n.seq')
              .whereRef('n.organization_id', '=', 'wanted.id')
              .where('n.seq', '>', above)
              .where('n.seq', '<', below)
              .orderBy('n.seq', 'desc')
              .limit(limit)
            let narrowed = kind === undefined ? newest : newest.where('n.kind', '=', kind)
            if (accountId !== undefined) narrowed = narrowed.where('n.actor_id', '=', accountId)
            if (accountId !== undefined && kinds) narrowed = narrowed.where('n.kind', 'in', kinds)
            if (from !== undefined) narrowed = narrowed.where('n.at', '>=', from)
            return to === undefined ? narrowed : narrowed.where('n.at', '<=', to)
          }),
        ),
      )
      .select('e.seq'),
  )
  const [one, ...more] = each
  if (!one) return build.selectFrom('activity_log as e').select('e.seq').where('e.seq', '<', 0)
  return more.reduce((all, next) => all.unionAll(next), one)
}
