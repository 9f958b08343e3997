import type { App } from '../../app.ts'
import { statement } from '../../storage/db/statement.ts'
import { inEffect, storedRollouts } from './stored.ts'

const MINUTE_MS = 60_000

/** When editors under a ceiling were launched to edit, within the last minute. One per open database. */
const launches = new WeakMap<App['db'], Map<string, number[]>>()

function recent(app: Pick<App, 'db' | 'now'>, editor: string): number[] {
  const since = app.now() - MINUTE_MS
  const times = (launches.get(app.db)?.get(editor) ?? []).filter((at) => at > since)
  const all = launches.get(app.db) ?? new Map<string, number[]>()
  launches.set(app.db, all.set(editor, times))
  return times
}

/** Files that are being edited in the editor now, by the index of locked files (node_locked_in). */
const beingEdited = statement<{ editor: string; now: number }>()((db, arg) =>
  db
    .selectFrom('node')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('lock_client', '=', arg('editor'))
    .where('lock_expires_at', '>', arg('now')),
)

const ceilingsOf = (app: Pick<App, 'db'>, editor: string) => {
  const rollout = storedRollouts(app)[editor]
  return rollout?.stages[rollout.stage]?.ceilings
}

async function ceilingReached(app: Pick<App, 'db' | 'now'>, editor: string): Promise<string | undefined> {
  const { perMinute, open } = ceilingsOf(app, editor) ?? {}
  if (perMinute !== undefined && recent(app, editor).length >= perMinute)
    return `${perMinute} editing ${perMinute === 1 ? 'session' : 'sessions'} began within the last minute`
  if (open === undefined) return undefined
  const count = (await app.db.read.get(beingEdited, { editor, now: app.now() }))?.count ?? 0
  return count >= open ? `${count} ${count === 1 ? 'file is' : 'files are'} being edited` : undefined
}

/** Every editor that takes no new editing session just now, and why; nothing is read where no roll-out is under way. */
export async function ceilingsNow(app: Pick<App, 'db' | 'now'>): Promise<Record<string, string>> {
  const reached: Record<string, string> = {}
  for (const [editor, rollout] of Object.entries(storedRollouts(app))) {
    const why = inEffect(rollout) ? await ceilingReached(app, editor) : undefined
    if (why !== undefined) reached[editor] = why
  }
  return reached
}

/** An editing session begins: it counts for the next minute. */
export function countLaunch(app: Pick<App, 'db' | 'now'>, editor: string) {
  if (ceilingsOf(app, editor)?.perMinute !== undefined) recent(app, editor).push(app.now())
}
