import { statfs } from 'node:fs/promises'
import type { App } from '../app.ts'
import { counted, inPercent, inUnits } from '../doctor/amounts.ts'
import { ask } from '../doctor/ask.ts'
import { tlsChecks } from '../doctor/checks/tls.ts'
import { failingJobs } from '../failing-jobs.ts'
import { build } from '../storage/db/statement.ts'
import { type Condition, DAY_MS, HOUR_MS, MINUTE_MS } from './condition.ts'

const GB = 2 ** 30
const NEARLY_NONE = GB
const FEW_PARTS = 0.05
/** where this much is free, it does not matter how small a part of the disk that is */
const AMPLE = 20 * GB

export const nearlyFull = ({ free, whole }: { free: number; whole: number }) =>
  free < NEARLY_NONE || (free < AMPLE && free < whole * FEW_PARTS)

export async function disk({ config }: Pick<App, 'config'>): Promise<Condition[]> {
  const { bavail, blocks, bsize } = await statfs(config.dataFolder)
  const [free, whole] = [bavail * bsize, blocks * bsize]
  if (!nearlyFull({ free, whole })) return []
  return [
    {
      ...{ kind: 'disk', subject: '', title: 'The disk is nearly full' },
      text: `${inUnits(free)} of ${inUnits(whole)} are free (${inPercent(free, whole)}). Saves and uploads are refused when there is no room.`,
      remedy: 'Free or add space where the data folder lies.',
      link: '/admin/doctor',
    },
  ]
}

const CERTIFICATE_MS = 6 * HOUR_MS
const validity = tlsChecks.find(({ id }) => id === 'certificate-validity')
/** One per open database: the world has one. */
const certificates = new WeakMap<App['db'], { at: number; found: Condition[] }>()

/** Connects to each of the server's own https addresses, a few times a day; while one is wrong, as often as it is asked for. */
export async function certificate(app: App): Promise<Condition[]> {
  const known = certificates.get(app.db)
  if (known && known.found.length === 0 && app.now() - known.at < CERTIFICATE_MS) return known.found
  if (!validity || !('look' in validity)) throw new Error('the doctor does not look at certificates')
  const { status, seen, why, change } = await validity.look({ app, ask, editors: [], signal: new AbortController().signal })
  const wrong = (status === 'warning' || status === 'failure') && app.config.portalOrigin.startsWith('https:')
  const found: Condition[] = wrong
    ? [
        {
          ...{ kind: 'certificate', subject: '', title: status === 'failure' ? 'A certificate is not valid' : 'A certificate ends soon' },
          text: `${seen}. ${why ?? ''}`.trim(),
          remedy: change ?? 'Renew it, and have the proxy take it up.',
          link: '/admin/doctor',
        },
      ]
    : []
  certificates.set(app.db, { at: app.now(), found })
  return found
}

const LONG_MS = 15 * MINUTE_MS

/** By the index of waiting mail (mail_waiting) and of the last days' (mail_by_time). */
export async function mail(app: Pick<App, 'config' | 'db' | 'now'>): Promise<Condition[]> {
  if (!app.config.mail) return []
  const now = app.now()
  const [row] = await app.db.read.query(
    build
      .selectFrom('mail')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('sent_at', 'is', null)
      .where('problem', 'is not', null)
      .where('created_at', '>', now - 3 * DAY_MS)
      .where('created_at', '<', now - LONG_MS),
  )
  const count = row?.count ?? 0
  if (count === 0) return []
  return [
    {
      ...{ kind: 'mail', subject: '', title: 'Mail does not go out' },
      text: `${counted(count, 'mail')} could not be sent for more than ${LONG_MS / MINUTE_MS} minutes: invitations and new passwords do not arrive, and no alert comes by mail.`,
      remedy: 'Each mail says why; mend smtpUrl in moorage.yaml and send them again. Links can be handed on by hand meanwhile.',
      link: '/admin/mail',
    },
  ]
}

export async function jobs(app: Pick<App, 'db'>): Promise<Condition[]> {
  return failingJobs(app).map(({ name }) => ({
    ...{ kind: 'job' as const, subject: name, title: `A job fails: ${name}` },
    text: 'What the server does by itself on a timer did not succeed the last time; it is tried again.',
    remedy: 'The log has a line “job failed” with what went wrong.',
    link: '/admin/doctor',
  }))
}
