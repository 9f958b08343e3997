import { AppError } from '@moorage/api/errors'
import { anyAccount, type NewAccount } from '../accounts/accounts.ts'
import type { App } from '../app.ts'
import { newSecret, sha256 } from '../installation.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'
import { ALL_ORGANIZATIONS, insertOrganization } from './organizations.ts'
import { insertPerson } from './roots.ts'

const codeHash = statement()((db) => db.selectFrom('setting').select('value').where('name', '=', 'set_up_code'))
const forgetCode = statement()((db) => db.deleteFrom('setting').where('name', '=', 'set_up_code'))

type FirstAdministrator = {
  organization: { id: string; name: string; quota: number | null }
  person: Omit<NewAccount, 'organizationId' | 'kind'>
  /** SHA-256 of the one-time code; undefined for a demo */
  codeHash: string | undefined
}

const usedLink = () =>
  new AppError('GONE', { detail: 'This link has been used or is not the newest. Start the server again for a new one.' })

/** Throws GONE unless this is the SHA-256 of the code that is still open. */
export async function checkSetUpCode({ db }: Pick<App, 'db'>, given: string) {
  if ((await db.read.get(codeHash, {}))?.value !== given) throw usedLink()
}

/** The first organization and its system administrator. GONE when the link was used or is not the printed one. */
const setUpInstallation: Transaction<FirstAdministrator, void> = async (sql, { organization, person, codeHash: given }) => {
  if (given !== undefined && (await sql.get(codeHash, {}))?.value !== given) throw usedLink()
  if (await sql.get(anyAccount, {})) throw usedLink()
  await insertOrganization(sql, { ...organization, parentId: ALL_ORGANIZATIONS, now: person.now })
  await insertPerson(sql, { ...person, organizationId: organization.id, kind: 'system-administrator' })
  await sql.run(forgetCode, {})
}

export const setUpTransactions = { setUpInstallation }

export const hasAccounts = async ({ db }: Pick<App, 'db'>) => (await db.read.get(anyAccount, {})) !== undefined

/** A new one-time code; the one before it no longer works. */
export async function newSetUpCode({ db }: Pick<App, 'db'>): Promise<string> {
  const code = newSecret()
  await db.transact('putSetting', { name: 'set_up_code', value: sha256(code) })
  return code
}
