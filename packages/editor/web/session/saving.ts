import { failureOf, isBroken, keep, save } from './keeping.ts'
import { letGo, lostLock } from './locking.ts'
import { type Command, type Event, isDirty, type Session, type Step, step } from './state.ts'

/** After the last change, and while typing goes on without a pause. */
export const IDLE_MS = 1_500
export const CAP_MS = 10_000
export const DRAFT_MS = 300

const soon: Command[] = [
  { do: 'start', timer: 'idle', ms: IDLE_MS },
  { do: 'start', timer: 'cap', ms: CAP_MS, keep: true },
]

export function changed(before: Session): Step {
  const state = { ...before, change: before.change + 1, recovery: before.recovery?.kind === 'recovered' ? undefined : before.recovery }
  const draft: Command = { do: 'start', timer: 'draft', ms: DRAFT_MS, keep: true }
  switch (state.phase) {
    case 'editing':
      return step(state, draft, ...soon, ...(isDirty(before) ? [] : [{ do: 'tell', state: 'unsaved' } as const]))
    case 'saving':
    case 'kept':
      return step(state, draft, ...(isBroken(state) ? soon : []))
    default:
      // a view that reports a change while it may not change anything: nothing to save
      return step(before)
  }
}

export function saved(before: Session, event: Extract<Event, { type: 'saved' }>): Step {
  const state: Session = {
    ...before,
    phase: 'editing',
    sending: undefined,
    stored: Math.max(before.stored, event.change),
    version: event.version ?? before.version,
    savedAt: event.at,
    failure: undefined,
    attempts: 0,
  }
  if (isDirty(state)) return state.afterwards ? save(state) : step(state, { do: 'tell', state: 'unsaved' }, ...soon)
  const done: Command[] = [{ do: 'stop', timer: 'draft' }, { do: 'forget-draft' }, { do: 'tell', state: 'saved' }]
  const after = state.afterwards ? letGo(state) : step(state)
  return step(after.state, ...done, ...after.commands)
}

export function saveFailed(before: Session, event: Extract<Event, { type: 'save-failed' }>): Step {
  const state = { ...before, sending: undefined }
  if (event.status === 409) return lostLock(state, event.held ?? '', event.reason)
  const kept = keep(state, failureOf(event))
  return isBroken(kept.state) && state.change > event.change ? step(kept.state, ...kept.commands, ...soon) : kept
}
