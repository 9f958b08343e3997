import { randomBytes } from 'node:crypto'
import type { AlertMail } from '@moorage/api'
import { isTestPerson } from '../accounts/test-people.ts'
import type { App } from '../app.ts'
import { settingOf } from '../installation.ts'
import { build } from '../storage/db/statement.ts'

/** JSON in the table of settings. */
export interface AlertSettings {
  mail: AlertMail
  /** where `mail` is "chosen" */
  accountIds: string[]
  webhook?: { url: string; secret: string }
}

const FIRST: AlertSettings = { mail: 'administrators', accountIds: [] }

export async function alertSettings(app: Pick<App, 'db'>): Promise<AlertSettings> {
  const text = await settingOf(app, 'alerts')
  return text ? (JSON.parse(text) as AlertSettings) : FIRST
}

export const keepAlertSettings = ({ db }: Pick<App, 'db'>, settings: AlertSettings) =>
  db.transact('putSetting', { name: 'alerts', value: JSON.stringify(settings) })

/** What receivers check signatures with. */
export const newWebhookSecret = () => randomBytes(32).toString('base64url')

/** Who may be told: whoever looks after the whole server, but never Microsoft's test accounts. */
export async function systemAdministrators({ db }: Pick<App, 'db'>) {
  const rows = await db.read.query(
    build
      .selectFrom('account')
      .select(['id', 'name', 'email'])
      .where('kind', '=', 'system-administrator')
      .where('disabled_at', 'is', null)
      .orderBy('name_key')
      .orderBy('id'),
  )
  return rows.filter(({ email }) => !isTestPerson(email))
}

/** Email addresses; none where there is no mail server: alerts are no letters to be handed on. */
export async function recipientsOf(app: Pick<App, 'config' | 'db'>, { mail, accountIds }: AlertSettings): Promise<string[]> {
  if (!app.config.mail || mail === 'nobody') return []
  const all = await systemAdministrators(app)
  return (mail === 'administrators' ? all : all.filter(({ id }) => accountIds.includes(id))).map(({ email }) => email)
}
