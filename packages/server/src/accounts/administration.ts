import type { Account, AccountKind } from '@moorage/api'
import { AppError } from '@moorage/api/errors'
import { sql as raw } from 'kysely'
import { endGrantsOf } from '../access/grants.ts'
import type { App } from '../app.ts'
import { fold } from '../files/names.ts'
import { type NewMail, queueMail } from '../mail.ts'
import { insertPerson } from '../organizations/roots.ts'
import type { Sql } from '../storage/db/sql.ts'
import { build, statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'
import { emailKey, type NewAccount, NO_PASSWORD } from './accounts.ts'
import { forgetLinks, linkByCode, type NewLink, putLink, sweepLinks } from './links.ts'
import { endOAuthOf } from './oauth-state.ts'
import { endSessionsOf } from './sessions.ts'

const COLUMNS = [
  'account.id',
  'account.organization_id as organizationId',
  'organization.name as organizationName',
  'account.name',
  'account.email',
  'account.kind',
  'account.password_hash as passwordHash',
  'account.created_at as createdAt',
  'account.disabled_at as disabledAt',
  'account.last_seen_at as lastSeenAt',
] as const

const accounts = () => build.selectFrom('account').innerJoin('organization', 'organization.id', 'account.organization_id')
type Row = Awaited<ReturnType<typeof rowOf>>

const byId = statement<{ id: string }>()((db, arg) =>
  db
    .selectFrom('account')
    .innerJoin('organization', 'organization.id', 'account.organization_id')
    .select(COLUMNS)
    .where('account.id', '=', arg('id')),
)
const rowOf = (sql: Sql, id: string) => sql.get(byId, { id })

const shape = (row: NonNullable<Row>): Account => ({
  id: row.id,
  organization: { id: row.organizationId, name: row.organizationName },
  name: row.name,
  email: row.email,
  kind: row.kind,
  createdAt: row.createdAt,
  ...(row.disabledAt === null ? {} : { disabledAt: row.disabledAt }),
  invited: row.passwordHash === NO_PASSWORD,
  ...(row.lastSeenAt === null ? {} : { lastSeenAt: row.lastSeenAt }),
})

/** An account as its administrators see it, wherever it is: whoever calls has to see to whose it is. */
export async function accountOf({ db }: Pick<App, 'db'>, id: string): Promise<Account | undefined> {
  const row = await rowOf(db.read, id)
  return row && shape(row)
}

const escaped = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

/** Some of these organizations' accounts, by name, and how many there are. `q` is part of the name or of the email address. */
export async function listAccounts(
  { db }: Pick<App, 'db'>,
  organizationIds: string[],
  { q, offset, limit }: { q?: string | undefined; offset: number; limit: number },
): Promise<{ total: number; accounts: Account[] }> {
  let query = accounts().where('account.organization_id', 'in', organizationIds)
  if (q?.trim()) {
    const [name, email] = [`%${escaped(fold(q.trim()))}%`, `%${escaped(emailKey(q))}%`]
    query = query.where(raw<boolean>`(account.name_key like ${name} escape '\\' or account.email_key like ${email} escape '\\')`)
  }
  const [count] = await db.read.query(query.select(({ fn }) => fn.countAll<number>().as('total')))
  const rows = await db.read.query(query.select(COLUMNS).orderBy('account.name_key').orderBy('account.id').limit(limit).offset(offset))
  return { total: count?.total ?? 0, accounts: rows.map(shape) }
}

/** What is mailed with a one-time link. */
export interface Letter {
  link: NewLink
  mail: NewMail
}

const createByAdministrator: Transaction<{ person: NewAccount; letter?: Letter }, string | undefined> = async (sql, { person, letter }) => {
  await insertPerson(sql, person)
  if (!letter) return undefined
  await putLink(sql, { organizationId: person.organizationId, accountId: person.id }, letter.link, person.now)
  return queueMail(sql, letter.mail)
}

type Of = { organizationId: string; accountId: string }

/** Inside a transaction: takes the links before it out of force. Answers the mail's id. */
const sendLink: Transaction<Of & { letter: Letter; now: number }, string> = async (sql, { letter, now, ...of }) => {
  await putLink(sql, of, letter.link, now)
  return queueMail(sql, letter.mail)
}

/** Mails that somebody may ask for within a day on the sign-in page: enough for whoever lost one, and no way to fill a mailbox. */
const RESETS_MAX = 5
const DAY_MS = 24 * 60 * 60 * 1000

const countReset = statement<Of & { now: number; before: number; most: number }>()((db, arg) =>
  db
    .updateTable('account')
    .set((eb) => {
      const over = eb.or([eb('resets_since', 'is', null), eb('resets_since', '<=', arg('before'))])
      return {
        resets: eb
          .case()
          .when(over)
          .then(1)
          .else(eb('resets', '+', 1))
          .end(),
        resets_since: eb.case().when(over).then(arg('now')).else(eb.ref('resets_since')).end(),
      }
    })
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('accountId'))
    .where((eb) => eb.or([eb('resets_since', 'is', null), eb('resets_since', '<=', arg('before')), eb('resets', '<', arg('most'))])),
)

