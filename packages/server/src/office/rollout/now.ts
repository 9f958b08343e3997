import type { RolloutNow, StageMeasures } from '@moorage/api'
import type { App } from '../../app.ts'
import { quantile } from '../../editing-sessions/measures.ts'
import { crossed, look, type Sums } from './brake.ts'
import { inEffect, type StoredRollout } from './stored.ts'

function asMeasures(sums: Sums): StageMeasures {
  const { save } = sums
  const slowest = quantile(save, 0.95)
  return {
    opens: sums.open.count,
    openFailures: sums['open-failed'].count,
    calls: sums.call.count,
    errors: sums['call-failed'].count,
    conflicts: sums.conflict.count,
    saves: save.count,
    ...(save.count > 0 ? { saveMs: Math.round(save.ms / save.count) } : {}),
    ...(slowest === undefined || slowest === Number.POSITIVE_INFINITY ? {} : { save95Ms: slowest }),
  }
}

/** What the brake sees now; undefined: no stage is in force. */
export async function rolloutNow(
  app: Pick<App, 'db' | 'log' | 'now'>,
  editor: string,
  rollout: StoredRollout,
): Promise<RolloutNow | undefined> {
  if (!inEffect(rollout) || rollout.stage < 0) return undefined
  const { from, newest, before } = await look(app, editor, rollout)
  const reason = crossed(rollout.brake, newest, before)
  return {
    from,
    newest: asMeasures(newest),
    ...(rollout.stage > 0 ? { before: asMeasures(before) } : {}),
    ...(reason === undefined ? {} : { crossed: reason }),
  }
}
