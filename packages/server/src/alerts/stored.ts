import type { AlertEvent } from '@moorage/api'
import { newId } from '../access/new-id.ts'
import type { App } from '../app.ts'
import { queueMail } from '../mail.ts'
import { ALL_ORGANIZATIONS } from '../organizations/organizations.ts'
import type { AlertTable } from '../storage/db/schema.ts'
import type { Sql } from '../storage/db/sql.ts'
import { build, statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'
import { type Condition, DAY_MS, HOUR_MS } from './condition.ts'
import { letterOf } from './letters.ts'

/** Between two mails about one alert. */
const QUIET_MS = HOUR_MS
/** What is over and open again within this is the same alert. */
const AGAIN_MS = HOUR_MS
const REMIND_MS = DAY_MS
/** nobody wants to hear a week later that something is over */
const LATE_MS = 7 * DAY_MS
const CALLS_KEPT_MS = 30 * DAY_MS

/** Those that are open, and those that were lately. */
const current = statement<{ since: number }>()((db, arg) =>
  db
    .selectFrom('alert')
    .selectAll()
    .where((eb) => eb.or([eb('closed_at', 'is', null), eb('closed_at', '>', arg('since'))]))
    .orderBy('opened_at', 'desc'),
)

const insert = statement<{ id: string; now: number } & { [K in keyof Condition]: Condition[K] }>()((db, arg) =>
  db.insertInto('alert').values({
    id: arg('id'),
    kind: arg('kind'),
    subject: arg('subject'),
    title: arg('title'),
    text: arg('text'),
    remedy: arg('remedy'),
    link: arg('link'),
    opened_at: arg('now'),
    last_at: arg('now'),
    closed_at: null,
    told: null,
    told_at: null,
    called_at: null,
  }),
)
const update = statement<{
  id: string
  title: string
  text: string
  remedy: string
  lastAt: number
  closedAt: number | null
  told: AlertEvent | null
  toldAt: number | null
  calledAt: number | null
}>()((db, arg) =>
  db
    .updateTable('alert')
    .set({
      title: arg('title'),
      text: arg('text'),
      remedy: arg('remedy'),
      last_at: arg('lastAt'),
      closed_at: arg('closedAt'),
      told: arg('told'),
      told_at: arg('toldAt'),
      called_at: arg('calledAt'),
    })
    .where('id', '=', arg('id')),
)
const keepRow = (sql: Sql, row: AlertTable) =>
  sql.run(update, {
    ...{ id: row.id, title: row.title, text: row.text, remedy: row.remedy, lastAt: row.last_at, closedAt: row.closed_at },
    ...{ told: row.told, toldAt: row.told_at, calledAt: row.called_at },
  })

const insertCall = statement<{ id: string; event: string; body: string; now: number }>()((db, arg) =>
  db.insertInto('alert_call').values({
    ...{ id: arg('id'), event: arg('event'), body: arg('body'), created_at: arg('now'), next_try_at: arg('now') },
    ...{ sent_at: null, problem: null },
  }),
)

export interface Looked {
  /** what is the case, and has been for as long as its kind needs */
  conditions: Condition[]
  /** kinds that could be looked at: of the others nobody knows */
  kinds: string[]
  neverByMail: string[]
  /** email addresses */
  recipients: string[]
  webhook: boolean
  portalOrigin: string
  now: number
}

const told = ({ title, text, remedy, link, opened_at: openedAt, closed_at: closedAt }: AlertTable) => ({
  ...{ title, text, remedy, link, openedAt, closedAt },
})

/** What is sent to the webhook. */
const bodyOf = (event: AlertEvent, row: AlertTable, { portalOrigin, now }: Looked) =>
  JSON.stringify({
    event,
    at: now,
    server: portalOrigin,
    alert: { id: row.id, kind: row.kind, subject: row.subject, ...told(row), link: `${portalOrigin}${row.link}` },
  })

/** What whoever gets mail should hear now, if anything. */
function dueByMail({ told: before, told_at: at, closed_at: closed }: AlertTable, now: number): AlertEvent | undefined {
  if (at !== null && now - at < QUIET_MS) return undefined
  if (closed !== null) return before === null || before === 'over' ? undefined : 'over'
  if (before === null || before === 'over') return 'opened'
  return at !== null && now - at >= REMIND_MS ? 'still-open' : undefined
}

async function tell(sql: Sql, row: AlertTable, happened: AlertEvent | undefined, looked: Looked): Promise<AlertTable> {
  const { now, recipients, webhook, portalOrigin, neverByMail } = looked
  let next = row
  const event = recipients.length === 0 || neverByMail.includes(row.kind) ? undefined : dueByMail(row, now)
  if (event) {
    const letter = letterOf(event, told(row), portalOrigin)
    for (const to of recipients) await queueMail(sql, { ...letter, organizationId: ALL_ORGANIZATIONS, to, now, send: true })
    next = { ...next, told: event, told_at: now }
  }
  const reminding = row.closed_at === null && row.called_at !== null && now - row.called_at >= REMIND_MS
  const called = happened ?? (reminding ? 'still-open' : undefined)
  if (webhook && called) {
    await sql.run(insertCall, { id: newId(), event: called, body: bodyOf(called, row, looked), now })
    next = { ...next, called_at: now }
  }
  return next
}

const changed = (before: AlertTable, after: AlertTable) => JSON.stringify(before) !== JSON.stringify(after)

/**
 * Opens, goes on with and closes alerts by what was looked at, and queues what is to be told, all at once: there is no
 * mail about an alert that is not kept. Answers how many opened and closed.
 */
const noteAlerts: Transaction<Looked, { opened: number; closed: number }> = async (sql, looked) => {
  const { conditions, kinds, now } = looked
  const rows = await sql.all(current, { since: now - LATE_MS })
  const seen = new Set<string>()
  let [opened, closed] = [0, 0]
  for (const condition of conditions) {
    const mine = rows.filter(({ kind, subject }) => kind === condition.kind && subject === condition.subject)
    const open = mine.find((row) => row.closed_at === null)
    const recent = mine.find((row) => row.closed_at !== null && now - row.closed_at < AGAIN_MS)
    const before = open ?? recent ?? (await begin(sql, condition, now))
    seen.add(before.id)
    if (!open) opened++
    const { title, text, remedy } = condition
    const next = await tell(sql, { ...before, title, text, remedy, last_at: now, closed_at: null }, open ? undefined : 'opened', looked)
    await keepRow(sql, next)
  }
  for (const row of rows) {
    if (seen.has(row.id)) continue
    const ends = row.closed_at === null && kinds.includes(row.kind)
    if (ends) closed++
    const ended = ends ? { ...row, closed_at: now } : row
    const next = await tell(sql, ended, ends ? 'over' : undefined, looked)
    if (changed(row, next)) await keepRow(sql, next)
  }
  return { opened, closed }
}

async function begin(sql: Sql, condition: Condition, now: number): Promise<AlertTable> {
  const id = newId()
  await sql.run(insert, { ...condition, id, now })
  const { kind, subject, title, text, remedy, link } = condition
  const times = { opened_at: now, last_at: now, closed_at: null, told: null, told_at: null, called_at: null }
  return { id, kind, subject, title, text, remedy, link, ...times }
}

const queueCall: Transaction<{ event: string; body: string; now: number }, void> = async (sql, call) => {
  await sql.run(insertCall, { ...call, id: newId() })
}

const callSent = statement<{ id: string; now: number }>()((db, arg) =>
  db
    .updateTable('alert_call')
    .set({ sent_at: arg('now'), next_try_at: null, problem: null })
    .where('id', '=', arg('id')),
)
const callFailed = statement<{ id: string; tries: number; nextTryAt: number | null; problem: string }>()((db, arg) =>
  db
    .updateTable('alert_call')
    .set({ tries: arg('tries'), next_try_at: arg('nextTryAt'), problem: arg('problem') })
    .where('id', '=', arg('id')),
)
const oldCalls = statement<{ before: number }>()((db, arg) => db.deleteFrom('alert_call').where('created_at', '<', arg('before')))
const oldAlerts = statement<{ before: number }>()((db, arg) => db.deleteFrom('alert').where('closed_at', '<', arg('before')))

const noteCallSent: Transaction<{ id: string; now: number }, number> = (sql, args) => sql.run(callSent, args)
const noteCallFailed: Transaction<{ id: string; tries: number; nextTryAt: number | null; problem: string }, number> = (sql, args) =>
  sql.run(callFailed, args)
/** `before`: alerts that were over by then go. */
const sweepAlerts: Transaction<{ before: number; now: number }, number> = async (sql, { before, now }) => {
  await sql.run(oldCalls, { before: now - CALLS_KEPT_MS })
  return sql.run(oldAlerts, { before })
}

export const alertTransactions = { noteAlerts, queueCall, noteCallSent, noteCallFailed, sweepAlerts }

/** Whether somebody still has to be told that it is over. */
export const isUntold = ({ closed_at, told }: AlertTable) => closed_at !== null && told !== null && told !== 'over'

/** Those that are open, and those that were lately. */
export const currentAlerts = ({ db, now }: Pick<App, 'db' | 'now'>) => db.read.all(current, { since: now() - LATE_MS })

export const openAlerts = ({ db }: Pick<App, 'db'>) =>
  db.read.query(build.selectFrom('alert').selectAll().where('closed_at', 'is', null).orderBy('opened_at', 'desc').orderBy('id'))

/** The ones that were over last, before `before` (epoch milliseconds). */
export const pastAlerts = ({ db }: Pick<App, 'db'>, before: number, limit: number) =>
  db.read.query(
    build
      .selectFrom('alert')
      .selectAll()
      .where('closed_at', 'is not', null)
      .where('closed_at', '<', before)
      .orderBy('closed_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit),
  )

export const dueCalls = ({ db, now }: Pick<App, 'db' | 'now'>) =>
  db.read.query(
    build
      .selectFrom('alert_call')
      .selectAll()
      .where('sent_at', 'is', null)
      .where('next_try_at', '<=', now())
      .orderBy('next_try_at')
      .limit(20),
  )

/** The last thing that happened at the webhook. */
export const lastCall = async ({ db }: Pick<App, 'db'>) =>
  (
    await db.read.query(
      build
        .selectFrom('alert_call')
        .selectAll()
        .where((eb) => eb.or([eb('sent_at', 'is not', null), eb('problem', 'is not', null)]))
        .orderBy('created_at', 'desc')
        .limit(1),
    )
  )[0]
