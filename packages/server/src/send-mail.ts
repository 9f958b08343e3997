import type { App } from './app.ts'
import { dueMail, type MailRow } from './mail.ts'

const MINUTE_MS = 60 * 1000
/** after the first failure, the second …; after the last of them only when somebody asks */
const PAUSES_MS = [1, 5, 30, 2 * 60, 8 * 60].map((minutes) => minutes * MINUTE_MS)
const PATIENCE_MS = 20_000

type Handles = Pick<App, 'config' | 'db' | 'log' | 'now'>

/** Sends one mail now; whether it went is kept with it, and answered. The mail server's own words are only kept where they are a code. */
export async function sendMail(app: Handles, mail: Pick<MailRow, 'id' | 'recipient' | 'subject' | 'text' | 'tries'>): Promise<boolean> {
  const settings = app.config.mail
  if (!settings) throw new Error('there is no mail server')
  // loaded where mail is sent, and nowhere else
  const { createTransport } = await import('nodemailer')
  const transport = createTransport(settings.smtpUrl, { from: settings.from })
  const patience = { connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS }
  Object.assign(transport.options, patience)
  try {
    await transport.sendMail({ to: mail.recipient, subject: mail.subject, text: mail.text })
    await app.db.transact('noteMailSent', { id: mail.id, now: app.now() })
    return true
  } catch (error) {
    const { code, responseCode } = error as { code?: string; responseCode?: number }
    const problem = sentenceOf(code, responseCode)
    const pause = PAUSES_MS[mail.tries]
    const nextTryAt = pause === undefined ? null : app.now() + pause
    await app.db.transact('noteMailFailed', { id: mail.id, tries: mail.tries + 1, nextTryAt, problem })
    app.log.warn({ mail: mail.id, code, responseCode }, 'a mail could not be sent')
    return false
  } finally {
    transport.close()
  }
}

function sentenceOf(code: string | undefined, responseCode: number | undefined): string {
  if (code === 'EAUTH') return 'The mail server refused the user name or password in smtpUrl.'
  if (code === 'EENVELOPE') return `The mail server refused the recipient or the sender${responseCode ? ` (${responseCode})` : ''}.`
  if (code === 'ETLS' || code === 'ESOCKET') return 'The connection to the mail server failed; check smtpUrl and its certificate.'
  if (code === 'ECONNECTION' || code === 'EDNS' || code === 'ETIMEDOUT') return 'The mail server in smtpUrl cannot be reached.'
  return responseCode ? `The mail server refused it (${responseCode}).` : 'The mail server did not take it.'
}

/** Everything that is due, one after the other. */
export async function sendDueMail(app: Handles): Promise<void> {
  if (!app.config.mail) return
  for (const mail of await dueMail(app)) await sendMail(app, mail)
}
