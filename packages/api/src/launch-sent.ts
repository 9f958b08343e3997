import { type Static, Type } from 'typebox'
import { Time } from './items.ts'
import { LaunchKit } from './launch-kit.ts'
import type { Route } from './route.ts'

export const QUESTIONNAIRE = 'questionnaire'

export const LaunchSent = Type.Object({
  id: Type.Integer(),
  /** "questionnaire" or the id of a text */
  what: Type.String(),
  title: Type.String(),
  at: Time,
  by: Type.String(),
  note: Type.String(),
  /** word for word; of the questionnaire every question with its answer */
  text: Type.String(),
})
export type LaunchSent = Static<typeof LaunchSent>

const PATH = '/api/admin/microsoft-365/launch-kit/sent'

export const launchSentRoutes = {
  listLaunchSent: {
    method: 'GET',
    path: PATH,
    access: 'system-administrator',
    summary: 'What was sent to Microsoft and when, word for word, the newest first.',
    query: Type.Object({
      /** only entries with a smaller id */
      before: Type.Optional(Type.Integer({ minimum: 1 })),
    }),
    response: Type.Object({ entries: Type.Array(LaunchSent), next: Type.Optional(Type.Integer()) }),
  },
  markLaunchSent: {
    method: 'POST',
    path: PATH,
    access: 'system-administrator',
    records: 'launch-sent',
    summary: 'Keep a text or the questionnaire as it is now among what was sent; refused where it is no longer what was shown.',
    body: Type.Object({
      what: Type.String({ maxLength: 60 }),
      /** as it was shown to whoever sent it */
      text: Type.String({ maxLength: 50_000 }),
      note: Type.Optional(Type.String({ maxLength: 2000 })),
      /** epoch milliseconds of the day on which it was sent; default now */
      at: Type.Optional(Time),
    }),
    response: LaunchKit,
  },
  downloadLaunchKit: {
    method: 'GET',
    path: '/api/admin/microsoft-365/launch-kit/zip',
    access: 'system-administrator',
    summary: 'Everything for Microsoft as one zip, with a README that says what each file is for and what is missing.',
  },
} as const satisfies Record<string, Route>
