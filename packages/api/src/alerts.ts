import { type Static, Type } from 'typebox'
import { Id, Time } from './items.ts'
import type { Route } from './route.ts'

/** What is watched; the portal has a sentence for each. */
export const ALERT_KINDS = ['brake', 'discovery', 'saves', 'proofs', 'disk', 'certificate', 'mail', 'job'] as const
export type AlertKind = (typeof ALERT_KINDS)[number]

/** What people are told of an alert. */
export type AlertEvent = 'opened' | 'still-open' | 'over'

/** Who gets mail: every system administrator, the chosen ones of them, or nobody. */
export const AlertMail = Type.Union([Type.Literal('administrators'), Type.Literal('chosen'), Type.Literal('nobody')])
export type AlertMail = Static<typeof AlertMail>

export const Alert = Type.Object({
  id: Id,
  kind: Type.Unsafe<AlertKind>(Type.String({ enum: [...ALERT_KINDS] })),
  title: Type.String(),
  /** with the figures of the last look */
  text: Type.String(),
  /** what to do about it */
  remedy: Type.String(),
  /** the portal's page that helps */
  link: Type.String(),
  openedAt: Time,
  /** absent: it is open */
  closedAt: Type.Optional(Time),
})
export type Alert = Static<typeof Alert>

const Administrator = Type.Object({ id: Id, name: Type.String(), email: Type.String() })

export const AlertSettings = Type.Object({
  mail: AlertMail,
  /** where `mail` is "chosen" */
  accountIds: Type.Array(Id),
  webhook: Type.Optional(
    Type.Object({
      url: Type.String(),
      /** the last call that came to an end or failed */
      last: Type.Optional(Type.Object({ at: Time, problem: Type.Optional(Type.String()) })),
    }),
  ),
  /** who may be chosen */
  administrators: Type.Array(Administrator),
  /** whether there is a mail server */
  smtp: Type.Boolean(),
})
export type AlertSettings = Static<typeof AlertSettings>

export const alertRoutes = {
  countAlerts: {
    method: 'GET',
    path: '/api/admin/alerts/open',
    access: 'system-administrator',
    summary: 'How many alerts are open, and the newest of them.',
    response: Type.Object({ open: Type.Integer(), title: Type.Optional(Type.String()) }),
  },
  listAlerts: {
    method: 'GET',
    path: '/api/admin/alerts',
    access: 'system-administrator',
    summary: 'The alerts that are open, and those that are over, the last first; `before` pages through these.',
    query: Type.Object({ before: Type.Optional(Type.Integer()), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) }),
    response: Type.Object({ open: Type.Array(Alert), past: Type.Array(Alert), more: Type.Boolean() }),
  },
  lookAtAlerts: {
    method: 'POST',
    path: '/api/admin/alerts/look',
    access: 'system-administrator',
    records: 'alerts-looked',
    summary: 'Look now at everything that is watched, instead of within the minute.',
    response: Type.Object({ open: Type.Integer() }),
  },
  getAlertSettings: {
    method: 'GET',
    path: '/api/admin/alerts/settings',
    access: 'system-administrator',
    summary: 'Who is told of alerts, and how.',
    response: AlertSettings,
  },
  changeAlertSettings: {
    method: 'PATCH',
    path: '/api/admin/alerts/settings',
    access: 'system-administrator',
    records: 'alerts-changed',
    summary: 'Who is told of alerts. A new webhook, or `newSecret`, makes a secret, which is answered this once.',
    body: Type.Object({
      mail: Type.Optional(AlertMail),
      accountIds: Type.Optional(Type.Array(Id, { maxItems: 100 })),
      /** https, or http on loopback; null: none */
      webhookUrl: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 2000 }), Type.Null()])),
      newSecret: Type.Optional(Type.Boolean()),
    }),
    response: Type.Object({ settings: AlertSettings, secret: Type.Optional(Type.String()) }),
  },
  testAlertWebhook: {
    method: 'POST',
    path: '/api/admin/alerts/webhook-test',
    access: 'system-administrator',
    records: 'alerts-tested',
    summary: 'Call the webhook now with the event "test"; `problem` says why it failed. 404 where there is none.',
    response: Type.Object({ problem: Type.Optional(Type.String()) }),
  },
} as const satisfies Record<string, Route>
