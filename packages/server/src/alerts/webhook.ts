import { createHmac } from 'node:crypto'
import type { App } from '../app.ts'
import { fetchProblem, refuseLinkLocal } from '../office/discovery-download.ts'
import { MINUTE_MS } from './condition.ts'
import { type AlertSettings, alertSettings } from './settings.ts'
import { dueCalls } from './stored.ts'

const TIMEOUT_MS = 10_000
/** after the first failure, the second …; after the last of them it is given up */
const PAUSES_MS = [1, 5, 30, 2 * 60, 8 * 60].map((minutes) => minutes * MINUTE_MS)

type Handles = Pick<App, 'db' | 'fetch' | 'log' | 'now'>
type Webhook = NonNullable<AlertSettings['webhook']>

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Why alerts are not sent there, as a sentence; undefined where they may be. */
export function refusedAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return 'This is no address: give one that begins with https://.'
  const { protocol, hostname, username, password } = new URL(address)
  if (username || password) return 'The address must not have a user name or password in it: the signature says who calls.'
  if (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))) return undefined
  return 'The address must begin with https://; http:// is only for this machine itself.'
}

/** Receivers compute the same: HMAC-SHA-256 of `<timestamp>.<body>` with the secret, in hex. */
export const signatureOf = (secret: string, timestamp: number, body: string) =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`

/**
 * One call. Goes nowhere else: a redirect is a failure, and what is answered is not read.
 * @throws Error with words that go on after "The address"
 */
export async function callWebhook(app: Pick<App, 'fetch' | 'now'>, { url, secret }: Webhook, id: string, body: string): Promise<void> {
  const address = new URL(url)
  try {
    await refuseLinkLocal(address)
    const timestamp = Math.floor(app.now() / 1000)
    const answer = await app.fetch(address.href, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Moorage',
        'x-moorage-delivery': id,
        'x-moorage-timestamp': String(timestamp),
        'x-moorage-signature': signatureOf(secret, timestamp, body),
      },
      body,
    })
    await answer.body?.cancel()
    if (!answer.ok) throw new Error(`answered ${answer.status}`)
  } catch (error) {
    throw new Error(fetchProblem(error, address), { cause: error })
  }
}

/** Everything that is due, one after the other. What waits for a webhook that is gone waits on, and goes with age. */
export async function sendDueCalls(app: Handles): Promise<void> {
  const due = await dueCalls(app)
  if (due.length === 0) return
  const { webhook } = await alertSettings(app)
  if (!webhook) return
  for (const { id, body, tries } of due) {
    try {
      await callWebhook(app, webhook, id, body)
      await app.db.transact('noteCallSent', { id, now: app.now() })
    } catch (error) {
      const pause = PAUSES_MS[tries]
      const nextTryAt = pause === undefined ? null : app.now() + pause
      const problem = `The address ${(error as Error).message}.`
      await app.db.transact('noteCallFailed', { id, tries: tries + 1, nextTryAt, problem })
      app.log.warn({ call: id, tries: tries + 1 }, 'an alert could not be sent to the webhook')
    }
  }
}
