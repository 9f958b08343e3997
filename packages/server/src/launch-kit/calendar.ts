import { LAUNCH_STEPS, type LaunchKit, type LaunchStep, type LaunchStepName } from '@moorage/api'
import type { Measured } from './measured.ts'
import type { StoredLaunchKit } from './stored.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Every step after the one before it, from today on: what is done ended when it was ticked, what is under way ends no
 * sooner than today. A step that was found to be complete is done without a tick, and one that is done stays so with
 * what is missing of it now. Users come with the first day of the roll-out at the earliest and its last at the latest.
 */
export function calendarOf(
  stored: Pick<StoredLaunchKit, 'steps'>,
  today: number,
  measured: Partial<Record<LaunchStepName, Measured>> = {},
): Pick<LaunchKit, 'steps' | 'users'> {
  let [soon, late] = [today, today]
  let users = { earliest: today, latest: today }
  const steps = (Object.keys(LAUNCH_STEPS) as LaunchStepName[]).map((name): LaunchStep => {
    const [shortest, longest] = LAUNCH_STEPS[name].days
    const { missing, completeAt } = measured[name] ?? {}
    const ticked = stored.steps[name] ?? {}
    const { startedAt, note } = ticked
    const state = completeAt === undefined ? (ticked.state ?? 'to-do') : 'done'
    const doneAt = ticked.doneAt ?? completeAt
    const said = {
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(note === undefined ? {} : { note }),
      ...(missing === undefined ? {} : { missing }),
    }
    if (name === 'roll-out') users = { earliest: startedAt ?? soon, latest: late + longest * DAY_MS }
    if (doneAt !== undefined) {
      if (name === 'roll-out') users.latest = doneAt
      return { name, state, ...said, doneAt, earliest: doneAt, latest: doneAt }
    }
    soon = Math.max(today, (startedAt ?? soon) + shortest * DAY_MS)
    late = Math.max(today, (startedAt ?? late) + longest * DAY_MS)
    return { name, state, ...said, earliest: soon, latest: late }
  })
  return { steps, users }
}
