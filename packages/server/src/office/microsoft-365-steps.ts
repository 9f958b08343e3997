import { ELIGIBILITY, type Microsoft365State, STEPS, type Step } from '@moorage/api'
import type { StoredMicrosoft365 } from './microsoft-365.ts'

export type Outlook = 'unanswered' | 'likely' | 'unlikely'

/** WOPI, eligibility: one no is enough for Microsoft to refuse; every question has to be answered for a yes. */
export function outlookOf(answers: Record<string, boolean>): Outlook {
  if (ELIGIBILITY.some((question) => answers[question] === false)) return 'unlikely'
  return ELIGIBILITY.every((question) => answers[question]) ? 'likely' : 'unanswered'
}

/** What the system itself knows of a step, whatever was ticked. */
function derived(name: Step['name'], stored: StoredMicrosoft365, state: Microsoft365State): Step['state'] {
  if (name === 'join') return Object.keys(stored.answers).length > 0 ? 'under-way' : 'to-do'
  if (name === 'configure') return state !== 'off' || stored.testUrl || stored.productionUrl ? 'under-way' : 'to-do'
  if (name === 'roll-out') return state === 'production' ? 'done' : 'to-do'
  return 'to-do'
}

const WEIGHT = { 'to-do': 0, 'under-way': 1, done: 2 }

/** Join and Validate are waited for once they are under way: Microsoft answers then. */
function whoActs(name: Step['name'], state: Step['state']): Step['who'] {
  if (state === 'done') return 'nobody'
  return state === 'under-way' && (name === 'join' || name === 'validate') ? 'microsoft' : 'you'
}

/** The way to Microsoft's admission: what was ticked, and what the system sees, whichever is further. */
export function stepsOf(stored: StoredMicrosoft365, state: Microsoft365State): Step[] {
  return STEPS.map((name) => {
    const { state: ticked = 'to-do', startedAt, doneAt, note } = stored.steps[name] ?? {}
    const seen = derived(name, stored, state)
    const now = WEIGHT[seen] > WEIGHT[ticked] ? seen : ticked
    // answering questions asks nobody else for anything
    const who = name === 'join' && ticked === 'to-do' ? 'you' : whoActs(name, now)
    return {
      name,
      state: now,
      who: now === 'done' ? 'nobody' : who,
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(doneAt === undefined ? {} : { doneAt }),
      ...(note === undefined ? {} : { note }),
    }
  })
}
