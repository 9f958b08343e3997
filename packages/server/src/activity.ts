import type { ActivityKind } from '@moorage/api'
import { ALL_ORGANIZATIONS } from './organizations/organizations.ts'
import type { ActivityLogTable } from './storage/db/schema.ts'
import type { Sql } from './storage/db/sql.ts'
import { statement } from './storage/db/statement.ts'
import type { Transaction } from './storage/db/transaction.ts'

export interface ActivitySubject {
  kind: NonNullable<ActivityLogTable['subject_kind']>
  id?: string
  /** as it was called then */
  name: string
  /** of a file or folder: the store that it was in; default the one that it is in now */
  rootId?: string
}

/** What one entry says beside its kind and time. No token, no content: it is kept and shown. */
export interface ActivityNote {
  /** whose administrators see it; default the actor's */
  organizationId?: string
  /** who did it; default the signed-in account */
  actor?: { accountId: string; name: string; organizationId: string }
  subject?: ActivitySubject
  /** id of the editor it was done in */
  client?: string
  /** one plain sentence more */
  detail?: string
}

export interface Activity extends ActivityNote {
  kind: ActivityKind
  now: number
  /** the network address it came from */
  address?: string
}

/** What a transaction is told that leaves an entry of its own: its subject and time it knows itself. */
export type Entry = Pick<Activity, 'kind' | 'actor' | 'client' | 'detail' | 'address'>

type Row = {
  organizationId: string
  now: number
  kind: string
  actorId: string | null
  actorName: string | null
  subjectKind: ActivityLogTable['subject_kind']
  subjectId: string | null
  subjectName: string | null
  subjectRoot: string | null
  client: string | null
  detail: string | null
  address: string | null
}

const insert = statement<Row>()((db, arg) =>
  db.insertInto('activity_log').values({
    organization_id: arg('organizationId'),
    at: arg('now'),
    kind: arg('kind'),
    actor_id: arg('actorId'),
    actor_name: arg('actorName'),
    subject_kind: arg('subjectKind'),
    subject_id: arg('subjectId'),
    subject_name: arg('subjectName'),
    subject_root: (eb) =>
      eb.fn.coalesce(
        eb.val(arg('subjectRoot')),
        eb
          .selectFrom('node')
          .select('node.root_id')
          .where('node.organization_id', '=', arg('organizationId'))
          .where('node.id', '=', arg('subjectId')),
      ),
    client: arg('client'),
    detail: arg('detail'),
    address: arg('address'),
  }),
)

/** Inside a transaction: the entry is there exactly when the rest of it is. */
export async function logActivity(sql: Sql, { kind, now, actor, subject, client, detail, address, organizationId }: Activity) {
  await sql.run(insert, {
    organizationId: organizationId ?? actor?.organizationId ?? ALL_ORGANIZATIONS,
    now,
    kind,
    actorId: actor?.accountId ?? null,
    actorName: actor?.name ?? null,
    subjectKind: subject?.kind ?? null,
    subjectId: subject?.id ?? null,
    subjectName: subject?.name ?? null,
    subjectRoot: subject?.rootId ?? null,
    client: client ?? null,
    detail: detail ?? null,
    address: address ?? null,
  })
}

/** For whatever has no transaction of its own to be in. */
const recordActivity: Transaction<Activity, void> = logActivity

export const removeOld = statement<{ before: number; limit: number }>()((db, arg) =>
  db
    .deleteFrom('activity_log')
    .where('seq', 'in', (eb) =>
      eb
        .selectFrom('activity_log as old')
        .select('old.seq')
        .where('old.at', '<', arg('before'))
        .orderBy('old.at')
        .orderBy('old.seq')
        .limit(arg('limit')),
    ),
)

/** The oldest entries first, at most `limit` of them, so that no save waits long. Answers how many went. */
const sweepActivity: Transaction<{ before: number; limit: number }, number> = (sql, args) => sql.run(removeOld, args)

export const activityTransactions = { recordActivity, sweepActivity }