/**
 * What was asked for by whoever typed the email address. Undefined beyond the limit: no mail, and the link before stays
 * in force. Administrators are not counted.
 */
const sendAskedLink: Transaction<Of & { letter: Letter; now: number }, string | undefined> = async (sql, { letter, now, ...of }) => {
  if ((await sql.run(countReset, { ...of, now, before: now - DAY_MS, most: RESETS_MAX })) === 0) return undefined
  return sendLink(sql, { ...of, letter, now })
}

const otherAdministrators = statement<{ id: string }>()((db, arg) =>
  db
    .selectFrom('account')
    .innerJoin('organization', 'organization.id', 'account.organization_id')
    .select('account.id')
    .where('account.kind', '=', 'system-administrator')
    .where('account.disabled_at', 'is', null)
    .where('organization.blocked', '=', 0)
    .where('account.id', '!=', arg('id'))
    .limit(1),
)

/** Somebody has to be able to look after everything. */
async function keepOneAdministrator(sql: Sql, id: string) {
  if ((await rowOf(sql, id))?.kind !== 'system-administrator') return
  if (!(await sql.get(otherAdministrators, { id })))
    throw new AppError('FORBIDDEN', { detail: 'This is the last system administrator. Make somebody else one first.' })
}

const update = statement<Of & { name: string; nameKey: string; kind: AccountKind }>()((db, arg) =>
  db
    .updateTable('account')
    .set({ name: arg('name'), name_key: arg('nameKey'), kind: arg('kind') })
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('accountId')),
)
const unsubscribeAll = statement<Of>()((db, arg) =>
  db.deleteFrom('subscriber').where('organization_id', '=', arg('organizationId')).where('account_id', '=', arg('accountId')),
)

const changeAccount: Transaction<Of & { name: string; kind: AccountKind }, void> = async (sql, args) => {
  if (args.kind !== 'system-administrator') await keepOneAdministrator(sql, args.accountId)
  const of = { organizationId: args.organizationId, accountId: args.accountId }
  await sql.run(update, { ...args, nameKey: fold(args.name) })
  // a link that was mailed to somebody of another kind is not worth what this one may do
  await forgetLinks(sql, of)
  // guests have what is shared with them, and nothing else
  if (args.kind === 'guest') await sql.run(unsubscribeAll, of)
}

const setDisabled = statement<Of & { disabledAt: number | null }>()((db, arg) =>
  db
    .updateTable('account')
    .set({ disabled_at: arg('disabledAt') })
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('accountId')),
)

const disableAccount: Transaction<Of & { now: number }, void> = async (sql, { now, ...of }) => {
  await keepOneAdministrator(sql, of.accountId)
  await sql.run(setDisabled, { ...of, disabledAt: now })
  await endSessionsOf(sql, of)
  await endOAuthOf(sql, of)
  await endGrantsOf(sql, { ...of, now })
  await forgetLinks(sql, of)
}

const enableAccount: Transaction<Of, void> = async (sql, of) => {
  await sql.run(setDisabled, { ...of, disabledAt: null })
}

const putPassword = statement<Of & { passwordHash: string }>()((db, arg) =>
  db
    .updateTable('account')
    .set({ password_hash: arg('passwordHash') })
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('accountId')),
)

/** The password is chosen, the link used up, and whoever was in under the old password is out. Undefined for a link that no longer works. */
const useAccountLink: Transaction<
  { code: string; passwordHash: string; now: number },
  { organizationId: string; id: string; name: string; email: string; kind: AccountKind } | undefined
> = async (sql, { code, passwordHash, now }) => {
  const found = await linkByCode(sql, code, now)
  if (!found) return undefined
  const { organizationId, id, name, email, kind } = found
  const of = { organizationId, accountId: id }
  await sql.run(putPassword, { ...of, passwordHash })
  await forgetLinks(sql, of)
  await endSessionsOf(sql, of)
  await endOAuthOf(sql, of)
  await endGrantsOf(sql, { ...of, now })
  return { organizationId, id, name, email, kind }
}

export const administrationTransactions = {
  createByAdministrator,
  sendLink,
  sendAskedLink,
  changeAccount,
  disableAccount,
  enableAccount,
  useAccountLink,
  sweepLinks: sweepLinks as Transaction<{ now: number }, number>,
}
