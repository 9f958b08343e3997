import { statfs } from 'node:fs/promises'
import { Gauge } from 'prom-client'
import type { App } from './app.ts'
import { failingJobs } from './failing-jobs.ts'
import type { Metrics } from './metrics.ts'
import { registryOf } from './office/registry.ts'
import { storedRollouts } from './office/rollout/stored.ts'
import { statement } from './storage/db/statement.ts'

const STATES = ['draft', 'running', 'held', 'ended'] as const

/** By the index of locked files (node_locked_in). */
const beingEdited = statement<{ now: number }>()((db, arg) =>
  db
    .selectFrom('node')
    .select(({ fn }) => ['lock_client as client', fn.countAll<number>().as('count')])
    .where('lock_client', 'is not', null)
    .where('lock_expires_at', '>', arg('now'))
    .groupBy('lock_client'),
)

interface Gauges {
  editing: Gauge<'client'>
  discoveryAge: Gauge<'client'>
  discoveryRead: Gauge<'client'>
  discoveryFailures: Gauge<'client'>
  stage: Gauge<'client'>
  state: Gauge<'client' | 'state'>
  queue: Gauge
  jobs: Gauge<'job'>
  free: Gauge
  size: Gauge
}

const made = new WeakMap<Metrics, Gauges>()

function gaugesOf(metrics: Metrics): Gauges {
  const known = made.get(metrics)
  if (known) return known
  const registers = [metrics.registry]
  const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge({ name: `moorage_${name}`, help, labelNames, registers })
  const fresh: Gauges = {
    editing: gauge('files_being_edited', 'Files that are being edited now.', ['client']),
    discoveryAge: gauge('discovery_age_seconds', 'Since the editor’s discovery was last read.', ['client']),
    discoveryRead: gauge('discovery_known', '1 where the editor’s discovery is known, else 0.', ['client']),
    discoveryFailures: gauge('discovery_failures', 'Attempts in a row that failed to read it.', ['client']),
    stage: gauge('rollout_stage', 'Index of the roll-out’s stage in force, from 0; -1 before the first.', ['client']),
    state: gauge('rollout_state', '1 for the state that the roll-out is in.', ['client', 'state']),
    queue: gauge('writer_queue', 'Transactions that wait for the database’s writer.'),
    jobs: gauge('job_failing', '1 for each job whose last run failed.', ['job']),
    free: gauge('data_free_bytes', 'Free space where the data folder lies.'),
    size: gauge('data_size_bytes', 'Whole space where the data folder lies.'),
  }
  made.set(metrics, fresh)
  return fresh
}

function noteEditors(app: App, gauges: Gauges) {
  for (const gauge of [gauges.discoveryAge, gauges.discoveryRead, gauges.discoveryFailures]) gauge.reset()
  for (const editor of registryOf(app).ordered) {
    if (!editor.discoveryUrl || editor.dormant) continue
    const client = editor.id
    if (editor.readAt !== undefined) gauges.discoveryAge.set({ client }, (app.now() - editor.readAt) / 1000)
    gauges.discoveryRead.set({ client }, editor.zone ? 1 : 0)
    gauges.discoveryFailures.set({ client }, editor.failures)
  }
}

function noteRollouts(app: App, gauges: Gauges) {
  gauges.stage.reset()
  gauges.state.reset()
  for (const [client, { stage, state }] of Object.entries(storedRollouts(app))) {
    gauges.stage.set({ client }, stage)
    for (const each of STATES) gauges.state.set({ client, state: each }, each === state ? 1 : 0)
  }
}

/** In Prometheus’ text format: what was counted, and what is the case now. Costs one indexed query, however often anybody saved. */
export async function metricsText(app: App, metrics: Metrics): Promise<string> {
  const gauges = gaugesOf(metrics)
  noteEditors(app, gauges)
  noteRollouts(app, gauges)
  gauges.editing.reset()
  for (const { client, count } of await app.db.read.all(beingEdited, { now: app.now() }))
    if (client !== null) gauges.editing.set({ client }, count)
  gauges.queue.set(app.db.waiting())
  gauges.jobs.reset()
  for (const { name } of failingJobs(app)) gauges.jobs.set({ job: name }, 1)
  const { bavail, blocks, bsize } = await statfs(app.config.dataFolder)
  gauges.free.set(bavail * bsize)
  gauges.size.set(blocks * bsize)
  return metrics.registry.metrics()
}
