import { createHash, randomBytes } from 'node:crypto'
import type { Actor } from '../access/actor.ts'
import type { App } from '../app.ts'
import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'
import { unavailable } from '../unavailable.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** The cookie holds the secret; the database only its hash, so that a stolen copy of it signs nobody in. */
const idOf = (secret: string) => createHash('sha256').update(secret).digest('base64url')

const insert = statement<{ organizationId: string; id: string; accountId: string; now: number; expiresAt: number }>()((db, arg) =>
  db.insertInto('sign_in_session').values({
    organization_id: arg('organizationId'),
    id: arg('id'),
    account_id: arg('accountId'),
    created_at: arg('now'),
    expires_at: arg('expiresAt'),
  }),
)

const byId = statement<{ id: string; now: number }>()((db, arg) =>
  db
    .selectFrom('sign_in_session as s')
    .innerJoin('account as a', (join) => join.onRef('a.organization_id', '=', 's.organization_id').onRef('a.id', '=', 's.account_id'))
    .innerJoin('organization as o', 'o.id', 's.organization_id')
    .select([
      'a.organization_id as organizationId',
      'a.id as accountId',
      'a.name',
      'a.email',
      'a.kind',
      'a.last_seen_at as lastSeenAt',
      's.expires_at as expiresAt',
    ])
    .where('s.id', '=', arg('id'))
    .where('s.expires_at', '>', arg('now'))
    .where('a.disabled_at', 'is', null)
    .where('o.blocked', '=', 0),
)

const HOUR_MS = 60 * 60 * 1000
const seen = statement<{ organizationId: string; accountId: string; now: number; before: number }>()((db, arg) =>
  db
    .updateTable('account')
    .set({ last_seen_at: arg('now') })
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('accountId'))
    .where((eb) => eb.or([eb('last_seen_at', 'is', null), eb('last_seen_at', '<=', arg('before'))])),
)

const extend = statement<{ id: string; expiresAt: number }>()((db, arg) =>
  db
    .updateTable('sign_in_session')
    .set({ expires_at: arg('expiresAt') })
    .where('id', '=', arg('id')),
)
const remove = statement<{ id: string }>()((db, arg) => db.deleteFrom('sign_in_session').where('id', '=', arg('id')))
const removeAll = statement<{ organizationId: string; accountId: string }>()((db, arg) =>
  db.deleteFrom('sign_in_session').where('organization_id', '=', arg('organizationId')).where('account_id', '=', arg('accountId')),
)
const removeIn = statement<{ organizationId: string }>()((db, arg) =>
  db.deleteFrom('sign_in_session').where('organization_id', '=', arg('organizationId')),
)
const removeExpired = statement<{ now: number }>()((db, arg) => db.deleteFrom('sign_in_session').where('expires_at', '<=', arg('now')))

const startSession: Transaction<{ organizationId: string; id: string; accountId: string; now: number; expiresAt: number }, void> = async (
  sql,
  args,
) => {
  await sql.run(insert, args)
}
const extendSession: Transaction<{ id: string; expiresAt: number }, number> = (sql, args) => sql.run(extend, args)
const endSession: Transaction<{ id: string }, number> = (sql, args) => sql.run(remove, args)
/** Inside a transaction: every sign-in session of the account ends. Returns how many. */
export const endSessionsOf: Transaction<{ organizationId: string; accountId: string }, number> = (sql, args) => sql.run(removeAll, args)
const endSessions = endSessionsOf
/** Inside a transaction: every sign-in session of an organization's people ends. */
export const endSessionsIn = (sql: Sql, organizationId: string) => sql.run(removeIn, { organizationId })
/** Within the hour is enough to know, and one write an hour is nothing. */
const noteSeen: Transaction<{ organizationId: string; accountId: string; now: number }, number> = (sql, args) =>
  sql.run(seen, { ...args, before: args.now - HOUR_MS })
const endExpiredSessions: Transaction<{ now: number }, number> = (sql, args) => sql.run(removeExpired, args)

export const sessionTransactions = { startSession, extendSession, endSession, endSessions, endExpiredSessions, noteSeen }

type World = Pick<App, 'db' | 'now' | 'config'>

/** A new sign-in session; answers the secret that goes into the cookie and nowhere else. */
export async function signIn({ db, now, config }: World, account: { organizationId: string; id: string }): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  await db.transact('startSession', {
    organizationId: account.organizationId,
    id: idOf(secret),
    accountId: account.id,
    now: now(),
    expiresAt: now() + config.sessionDays * DAY_MS,
  })
  return secret
}

/** Who the cookie's secret belongs to; `renewed` when the session was prolonged, so that the cookie is too. */
export async function actorOf({ db, now, config }: World, secret: string): Promise<{ actor: Actor; renewed: boolean } | undefined> {
  const id = idOf(secret)
  const found = await db.read.get(byId, { id, now: now() })
  if (!found) return undefined
  const { expiresAt, lastSeenAt, ...actor } = found
  if (lastSeenAt === null || lastSeenAt <= now() - HOUR_MS)
    await unlessUnavailable(db.transact('noteSeen', { organizationId: actor.organizationId, accountId: actor.accountId, now: now() }))
  const full = config.sessionDays * DAY_MS
  // sliding, but at most one write a day
  const renewed = expiresAt - now() < full - DAY_MS
  if (renewed) await unlessUnavailable(db.transact('extendSession', { id, expiresAt: now() + full }))
  return { actor, renewed }
}

/** People read on while the database takes nothing. */
const unlessUnavailable = (noted: Promise<unknown>) =>
  noted.catch((error: unknown) => {
    if (!unavailable(error)) throw error
  })

export const signOut = ({ db }: Pick<App, 'db'>, secret: string) => db.transact('endSession', { id: idOf(secret) })

/** Every sign-in session, every editing session and every app's sign-in of the account ends at once. */
export async function signOutEverywhere({ db, now }: Pick<App, 'db' | 'now'>, { organizationId, accountId }: Actor) {
  await db.transact('endSessions', { organizationId, accountId })
  await db.transact('endOAuthOfAccount', { organizationId, accountId })
  await db.transact('endGrants', { organizationId, accountId, now: now() })
}
