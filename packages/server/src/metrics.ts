import type { Counter, Histogram, Registry } from 'prom-client'
import type { App } from './app.ts'

/** What is counted for Prometheus while it happens. Labels are operations, editors and words of ours: never anybody's. */
export interface Metrics {
  registry: Registry
  wopi: Histogram<'operation' | 'status' | 'client'>
  saves: Counter<'client'>
  savedBytes: Counter<'client'>
  conflicts: Counter<'operation' | 'client'>
  proofsRefused: Counter<'client' | 'reason'>
  busy: Counter<'whose'>
  rescued: Counter<'client' | 'reason'>
  signInsFailed: Counter
}

/** One per open database: the world has one. */
const started = new WeakMap<App['db'], Metrics>()
const starting = new WeakMap<App['db'], Promise<Metrics>>()

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

async function begin({ db }: Pick<App, 'db'>): Promise<Metrics> {
  const { collectDefaultMetrics, Counter, Histogram, Registry } = await import('prom-client')
  const registry = new Registry()
  const registers = [registry]
  // the event loop's lag, memory, garbage collection, the process
  collectDefaultMetrics({ register: registry })
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name: `moorage_${name}`, help, labelNames, registers })
  const made: Metrics = {
    registry,
    wopi: new Histogram({
      name: 'moorage_wopi_request_seconds',
      help: 'WOPI requests by operation, class of status and client; gone: nobody waited for the answer.',
      labelNames: ['operation', 'status', 'client'],
      buckets: SECONDS,
      registers,
    }),
    saves: counter('saves_total', 'Contents that editors saved.', ['client']),
    savedBytes: counter('saved_bytes_total', 'Bytes of these, where the editor said how many.', ['client']),
    conflicts: counter('wopi_conflicts_total', 'WOPI requests that met another lock.', ['operation', 'client']),
    proofsRefused: counter('wopi_proofs_refused_total', 'WOPI requests whose proof was refused.', ['client', 'reason']),
    busy: counter('wopi_busy_total', 'WOPI requests that were one too many at once, of a grant or an organization.', ['whose']),
    rescued: counter('rescue_revisions_total', 'Refused saves that were kept as Unsaved work.', ['client', 'reason']),
    signInsFailed: counter('sign_ins_failed_total', 'Attempts to sign in that were refused.', []),
  }
  started.set(db, made)
  return made
}

/** Counts from now on; the library is only loaded where somebody may ask for what it counts. */
export function startMetrics(app: Pick<App, 'db'>): Promise<Metrics> {
  const known = starting.get(app.db) ?? begin(app)
  starting.set(app.db, known)
  return known
}

/** Undefined while nobody may ask: then nothing is counted. */
export const metricsOf = ({ db }: Pick<App, 'db'>): Metrics | undefined => started.get(db)

export interface WopiRequestSeen {
  /** absent: the request was none of WOPI's operations, or had no good token */
  operation?: string | undefined
  client?: string | undefined
  /** 0: the connection was gone before the answer */
  status: number
  ms: number
  /** Content-Length, as it was said */
  bytes: number | undefined
  /** why the proof was refused */
  proofRefused?: string | undefined
  /** whose requests were too many at once: the answer was 503 */
  busy?: string | undefined
}

export function measureWopi(
  app: Pick<App, 'db'>,
  { operation = 'none', client = 'none', status, ms, bytes, proofRefused, busy }: WopiRequestSeen,
) {
  const metrics = metricsOf(app)
  if (!metrics) return
  metrics.wopi.observe({ operation, client, status: status === 0 ? 'gone' : `${Math.floor(status / 100)}xx` }, ms / 1000)
  if (proofRefused !== undefined) metrics.proofsRefused.inc({ client, reason: proofRefused })
  if (busy !== undefined) metrics.busy.inc({ whose: busy })
  if (status === 409) metrics.conflicts.inc({ operation, client })
  if (operation !== 'PutFile' || status !== 200) return
  metrics.saves.inc({ client })
  if (bytes !== undefined && Number.isSafeInteger(bytes) && bytes >= 0) metrics.savedBytes.inc({ client }, bytes)
}
