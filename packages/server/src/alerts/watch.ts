import type { AlertKind } from '@moorage/api'
import type { App } from '../app.ts'
import type { Condition } from './condition.ts'
import { alertSettings, recipientsOf } from './settings.ts'
import { currentAlerts, isUntold } from './stored.ts'
import { WATCHES } from './watches.ts'

/** Since when each condition is the case, by kind and subject. One per open database: the world has one. */
const since = new WeakMap<App['db'], Map<string, number>>()

const keyOf = ({ kind, subject }: { kind: string; subject: string }) => `${kind} ${subject}`

/** Of what was found, what has been so for long enough, or is known to be open. */
function ripe(app: App, found: Condition[], kinds: string[], open: Set<string>): Condition[] {
  const before = since.get(app.db) ?? new Map<string, number>()
  const now = app.now()
  const first = new Map(found.map((one) => [keyOf(one), before.get(keyOf(one)) ?? now]))
  // what could not be looked at may still be so
  for (const [key, at] of before) if (!kinds.includes(key.slice(0, key.indexOf(' ')))) first.set(key, at)
  since.set(app.db, first)
  return found.filter((one) => open.has(keyOf(one)) || now - (first.get(keyOf(one)) ?? now) >= WATCHES[one.kind].after)
}

/**
 * Looks at everything in the table, opens and closes alerts, and queues what is to be told about them. A watch that
 * fails says nothing: what it had opened stays open.
 */
export async function watchAlerts(app: App): Promise<void> {
  const kinds: AlertKind[] = []
  const found: Condition[] = []
  for (const [kind, { look }] of Object.entries(WATCHES) as [AlertKind, (typeof WATCHES)[AlertKind]][]) {
    try {
      found.push(...(await look(app)))
      kinds.push(kind)
    } catch (err) {
      app.log.warn({ err, kind }, 'it could not be looked at')
    }
  }
  const known = await currentAlerts(app)
  const open = new Set(known.filter((row) => row.closed_at === null).map(keyOf))
  const conditions = ripe(app, found, kinds, open)
  if (conditions.length === 0 && open.size === 0 && !known.some(isUntold)) return
  const settings = await alertSettings(app)
  const { opened, closed } = await app.db.transact('noteAlerts', {
    ...{ conditions, kinds, recipients: await recipientsOf(app, settings), webhook: settings.webhook !== undefined },
    neverByMail: Object.entries(WATCHES).flatMap(([kind, { neverByMail }]) => (neverByMail ? [kind] : [])),
    ...{ portalOrigin: app.config.portalOrigin, now: app.now() },
  })
  if (opened + closed > 0) app.log.warn({ opened, closed }, 'alerts changed')
}
