import type { TrafficKind } from '@moorage/api'
import type { Sql } from './storage/db/sql.ts'
import { statement } from './storage/db/statement.ts'
import type { Transaction } from './storage/db/transaction.ts'

/** How often documents are opened, counted as it happens, so that nobody has to count the activity. */

const HOUR_MS = 60 * 60 * 1000
export const DAY_MS = 24 * HOUR_MS
/** the days before today that estimates look at */
const COUNTED_DAYS = 30

const KINDS: Record<TrafficKind, string[]> = {
  word: 'doc docx docm dot dotx dotm odt rtf'.split(' '),
  excel: 'xls xlsx xlsm xlsb xlt xltx csv ods'.split(' '),
  powerpoint: 'ppt pptx pptm pps ppsx pot potx odp'.split(' '),
}
const KIND_OF = new Map(Object.entries(KINDS).flatMap(([kind, extensions]) => extensions.map((each) => [each, kind as TrafficKind])))

const kindOf = (name: string): TrafficKind | undefined => KIND_OF.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase())

type Day = { day: number; organizationId: string; kind: TrafficKind; action: 'view' | 'edit' }
const oneOfDay = statement<Day>()((db, arg) =>
  db
    .insertInto('opened_per_day')
    .values({ day: arg('day'), organization_id: arg('organizationId'), kind: arg('kind'), action: arg('action'), count: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['day', 'organization_id', 'kind', 'action'])
        .doUpdateSet((eb) => ({ count: eb('opened_per_day.count', '+', eb.lit(1)) })),
    ),
)
type Hour = { hour: number; kind: TrafficKind; action: 'view' | 'edit' }
const oneOfHour = statement<Hour>()((db, arg) =>
  db
    .insertInto('opened_per_hour')
    .values({ hour: arg('hour'), kind: arg('kind'), action: arg('action'), count: 1 })
    .onConflict((conflict) =>
      conflict.columns(['hour', 'kind', 'action']).doUpdateSet((eb) => ({ count: eb('opened_per_hour.count', '+', eb.lit(1)) })),
    ),
)

/** Inside the transaction of the launch. `name` is the file's: only Word, Excel and PowerPoint are counted. */
export async function countOpened(
  sql: Sql,
  { organizationId, name, action, now }: { organizationId: string; name: string; action: 'view' | 'edit'; now: number },
) {
  const kind = kindOf(name)
  if (!kind) return
  await sql.run(oneOfDay, { day: Math.floor(now / DAY_MS), organizationId, kind, action })
  await sql.run(oneOfHour, { hour: Math.floor(now / HOUR_MS), kind, action })
}

/** Whole days before today, and every hour of them, by kind and action: what comes of it is small, however much was opened. */
const days = statement<{ from: number; before: number }>()((db, arg) =>
  db
    .selectFrom('opened_per_day')
    .select(({ fn }) => ['day', 'kind', 'action', fn.sum<number>('count').as('count')])
    .where('day', '>=', arg('from'))
    .where('day', '<', arg('before'))
    .groupBy(['day', 'kind', 'action']),
)
const hours = statement<{ from: number; before: number }>()((db, arg) =>
  db
    .selectFrom('opened_per_hour')
    .select(['hour', 'kind', 'action', 'count'])
    .where('hour', '>=', arg('from'))
    .where('hour', '<', arg('before')),
)
const organizations = statement<{ from: number; before: number }>()((db, arg) =>
  db
    .selectFrom('opened_per_day')
    .select(({ fn }) => ['organization_id as organizationId', fn.sum<number>('count').as('count')])
    .where('day', '>=', arg('from'))
    .where('day', '<', arg('before'))
    .groupBy('organization_id'),
)

export interface Opened {
  /** the first day with an open, since 1970; undefined: none was counted */
  since: number | undefined
  /** today, which is not whole and not counted */
  today: number
  perDay: { day: number; kind: TrafficKind; action: 'view' | 'edit'; count: number }[]
  perHour: { hour: number; kind: TrafficKind; action: 'view' | 'edit'; count: number }[]
  byOrganization: { organizationId: string; count: number }[]
}

/** What was opened in the 30 days before today (UTC). */
export async function openedLately(sql: Sql, now: number): Promise<Opened> {
  const today = Math.floor(now / DAY_MS)
  const span = { from: today - COUNTED_DAYS, before: today }
  const [perDay, perHour, byOrganization] = await Promise.all([
    sql.all(days, span),
    sql.all(hours, { from: span.from * 24, before: today * 24 }),
    sql.all(organizations, span),
  ])
  const since = perDay.length > 0 ? Math.min(...perDay.map(({ day }) => day)) : undefined
  return { since, today, perDay, perHour, byOrganization }
}

const removeDays = statement<{ before: number }>()((db, arg) => db.deleteFrom('opened_per_day').where('day', '<', arg('before')))
const removeHours = statement<{ before: number }>()((db, arg) => db.deleteFrom('opened_per_hour').where('hour', '<', arg('before')))

/** Forgets the days that no estimate looks at any more. */
const sweepOpened: Transaction<{ now: number }, number> = async (sql, { now }) => {
  const before = Math.floor(now / DAY_MS) - COUNTED_DAYS - 1
  return (await sql.run(removeDays, { before })) + (await sql.run(removeHours, { before: before * 24 }))
}

export const openedTransactions = { sweepOpened }
