import { type Alert, type AlertKind, type AlertSettings, AppError } from '@moorage/api'
import { newId } from '../access/new-id.ts'
import { alertSettings, type AlertSettings as Kept, keepAlertSettings, newWebhookSecret, systemAdministrators } from '../alerts/settings.ts'
import { lastCall, openAlerts, pastAlerts } from '../alerts/stored.ts'
import { watchAlerts } from '../alerts/watch.ts'
import { callWebhook, refusedAddress } from '../alerts/webhook.ts'
import type { App } from '../app.ts'
import { ALL_ORGANIZATIONS } from '../organizations/organizations.ts'
import type { AlertTable } from '../storage/db/schema.ts'
import type { Handlers } from './api.ts'

const PAGE = 50

const shape = ({ id, kind, title, text, remedy, link, opened_at, closed_at }: AlertTable): Alert => ({
  ...{ id, kind: kind as AlertKind, title, text, remedy, link, openedAt: opened_at },
  ...(closed_at === null ? {} : { closedAt: closed_at }),
})

async function present(app: App, { mail, accountIds, webhook }: Kept): Promise<AlertSettings> {
  const administrators = await systemAdministrators(app)
  const call = webhook && (await lastCall(app))
  const last = call && { at: call.sent_at ?? call.created_at, ...(call.problem === null ? {} : { problem: call.problem }) }
  return {
    mail,
    accountIds: accountIds.filter((id) => administrators.some((one) => one.id === id)),
    ...(webhook ? { webhook: { url: webhook.url, ...(last ? { last } : {}) } } : {}),
    administrators,
    smtp: app.config.mail !== undefined,
  }
}

function withWebhook(before: Kept, url: string | null | undefined, newSecret: boolean): Kept {
  const { webhook, ...others } = before
  if (url === null) return others
  const wanted = url ?? webhook?.url
  if (wanted === undefined) return others
  const refused = refusedAddress(wanted)
  if (refused) throw new AppError('BAD_REQUEST', { detail: refused })
  // another receiver does not learn what the former one was signed with
  const kept = webhook && webhook.url === wanted && !newSecret ? webhook.secret : undefined
  return { ...others, webhook: { url: wanted, secret: kept ?? newWebhookSecret() } }
}

const noted = { organizationId: ALL_ORGANIZATIONS }

export const alertHandlers: Pick<
  Handlers,
  'countAlerts' | 'listAlerts' | 'lookAtAlerts' | 'getAlertSettings' | 'changeAlertSettings' | 'testAlertWebhook'
> = {
  countAlerts: async ({ app }) => {
    const [newest, ...others] = await openAlerts(app)
    return newest ? { open: others.length + 1, title: newest.title } : { open: 0 }
  },

  listAlerts: async ({ app, query: { before = Number.MAX_SAFE_INTEGER, limit = PAGE } }) => {
    const past = await pastAlerts(app, before, limit + 1)
    return { open: (await openAlerts(app)).map(shape), past: past.slice(0, limit).map(shape), more: past.length > limit }
  },

  lookAtAlerts: async ({ app, note }) => {
    await watchAlerts(app)
    note(noted)
    return { open: (await openAlerts(app)).length }
  },

  getAlertSettings: async ({ app }) => present(app, await alertSettings(app)),

  changeAlertSettings: async ({ app, body: { mail, accountIds, webhookUrl, newSecret = false }, note }) => {
    const before = await alertSettings(app)
    const administrators = await systemAdministrators(app)
    if (accountIds?.some((id) => !administrators.some((one) => one.id === id)))
      throw new AppError('BAD_REQUEST', { detail: 'Only system administrators can be told of alerts.' })
    const next = { ...withWebhook(before, webhookUrl, newSecret), mail: mail ?? before.mail, accountIds: accountIds ?? before.accountIds }
    if (next.mail === 'chosen' && next.accountIds.length === 0)
      throw new AppError('BAD_REQUEST', { detail: 'Choose at least one person, or nobody.' })
    await keepAlertSettings(app, next)
    const detail = `mail to ${next.mail === 'chosen' ? `${next.accountIds.length} chosen` : next.mail}; ${next.webhook ? 'with' : 'without'} a webhook`
    note({ ...noted, detail })
    const secret = next.webhook && next.webhook.secret !== before.webhook?.secret ? next.webhook.secret : undefined
    return { settings: await present(app, next), ...(secret ? { secret } : {}) }
  },

  testAlertWebhook: async ({ app, note }) => {
    const { webhook } = await alertSettings(app)
    if (!webhook) throw new AppError('NOT_FOUND', { detail: 'There is no webhook to call.' })
    const body = JSON.stringify({ event: 'test', at: app.now(), server: app.config.portalOrigin })
    const problem = await callWebhook(app, webhook, newId(), body).then(
      () => undefined,
      (error: Error) => `The address ${error.message}.`,
    )
    note({ ...noted, detail: problem === undefined ? 'it answered' : 'it did not answer well' })
    return problem === undefined ? {} : { problem }
  },
}
