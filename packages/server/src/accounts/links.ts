import type { App } from '../app.ts'
import { newSecret, sha256 } from '../installation.ts'
import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'

const HOUR_MS = 60 * 60 * 1000
/** An invitation may wait for somebody's holiday; a reset is asked for by whoever waits for it. */
const LIFE_MS = { invitation: 7 * 24 * HOUR_MS, reset: 2 * HOUR_MS }

export type LinkPurpose = keyof typeof LIFE_MS

/** A one-time link for choosing a password: the code travels in the mail, the database knows only its hash. */
export interface NewLink {
  purpose: LinkPurpose
  code: string
}

export const newLink = (purpose: LinkPurpose): NewLink => ({ purpose, code: newSecret() })
const hashOf = (code: string) => sha256(code)
/** The code is behind the hash sign, which browsers keep to themselves. */
export const linkUrl = (origin: string, { code }: NewLink) => `${origin}/welcome#code=${code}`

type Row = { id: string; organizationId: string; accountId: string; purpose: LinkPurpose; now: number; expiresAt: number }
const insert = statement<Row>()((db, arg) =>
  db.insertInto('account_link').values({
    id: arg('id'),
    organization_id: arg('organizationId'),
    account_id: arg('accountId'),
    purpose: arg('purpose'),
    created_at: arg('now'),
    expires_at: arg('expiresAt'),
  }),
)
const removeAll = statement<{ organizationId: string; accountId: string }>()((db, arg) =>
  db.deleteFrom('account_link').where('organization_id', '=', arg('organizationId')).where('account_id', '=', arg('accountId')),
)
const removeExpired = statement<{ now: number }>()((db, arg) => db.deleteFrom('account_link').where('expires_at', '<=', arg('now')))

type Of = { organizationId: string; accountId: string }

/** Inside a transaction: the only link of this account that works from now on. */
export async function putLink(sql: Sql, { organizationId, accountId }: Of, { purpose, code }: NewLink, now: number) {
  await sql.run(removeAll, { organizationId, accountId })
  await sql.run(insert, { id: hashOf(code), organizationId, accountId, purpose, now, expiresAt: now + LIFE_MS[purpose] })
}

export const forgetLinks = (sql: Sql, of: Of) => sql.run(removeAll, of)
export const sweepLinks = (sql: Sql, { now }: { now: number }) => sql.run(removeExpired, { now })

const byId = statement<{ id: string; now: number }>()((db, arg) =>
  db
    .selectFrom('account_link as l')
    .innerJoin('account as a', (join) => join.onRef('a.organization_id', '=', 'l.organization_id').onRef('a.id', '=', 'l.account_id'))
    .innerJoin('organization as o', 'o.id', 'l.organization_id')
    .select(['l.purpose', 'a.id', 'a.organization_id as organizationId', 'a.name', 'a.email', 'a.kind', 'o.name as organizationName'])
    .where('l.id', '=', arg('id'))
    .where('l.expires_at', '>', arg('now'))
    .where('a.disabled_at', 'is', null)
    .where('o.blocked', '=', 0),
)

/** Whom the code lets choose a password; undefined when it is used up, expired, replaced, or its account is out. */
export const linkByCode = (sql: Sql, code: string, now: number) => sql.get(byId, { id: hashOf(code), now })
export const readLink = ({ db, now }: Pick<App, 'db' | 'now'>, code: string) => linkByCode(db.read, code, now())
