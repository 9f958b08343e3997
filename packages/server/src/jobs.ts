import { GRANT_LIFETIME_MS } from './access/grants.ts'
import { watchAlerts } from './alerts/watch.ts'
import { sendDueCalls } from './alerts/webhook.ts'
import type { App } from './app.ts'
import { noteJob } from './failing-jobs.ts'
import { sweep } from './files/sweep.ts'
import { refreshDiscovery } from './office/discovery.ts'
import { watchBrakes } from './office/rollout/brake.ts'
import { followSchedules } from './office/rollout/schedule.ts'
import { sendDueMail } from './send-mail.ts'
import { steadyClock } from './steady-clock.ts'

const PATIENCE_MS = 2000
const MINUTE_MS = 60 * 1000
const MAIL_MS = 5 * 1000
const SCHEDULE_MS = 10 * 1000
const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

/** Runs `work` every `interval` and once now; a failure is logged and tried again the next time. Never overlaps. */
function every(app: App, name: string, interval: number, work: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<void> | undefined
  let stopped = false
  const run = () => {
    running ??= work()
      .then(
        () => noteJob(app, name, true),
        (err: unknown) => {
          if (stopped) return
          app.log.error({ err, job: name }, 'job failed')
          noteJob(app, name, false)
        },
      )
      .finally(() => {
        running = undefined
      })
  }
  const timer = setInterval(run, interval).unref()
  run()
  return async () => {
    clearInterval(timer)
    stopped = true
    // every job may be broken off: what it writes are whole transactions
    await Promise.race([running, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref())])
  }
}

const LOCKS_AT_ONCE = 200

/** In short transactions, so that no save waits long for them. */
async function endExpiredLocks(app: App) {
  while ((await app.db.transact('endExpiredLocks', { now: app.now(), limit: LOCKS_AT_ONCE })) === LOCKS_AT_ONCE);
}

const ENTRIES_AT_ONCE = 500

/** In short transactions too: after the setting was lowered there may be millions. */
async function forgetOldActivity(app: App) {
  const before = app.now() - app.config.activityDays * DAY_MS
  while ((await app.db.transact('sweepActivity', { before, limit: ENTRIES_AT_ONCE })) === ENTRIES_AT_ONCE);
}

/** As old activity is. */
async function forgetOldSessions(app: App) {
  const now = app.now()
  const before = now - app.config.editingSessionDays * DAY_MS
  while ((await app.db.transact('sweepObserved', { before, now, limit: ENTRIES_AT_ONCE })) === ENTRIES_AT_ONCE);
}

/** What runs on a timer in the one server process. Answers the function that stops it all. */
export function startJobs(app: App): () => Promise<void> {
  // after a jump, what is being saved may look a day old: the sweep waits for its next time
  const steady = steadyClock(app.now, () => performance.now())
  const stops = [
    every(app, 'expired sessions', HOUR_MS, () => app.db.transact('endExpiredSessions', { now: app.now() })),
    every(app, 'expired grants', HOUR_MS, () => app.db.transact('sweepGrants', { now: app.now() })),
    every(app, 'expired app sign-ins', HOUR_MS, () => app.db.transact('sweepOAuth', { now: app.now() })),
    every(app, 'expired links', HOUR_MS, () => app.db.transact('sweepLinks', { now: app.now() })),
    every(app, 'old mail', HOUR_MS, () => app.db.transact('sweepMail', { now: app.now() })),
    every(app, 'old activity', DAY_MS, () => forgetOldActivity(app)),
    every(app, 'old counts of opens', DAY_MS, () => app.db.transact('sweepOpened', { now: app.now() })),
    every(app, 'old editing sessions', HOUR_MS, () => forgetOldSessions(app)),
    every(app, 'alerts', MINUTE_MS, () => watchAlerts(app)),
    every(app, 'webhook of alerts', MAIL_MS, () => sendDueCalls(app)),
    every(app, 'old alerts', DAY_MS, () => {
      const now = app.now()
      return app.db.transact('sweepAlerts', { before: now - app.config.activityDays * DAY_MS, now })
    }),
    every(app, 'mail', MAIL_MS, () => sendDueMail(app)),
    every(app, 'former discoveries', HOUR_MS, () => app.db.transact('sweepDiscovery', { before: app.now() - 2 * GRANT_LIFETIME_MS })),
    every(app, 'sweep', HOUR_MS, () => (steady() ? sweep(app) : Promise.resolve())),
    every(app, 'expired locks', MINUTE_MS, () => endExpiredLocks(app)),
    every(app, 'roll-outs', SCHEDULE_MS, async () => {
      const tripped = await watchBrakes(app)
      // nobody waits a minute to hear of it
      if (tripped.length > 0) await watchAlerts(app)
      await followSchedules(app)
    }),
    every(app, 'discovery', MINUTE_MS, () => refreshDiscovery(app)),
  ]
  return async () => {
    await Promise.all(stops.map((stop) => stop()))
  }
}
