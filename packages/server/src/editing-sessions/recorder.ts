import type { App } from '../app.ts'
import { BOUNDS, type Measured, type MeasureName, SPANS } from './measures.ts'

type Handles = Pick<App, 'db' | 'log' | 'now'>

/** One line of a session's timeline. Locks are in short, ids without what no id has in it. */
export interface SessionEvent {
  sessionId: string
  at: number
  source: 'server' | 'browser' | 'editor'
  name: string
  status?: number
  ms?: number
  lockBefore?: string
  lockAfter?: string
  correlationId?: string
  requestId?: string
  detail?: string
}

/** What a session's row counts. */
export interface SessionTally {
  sessionId: string
  lastAt: number
  calls: number
  saves: number
  failures: number
  conflicts: number
  shownAt?: number
  lastSaveAt?: number
}

export interface Observed {
  events: SessionEvent[]
  tallies: SessionTally[]
  measured: Measured[]
}

/** What a call counts as: of a measure and, where it belongs to a launch, of that session. */
export interface Counted {
  client: string
  /** empty: the editor is not being rolled out */
  stage: string
  at: number
  measures: MeasureName[]
  ms?: number
}

const KEEP_MS = 1000
/** where the writer cannot follow, the oldest lines of timelines go first; nothing else waits for them */
const EVENTS_MAX = 20_000

interface Pending {
  events: SessionEvent[]
  tallies: Map<string, SessionTally>
  measured: Map<string, Measured>
  dropped: number
  timer?: NodeJS.Timeout
  keeping?: Promise<void> | undefined
}

/** One per open database: the world has one. */
const recorders = new WeakMap<App['db'], Pending>()

function pendingOf(app: Handles): Pending {
  const known = recorders.get(app.db)
  if (known) return known
  const fresh: Pending = { events: [], tallies: new Map(), measured: new Map(), dropped: 0 }
  recorders.set(app.db, fresh)
  return fresh
}

/** Kept within a second, many in one transaction: nobody who is observed waits for it. */
function soon(app: Handles, pending: Pending) {
  pending.timer ??= setTimeout(() => {
    delete pending.timer
    void keepObserved(app)
  }, KEEP_MS).unref()
}

export function noteEvent(app: Handles, event: SessionEvent) {
  const pending = pendingOf(app)
  pending.events.push(event)
  if (pending.events.length > EVENTS_MAX) {
    pending.events.shift()
    pending.dropped++
  }
  soon(app, pending)
}

/** Adds to what the session's row counts. */
export function tally(app: Handles, sessionId: string, more: Partial<Omit<SessionTally, 'sessionId'>> & { lastAt: number }) {
  const pending = pendingOf(app)
  let known = pending.tallies.get(sessionId)
  if (!known) {
    known = { sessionId, lastAt: 0, calls: 0, saves: 0, failures: 0, conflicts: 0 }
    pending.tallies.set(sessionId, known)
  }
  const { calls = 0, saves = 0, failures = 0, conflicts = 0, ...latest } = more
  Object.assign(known, latest)
  known.calls += calls
  known.saves += saves
  known.failures += failures
  known.conflicts += conflicts
  soon(app, pending)
}

export function count(app: Handles, { client, stage, at, measures, ms = 0 }: Counted) {
  const pending = pendingOf(app)
  const minute = at - (at % SPANS.minute)
  for (const name of measures) {
    const key = `${minute} ${name} ${client} ${stage}`
    let measured = pending.measured.get(key)
    if (!measured) {
      measured = { at: minute, client, stage, name, count: 0, ms: 0, under: BOUNDS.map(() => 0) }
      pending.measured.set(key, measured)
    }
    measured.count++
    measured.ms += ms
    for (let index = 0; index < BOUNDS.length; index++)
      if (ms <= (BOUNDS[index] as number)) measured.under[index] = (measured.under[index] ?? 0) + 1
  }
  soon(app, pending)
}

/** Everything noted until now is on disk when this resolves, or was logged as lost: what is observed never fails for it. */
export async function keepObserved(app: Handles): Promise<void> {
  const pending = pendingOf(app)
  await pending.keeping
  const { events, tallies, measured, dropped } = pending
  if (events.length + tallies.size + measured.size === 0) return
  Object.assign(pending, { events: [], tallies: new Map(), measured: new Map(), dropped: 0 })
  if (dropped > 0) app.log.warn({ dropped }, 'timelines of editing sessions lack events: the database cannot follow')
  pending.keeping = app.db
    .transact('keepObserved', { events, tallies: [...tallies.values()], measured: [...measured.values()] })
    .catch((err: unknown) => app.log.error({ err }, 'what was observed of editing sessions could not be kept'))
    .finally(() => {
      pending.keeping = undefined
    })
  await pending.keeping
}
