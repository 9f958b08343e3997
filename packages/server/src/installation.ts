import { createHash, randomBytes } from 'node:crypto'
import type { App } from './app.ts'
import { statement } from './storage/db/statement.ts'
import type { Transaction } from './storage/db/transaction.ts'

/** What exists once per installation. `demo` marks a data folder that was filled with demo data. */
export type SettingName =
  | 'secret'
  | 'restore_epoch'
  | 'demo'
  | 'demo_password'
  | 'set_up_code'
  | 'microsoft_365'
  | 'rollouts'
  | 'launch_kit'
  | 'launch_finding_number'
  | 'doctor_last'
  | 'launch_films'
  | 'alerts'

/** For transactions of other modules; everybody else asks `settingOf`. */
export const settingRow = statement<{ name: string }>()((db, arg) =>
  db.selectFrom('setting').select('value').where('name', '=', arg('name')),
)
export const putSettingRow = statement<{ name: string; value: string }>()((db, arg) =>
  db
    .insertInto('setting')
    .values({ name: arg('name'), value: arg('value') })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: arg('value') })),
)
const insertOnce = statement<{ name: string; value: string }>()((db, arg) =>
  db
    .insertInto('setting')
    .values({ name: arg('name'), value: arg('value') })
    .onConflict((conflict) => conflict.column('name').doNothing()),
)

export const settingOf = async ({ db }: Pick<App, 'db'>, name: SettingName): Promise<string | undefined> =>
  (await db.read.get(settingRow, { name }))?.value

const putSetting: Transaction<{ name: SettingName; value: string }, void> = async (sql, args) => {
  await sql.run(putSettingRow, args)
}

/** First opening: the key that every token is derived from, and the epoch that a restored backup raises. */
const firstSettings: Transaction<{ secret: string }, void> = async (sql, { secret }) => {
  await sql.run(insertOnce, { name: 'secret', value: secret })
  await sql.run(insertOnce, { name: 'restore_epoch', value: '1' })
}

interface Installation {
  /** what every token is derived from */
  secret: Buffer
  restoreEpoch: string
}

/** One per open database: neither changes while it is open. */
const installations = new WeakMap<App['db'], Installation>()

/** Once, before anything is answered; the first time it makes them. */
export async function openInstallation(app: Pick<App, 'db'>): Promise<void> {
  await app.db.transact('firstSettings', { secret: newSecret() })
  const secret = Buffer.from((await settingOf(app, 'secret')) ?? '', 'base64url')
  if (secret.length < 32) throw new Error('the setting `secret` is missing or shorter than 256 bits')
  installations.set(app.db, { secret, restoreEpoch: (await settingOf(app, 'restore_epoch')) ?? '1' })
}

export function installationOf({ db }: Pick<App, 'db'>): Installation {
  const known = installations.get(db)
  if (!known) throw new Error('the installation is asked for before it is loaded')
  return known
}

/** Changes nothing: whoever is answered knows that the writer works. */
const ping: Transaction<Record<string, never>, void> = async () => undefined

export const newSecret = () => randomBytes(32).toString('base64url')
export const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url')

export const installationTransactions = { putSetting, firstSettings, ping }
