import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'
import { SPANS, type Span } from './measures.ts'
import type { Observed } from './recorder.ts'

type EventRow = {
  sessionId: string
  at: number
  source: 'server' | 'browser' | 'editor'
  name: string
  status: number | null
  ms: number | null
  lockBefore: string | null
  lockAfter: string | null
  correlationId: string | null
  requestId: string | null
  detail: string | null
}

const known = statement<{ id: string }>()((db, arg) => db.selectFrom('editing_session').select('id').where('id', '=', arg('id')))

const insertEvent = statement<EventRow>()((db, arg) =>
  db.insertInto('session_event').values({
    session_id: arg('sessionId'),
    at: arg('at'),
    source: arg('source'),
    name: arg('name'),
    status: arg('status'),
    ms: arg('ms'),
    lock_before: arg('lockBefore'),
    lock_after: arg('lockAfter'),
    correlation_id: arg('correlationId'),
    request_id: arg('requestId'),
    detail: arg('detail'),
  }),
)

type TallyRow = {
  id: string
  lastAt: number
  calls: number
  saves: number
  failures: number
  conflicts: number
  shownAt: number | null
  lastSaveAt: number | null
}

const addTally = statement<TallyRow>()((db, arg) =>
  db
    .updateTable('editing_session')
    .set((eb) => ({
      last_at: arg('lastAt'),
      calls: eb('calls', '+', arg('calls')),
      saves: eb('saves', '+', arg('saves')),
      failures: eb('failures', '+', arg('failures')),
      conflicts: eb('conflicts', '+', arg('conflicts')),
      // the first time that it was there
      shown_at: eb.fn.coalesce('shown_at', eb.val(arg('shownAt'))),
      last_save_at: eb.fn.coalesce(eb.val(arg('lastSaveAt')), 'last_save_at'),
    }))
    .where('id', '=', arg('id')),
)

type MeasureRow = {
  span: Span
  at: number
  client: string
  stage: string
  name: string
  count: number
  ms: number
  u0: number
  u1: number
  u2: number
  u3: number
  u4: number
}

const addMeasure = statement<MeasureRow>()((db, arg) =>
  db
    .insertInto('measure')
    .values({
      span: arg('span'),
      at: arg('at'),
      client: arg('client'),
      stage: arg('stage'),
      name: arg('name'),
      count: arg('count'),
      ms: arg('ms'),
      under_100: arg('u0'),
      under_300: arg('u1'),
      under_1000: arg('u2'),
      under_3000: arg('u3'),
      under_10000: arg('u4'),
    })
    .onConflict((conflict) =>
      conflict.columns(['span', 'name', 'at', 'client', 'stage']).doUpdateSet((eb) => ({
        count: eb('measure.count', '+', eb.ref('excluded.count')),
        ms: eb('measure.ms', '+', eb.ref('excluded.ms')),
        under_100: eb('measure.under_100', '+', eb.ref('excluded.under_100')),
        under_300: eb('measure.under_300', '+', eb.ref('excluded.under_300')),
        under_1000: eb('measure.under_1000', '+', eb.ref('excluded.under_1000')),
        under_3000: eb('measure.under_3000', '+', eb.ref('excluded.under_3000')),
        under_10000: eb('measure.under_10000', '+', eb.ref('excluded.under_10000')),
      })),
    ),
)

async function addMeasured(sql: Sql, { at, client, stage, name, count, ms, under }: Observed['measured'][number]) {
  const [u0 = 0, u1 = 0, u2 = 0, u3 = 0, u4 = 0] = under
  for (const span of Object.keys(SPANS) as Span[])
    await sql.run(addMeasure, { span, at: at - (at % SPANS[span]), client, stage, name, count, ms, u0, u1, u2, u3, u4 })
}

/** Calls of launches without a session (the test client's, apps') are measured and have no timeline. */
const keepObserved: Transaction<Observed, void> = async (sql, { events, tallies, measured }) => {
  const ids = new Set([...events, ...tallies].map(({ sessionId }) => sessionId))
  for (const id of ids) if (!(await sql.get(known, { id }))) ids.delete(id)
  for (const event of events) {
    if (!ids.has(event.sessionId)) continue
    const { status = null, ms = null, lockBefore = null, lockAfter = null, correlationId = null, requestId = null, detail = null } = event
    await sql.run(insertEvent, { ...event, status, ms, lockBefore, lockAfter, correlationId, requestId, detail })
  }
  for (const { sessionId: id, shownAt = null, lastSaveAt = null, ...rest } of tallies)
    if (ids.has(id)) await sql.run(addTally, { ...rest, id, shownAt, lastSaveAt })
  for (const one of measured) await addMeasured(sql, one)
}

const oldEvents = statement<{ before: number; limit: number }>()((db, arg) =>
  db
    .deleteFrom('session_event')
    .where('seq', 'in', (eb) =>
      eb.selectFrom('session_event').select('seq').where('at', '<', arg('before')).orderBy('at').limit(arg('limit')),
    ),
)
const oldSessions = statement<{ before: number; limit: number }>()((db, arg) =>
  db
    .deleteFrom('editing_session')
    .where('id', 'in', (eb) =>
      eb.selectFrom('editing_session').select('id').where('opened_at', '<', arg('before')).orderBy('opened_at').limit(arg('limit')),
    ),
)
const oldMeasures = statement<{ span: Span; before: number }>()((db, arg) =>
  db.deleteFrom('measure').where('span', '=', arg('span')).where('at', '<', arg('before')),
)

const DAY_MS = 24 * 60 * 60 * 1000
/** for the brake and the charts of a day; hours are kept as long as sessions */
const MINUTES_KEPT_MS = 3 * DAY_MS

/** The number of events and sessions that went: as many as `limit` of either means that there may be more. */
const sweepObserved: Transaction<{ before: number; now: number; limit: number }, number> = async (sql, { before, now, limit }) => {
  const events = await sql.run(oldEvents, { before, limit })
  const sessions = await sql.run(oldSessions, { before, limit })
  for (const span of ['minute', 'quarter'] as const) await sql.run(oldMeasures, { span, before: now - MINUTES_KEPT_MS })
  for (const span of ['hour', 'six-hours'] as const) await sql.run(oldMeasures, { span, before })
  return Math.max(events, sessions)
}

export const editingSessionTransactions = { keepObserved, sweepObserved }
