import { type Static, Type } from 'typebox'
import { Id, Time } from './items.ts'
import type { Route } from './route.ts'

/** A mail to somebody, as it went or waits. */
export const Mail = Type.Object({
  id: Id,
  organization: Type.Object({ id: Id, name: Type.String() }),
  to: Type.String(),
  subject: Type.String(),
  /** plain text; it may hold a one-time link */
  text: Type.String(),
  createdAt: Time,
  sentAt: Type.Optional(Time),
  /** the last attempt's answer, in words */
  problem: Type.Optional(Type.String()),
})
export type Mail = Static<typeof Mail>

export const mailRoutes = {
  listMail: {
    method: 'GET',
    path: '/api/admin/mail',
    access: 'administrator',
    summary: 'The outbox: what was sent in the last 30 days and what waits, newest first. `smtp` is false where no server is set up.',
    query: Type.Object({ before: Type.Optional(Type.Integer()), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) }),
    response: Type.Object({ smtp: Type.Boolean(), mails: Type.Array(Mail), more: Type.Boolean() }),
  },
  sendMailAgain: {
    method: 'POST',
    path: '/api/admin/mail/:mailId/send-again',
    access: 'administrator',
    records: 'mail-sent-again',
    summary: 'Try to send a mail now. 409 NO_MAIL_SERVER without one.',
    params: Type.Object({ mailId: Id }),
    response: Mail,
  },
} as const satisfies Record<string, Route>
