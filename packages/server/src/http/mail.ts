import { AppError, type Mail } from '@moorage/api'
import { type MailRow, mailById, mailsOf } from '../mail.ts'
import { organizationById } from '../organizations/organizations.ts'
import { administeredBy, administers } from '../organizations/scope.ts'
import { sendMail } from '../send-mail.ts'
import type { Handlers } from './api.ts'

const PAGE = 50

const shape = (row: MailRow, organizationName: string): Mail => ({
  id: row.id,
  organization: { id: row.organization_id, name: organizationName },
  to: row.recipient,
  subject: row.subject,
  text: row.text,
  createdAt: row.created_at,
  ...(row.sent_at === null ? {} : { sentAt: row.sent_at }),
  ...(row.problem === null ? {} : { problem: row.problem }),
})

export const mailHandlers: Pick<Handlers, 'listMail' | 'sendMailAgain'> = {
  listMail: async ({ app, actor, query }) => {
    const limit = query.limit ?? PAGE
    const rows = await mailsOf(app, await administeredBy(app, actor), query.before ?? Number.MAX_SAFE_INTEGER, limit + 1)
    const mails = rows.slice(0, limit).map((row) => shape(row, row.organizationName))
    return { smtp: app.config.mail !== undefined, mails, more: rows.length > limit }
  },

  sendMailAgain: async ({ app, actor, params, note }) => {
    const mail = await mailById(app, params.mailId)
    if (!mail || !(await administers(app, actor, mail.organization_id))) throw new AppError('NOT_FOUND')
    if (!app.config.mail) throw new AppError('NO_MAIL_SERVER', { detail: 'Set smtpUrl and mailFrom, or hand the mail on yourself.' })
    await sendMail(app, mail)
    const organization = await app.db.read.get(organizationById, { id: mail.organization_id })
    note({ organizationId: mail.organization_id, subject: { kind: 'mail', id: mail.id, name: mail.subject } })
    return shape((await mailById(app, mail.id)) ?? mail, organization?.name ?? '')
  },
}
