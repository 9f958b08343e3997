import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'

/** One thing that the authorization server remembers. Times in epoch milliseconds. */
export type OAuthRow = {
  kind: string
  /** a hash: who has a copy of the database has no token */
  id: string
  /** null: of nobody yet */
  organizationId: string | null
  accountId: string | null
  /** what it was issued under, and ends with */
  grantId: string | null
  /** a second name, of sessions */
  uid: string | null
  /** JSON */
  payload: string
  expiresAt: number
}

const COLUMNS = ['payload', 'consumed_at as consumedAt'] as const

export const oauthById = statement<{ kind: string; id: string; now: number }>()((db, arg) =>
  db
    .selectFrom('oauth_state')
    .select(COLUMNS)
    .where('kind', '=', arg('kind'))
    .where('id', '=', arg('id'))
    .where('expires_at', '>', arg('now')),
)
export const oauthByUid = statement<{ kind: string; uid: string; now: number }>()((db, arg) =>
  db
    .selectFrom('oauth_state')
    .select(COLUMNS)
    .where('kind', '=', arg('kind'))
    .where('uid', '=', arg('uid'))
    .where('expires_at', '>', arg('now')),
)

const remove = statement<{ kind: string; id: string }>()((db, arg) =>
  db.deleteFrom('oauth_state').where('kind', '=', arg('kind')).where('id', '=', arg('id')),
)
const upsert = statement<OAuthRow>()((db, arg) => {
  const changing = {
    organization_id: arg('organizationId'),
    account_id: arg('accountId'),
    grant_id: arg('grantId'),
    uid: arg('uid'),
    payload: arg('payload'),
    expires_at: arg('expiresAt'),
  }
  return db
    .insertInto('oauth_state')
    .values({ kind: arg('kind'), id: arg('id'), consumed_at: null, ...changing })
    .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet(changing))
})
const markConsumed = statement<{ kind: string; id: string; now: number }>()((db, arg) =>
  db
    .updateTable('oauth_state')
    .set({ consumed_at: arg('now') })
    .where('kind', '=', arg('kind'))
    .where('id', '=', arg('id'))
    .where('consumed_at', 'is', null),
)
const removeGrant = statement<{ grantId: string }>()((db, arg) => db.deleteFrom('oauth_state').where('grant_id', '=', arg('grantId')))
const removeAccount = statement<{ organizationId: string; accountId: string }>()((db, arg) =>
  db.deleteFrom('oauth_state').where('organization_id', '=', arg('organizationId')).where('account_id', '=', arg('accountId')),
)
const removeIn = statement<{ organizationId: string }>()((db, arg) =>
  db.deleteFrom('oauth_state').where('organization_id', '=', arg('organizationId')),
)
const removeExpired = statement<{ now: number }>()((db, arg) => db.deleteFrom('oauth_state').where('expires_at', '<=', arg('now')))

const putOAuth: Transaction<OAuthRow, void> = async (sql, args) => {
  await sql.run(upsert, { ...args })
}
/** Answers 0 when it was used before. */
const consumeOAuth: Transaction<{ kind: string; id: string; now: number }, number> = (sql, args) => sql.run(markConsumed, args)
const endOAuth: Transaction<{ kind: string; id: string }, number> = (sql, args) => sql.run(remove, args)
const endOAuthGrant: Transaction<{ grantId: string }, number> = (sql, args) => sql.run(removeGrant, args)
/** "Sign out everywhere": every app must ask its user again. */
export const endOAuthOf: Transaction<{ organizationId: string; accountId: string }, number> = (sql, args) => sql.run(removeAccount, args)
const endOAuthOfAccount = endOAuthOf
/** Inside a transaction: every app of an organization's people must ask again. */
export const endOAuthIn = (sql: Sql, organizationId: string) => sql.run(removeIn, { organizationId })
const sweepOAuth: Transaction<{ now: number }, number> = (sql, args) => sql.run(removeExpired, args)

export const oauthTransactions = { putOAuth, consumeOAuth, endOAuth, endOAuthGrant, endOAuthOfAccount, sweepOAuth }
