import type { App } from '../../app.ts'
import { rememberRollouts, storedRollouts } from './stored.ts'

/** Brings every running roll-out to the stage whose time has come; one stage at a time, each decision kept. */
export async function followSchedules(app: Pick<App, 'db' | 'now'>): Promise<void> {
  for (const editor of Object.keys(storedRollouts(app)))
    for (;;) {
      const rollout = storedRollouts(app)[editor]
      const next = rollout?.stages[rollout.stage + 1]
      if (rollout?.state !== 'running' || next?.startsAt === undefined || next.startsAt > app.now()) break
      const changed = await app.db.transact('advanceRollout', { editor, from: rollout.stage, now: app.now(), by: 'schedule' })
      if (!changed) break
      rememberRollouts(app, changed)
    }
}
