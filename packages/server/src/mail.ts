import { newId } from './access/new-id.ts'
import type { App } from './app.ts'
import type { Sql } from './storage/db/sql.ts'
import { build, statement } from './storage/db/statement.ts'
import type { Transaction } from './storage/db/transaction.ts'

export interface NewMail {
  organizationId: string
  to: string
  subject: string
  /** plain text */
  text: string
  now: number
  /** false: there is no mail server, and it waits in the outbox for an administrator to hand on */
  send: boolean
}

const insert = statement<{
  organizationId: string
  id: string
  to: string
  subject: string
  text: string
  now: number
  nextTryAt: number | null
}>()((db, arg) =>
  db.insertInto('mail').values({
    organization_id: arg('organizationId'),
    id: arg('id'),
    recipient: arg('to'),
    subject: arg('subject'),
    text: arg('text'),
    created_at: arg('now'),
    sent_at: null,
    next_try_at: arg('nextTryAt'),
    problem: null,
  }),
)

/** Inside the transaction that the mail is about, so that there is neither without the other. Answers its id. */
export async function queueMail(sql: Sql, { send, ...mail }: NewMail): Promise<string> {
  const id = newId()
  await sql.run(insert, { ...mail, id, nextTryAt: send ? mail.now : null })
  return id
}

const COLUMNS = ['id', 'organization_id', 'recipient', 'subject', 'text', 'created_at', 'sent_at', 'tries', 'problem'] as const

const byId = statement<{ id: string }>()((db, arg) => db.selectFrom('mail').select(COLUMNS).where('id', '=', arg('id')))
const due = statement<{ now: number }>()((db, arg) =>
  db
    .selectFrom('mail')
    .select(COLUMNS)
    .where('sent_at', 'is', null)
    .where('next_try_at', '<=', arg('now'))
    .orderBy('next_try_at')
    .limit(50),
)

export type MailRow = Awaited<ReturnType<typeof dueMail>>[number]

/** What is to be sent now, the longest waiting first. */
export const dueMail = ({ db, now }: Pick<App, 'db' | 'now'>) => db.read.all(due, { now: now() })
export const mailById = ({ db }: Pick<App, 'db'>, id: string) => db.read.get(byId, { id })

/** The newest of these organizations; `before` in epoch milliseconds. */
export const mailsOf = ({ db }: Pick<App, 'db'>, organizationIds: string[], before: number, limit: number) =>
  db.read.query(
    build
      .selectFrom('mail')
      .innerJoin('organization', 'organization.id', 'mail.organization_id')
      .select([...COLUMNS.map((name) => `mail.${name}` as const), 'organization.name as organizationName'])
      .where('mail.organization_id', 'in', organizationIds)
      .where('mail.created_at', '<', before)
      .orderBy('mail.created_at', 'desc')
      .orderBy('mail.id')
      .limit(limit),
  )

const sent = statement<{ id: string; now: number }>()((db, arg) =>
  db
    .updateTable('mail')
    .set({ sent_at: arg('now'), next_try_at: null, problem: null })
    .where('id', '=', arg('id')),
)
const failed = statement<{ id: string; tries: number; nextTryAt: number | null; problem: string }>()((db, arg) =>
  db
    .updateTable('mail')
    .set({ tries: arg('tries'), next_try_at: arg('nextTryAt'), problem: arg('problem') })
    .where('id', '=', arg('id')),
)
const forget = statement<{ before: number }>()((db, arg) => db.deleteFrom('mail').where('created_at', '<', arg('before')))

/** One-time links in them are long void, and nobody reads them again. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000

const noteMailSent: Transaction<{ id: string; now: number }, number> = (sql, args) => sql.run(sent, args)
const noteMailFailed: Transaction<{ id: string; tries: number; nextTryAt: number | null; problem: string }, number> = (sql, args) =>
  sql.run(failed, args)
const sweepMail: Transaction<{ now: number }, number> = (sql, { now }) => sql.run(forget, { before: now - KEPT_MS })

export const mailTransactions = { noteMailSent, noteMailFailed, sweepMail }
