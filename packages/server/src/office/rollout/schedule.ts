import type { App } from '../../app.ts'
import { editorById } from '../registry.ts'
import { rememberRollouts, storedRollouts } from './stored.ts'

/** Brings every running roll-out to the stage whose time has come; one stage at a time, each decision kept. */
export async function followSchedules(app: Pick<App, 'config' | 'db' | 'now'>): Promise<void> {
  for (const editor of Object.keys(storedRollouts(app)))
    for (;;) {
      const rollout = storedRollouts(app)[editor]
      const next = rollout?.stages[rollout.stage + 1]
      if (rollout?.state !== 'running' || next?.startsAt === undefined || next.startsAt > app.now()) break
      const changed = await app.db.transact('advanceRollout', {
        ...{ editor, editorName: editorById(app, editor)?.name ?? editor, from: rollout.stage },
        ...{ now: app.now(), by: 'schedule' as const },
      })
      if (!changed) break
      rememberRollouts(app, changed)
    }
}
