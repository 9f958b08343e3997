import { BROWSER_EVENTS, BROWSER_EVENTS_PER_BATCH, type BrowserEventName, type BrowserEvents } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import { GRANT_LIFETIME_MS } from '../access/grants.ts'
import type { App } from '../app.ts'
import { statement } from '../storage/db/statement.ts'
import { count, noteEvent, tally } from './recorder.ts'
import { keptText } from './wording.ts'

type Handles = Pick<App, 'db' | 'log' | 'now'>

const byId = statement<{ id: string }>()((db, arg) =>
  db
    .selectFrom('editing_session')
    .select(['account_id', 'client', 'stage', 'opened_at', 'shown_at', 'failures'])
    .where('id', '=', arg('id')),
)

/** What was heard of one session in this process. */
interface Heard {
  /** events that were taken, of those that may be in all */
  taken: number
  shown: boolean
  failed: boolean
  at: number
}

/** enough for a long day with a bad line; the newest beyond it are dropped */
const EVENTS_MAX = 2000
/** who was not heard of longest is forgotten first */
const HEARD_MAX = 5000
/** a tab may be left open for longer than its token lives */
const LATEST_MS = GRANT_LIFETIME_MS + 2 * 60 * 60 * 1000

const heard = new WeakMap<App['db'], Map<string, Heard>>()

function heardOf(app: Handles, id: string, fresh: Omit<Heard, 'taken' | 'at'>): Heard {
  const all = heard.get(app.db) ?? new Map<string, Heard>()
  heard.set(app.db, all)
  const known = all.get(id) ?? { ...fresh, taken: 0, at: 0 }
  all.delete(id)
  all.set(id, { ...known, at: app.now() })
  const [oldest] = all.keys()
  if (all.size > HEARD_MAX && oldest !== undefined) all.delete(oldest)
  return all.get(id) as Heard
}

/** The editor never showed the document: it said so, was kept out, or nothing was heard of it for a minute. */
const FAILURES: ReadonlySet<BrowserEventName> = new Set<BrowserEventName>(['refused', 'blocked', 'slow'])

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** A batch as it should be; undefined: it is none. */
export function batchOf(body: unknown): BrowserEvents['events'] | undefined {
  if (!isRecord(body) || !Array.isArray(body.events) || body.events.length > BROWSER_EVENTS_PER_BATCH) return undefined
  const events: BrowserEvents['events'] = []
  for (const event of body.events as unknown[]) {
    if (!isRecord(event)) return undefined
    const name = BROWSER_EVENTS.find((known) => known === event.name)
    const { ago, text } = event
    if (!name || typeof ago !== 'number' || !Number.isFinite(ago) || (text !== undefined && typeof text !== 'string')) return undefined
    events.push({ name, ago, ...(text === undefined ? {} : { text }) })
  }
  return events
}

/**
 * Takes what the page around an editor says of its session; false where it is not this person's, or long over. Times are
 * the server's: the page says how long ago something was, as browsers' clocks are wrong.
 */
export async function takeBrowserEvents(
  app: Handles,
  actor: Pick<Actor, 'accountId'>,
  sessionId: string,
  events: BrowserEvents['events'],
): Promise<boolean> {
  const now = app.now()
  const session = await app.db.read.get(byId, { id: sessionId })
  if (session?.account_id !== actor.accountId || now - session.opened_at > LATEST_MS) return false
  const known = heardOf(app, sessionId, { shown: session.shown_at !== null, failed: false })
  for (const { name, ago, text } of events) {
    if (known.taken >= EVENTS_MAX) break
    known.taken++
    const at = Math.max(session.opened_at, now - Math.max(0, Math.round(ago)))
    const detail = text === undefined ? '' : keptText(text)
    const outcome = { client: session.client, stage: session.stage ?? '', at, ms: at - session.opened_at }
    noteEvent(app, { sessionId, at, source: 'browser', name, ...(detail ? { detail } : {}) })
    if (name === 'shown' && !known.shown) {
      known.shown = true
      tally(app, sessionId, { lastAt: now, shownAt: at })
      count(app, { ...outcome, measures: ['shown'] })
    }
    if (FAILURES.has(name) && !known.shown && !known.failed) {
      known.failed = true
      tally(app, sessionId, { lastAt: now, failures: 1 })
      count(app, { ...outcome, measures: ['open-failed'] })
    }
  }
  if (events.length > 0) tally(app, sessionId, { lastAt: now })
  return true
}
