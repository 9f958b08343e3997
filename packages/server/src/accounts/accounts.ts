import type { AccountKind } from '@moorage/api'
import { AppError } from '@moorage/api/errors'
import { fold } from '../files/names.ts'
import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'

/** Email addresses are told apart without case: people type them either way. */
export const emailKey = (email: string) => email.trim().normalize('NFC').toLowerCase()

/** In the place of a password's hash: invited, and none chosen yet. No password matches it. */
export const NO_PASSWORD = 'none'

export type NewAccount = {
  organizationId: string
  id: string
  email: string
  name: string
  kind: AccountKind
  passwordHash: string
  now: number
}

export const accountByEmail = statement<{ emailKey: string }>()((db, arg) =>
  db
    .selectFrom('account')
    .innerJoin('organization', 'organization.id', 'account.organization_id')
    .select([
      'account.organization_id as organizationId',
      'account.id',
      'account.name',
      'account.email',
      'account.kind',
      'account.password_hash as passwordHash',
      'account.disabled_at as disabledAt',
      'organization.name as organizationName',
      'organization.blocked',
    ])
    .where('account.email_key', '=', arg('emailKey')),
)

export const anyAccount = statement()((db) => db.selectFrom('account').select('id').limit(1))

const insert = statement<NewAccount & { emailKey: string; nameKey: string }>()((db, arg) =>
  db.insertInto('account').values({
    organization_id: arg('organizationId'),
    id: arg('id'),
    email: arg('email'),
    email_key: arg('emailKey'),
    name: arg('name'),
    name_key: arg('nameKey'),
    kind: arg('kind'),
    password_hash: arg('passwordHash'),
    user_info: null,
    created_at: arg('now'),
    disabled_at: null,
  }),
)

/** Inside a transaction. NAME_TAKEN when somebody in the installation has the email address. */
export async function insertAccount(sql: Sql, account: NewAccount) {
  const key = emailKey(account.email)
  if (await sql.get(accountByEmail, { emailKey: key }))
    throw new AppError('NAME_TAKEN', { detail: 'There is already an account with this email address.' })
  await sql.run(insert, { ...account, email: account.email.trim(), emailKey: key, nameKey: fold(account.name) })
}

const updatePassword = statement<{ organizationId: string; accountId: string; passwordHash: string }>()((db, arg) =>
  db
    .updateTable('account')
    .set({ password_hash: arg('passwordHash') })
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('accountId')),
)

const setPassword: Transaction<{ organizationId: string; accountId: string; passwordHash: string }, void> = async (sql, args) => {
  await sql.run(updatePassword, args)
}

export const accountTransactions = { setPassword }
