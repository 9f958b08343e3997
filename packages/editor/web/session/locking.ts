import { failureOf, keep, save } from './keeping.ts'
import { type Event, type Holder, isDirty, isEditing, type Session, type Step, step } from './state.ts'

/** Locks last 30 minutes; a third of that leaves room for two failures. */
export const REFRESH_MS = 10 * 60_000
const REFRESH_AGAIN_MS = 30_000
export const POLL_MS = 3_000
export const POLL_SLOW_MS = 10_000

const refreshLater = { do: 'start', timer: 'refresh', ms: REFRESH_MS } as const
const pollLater = { do: 'start', timer: 'poll', ms: POLL_MS } as const

export function lockGranted(before: Session, { lock, version }: Extract<Event, { type: 'lock-granted' }>): Step {
  const state: Session = { ...before, lock, locking: false, holder: undefined, asked: false, gaveWay: false }
  const isCurrent = version !== undefined && version === state.version
  if (state.phase === 'ended') return step({ ...state, lock: undefined }, { do: 'unlock', lock })
  if (!isEditing(state)) {
    if (!isCurrent || state.phase === 'opening') return step(state, refreshLater, { do: 'show', editable: true })
    return step({ ...state, phase: 'editing' }, refreshLater, { do: 'stop', timer: 'poll' }, { do: 'editable', on: true })
  }
  // the lock had been lost and is ours again: what was shown may be out of date
  if (isCurrent) {
    const again = save({ ...state, phase: 'editing', failure: undefined })
    return step(again.state, refreshLater, { do: 'stop', timer: 'poll' }, ...again.commands)
  }
  if (!isDirty(state)) return step({ ...state, phase: 'following' }, refreshLater, { do: 'show', editable: true })
  const kept = keep(state, { kind: 'changed', status: 409 })
  return step(kept.state, refreshLater, ...kept.commands)
}

export function lockRefused(before: Session, event: Extract<Event, { type: 'lock-refused' }>): Step {
  const state: Session = { ...before, locking: false }
  if (event.owner === 'dead-tab') return step({ ...state, locking: true }, { do: 'lock', oldLock: event.held })
  const holder: Holder | undefined =
    event.owner === 'nobody' ? undefined : { lock: event.held, name: event.reason, otherTab: event.owner === 'living-tab' }
  if (state.phase === 'opening') return step({ ...state, holder }, { do: 'show', editable: false })
  if (!isEditing(state)) return step({ ...state, holder: holder ?? state.holder }, pollLater)
  if (event.status === 409 && event.held !== '') return lostLock(state, event.held, event.reason)
  if (!isDirty(state)) return step({ ...state, phase: 'following' }, { do: 'editable', on: false }, pollLater)
  return keep(state, failureOf(event.status === 409 ? { ...event, status: 500 } : event))
}

/**
 * The lock is not ours any more. Nobody else has it: take it back. Somebody has: without changes of our own we follow,
 * with them we keep the text and wait.
 */
export function lostLock(before: Session, held: string, reason?: string): Step {
  const state: Session = { ...before, lock: undefined, sending: undefined }
  if (held === '') return state.locking ? step(state) : step({ ...state, locking: true }, { do: 'lock' })
  const holder: Holder = { lock: held, name: reason, otherTab: false }
  const naming = { do: 'name-holder', held } as const
  if (!isDirty(state))
    return step(
      { ...state, phase: 'following', holder },
      { do: 'stop', timer: 'refresh' },
      { do: 'editable', on: false },
      pollLater,
      naming,
    )
  const kept = keep({ ...state, holder }, { kind: 'lock-lost', status: 409, reason })
  return step(kept.state, { do: 'stop', timer: 'refresh' }, ...kept.commands, pollLater, naming)
}

export function refreshFailed(state: Session, event: Extract<Event, { type: 'refresh-failed' }>): Step {
  if (!state.lock) return step(state)
  if (event.status === 409) return lostLock(state, event.held, event.reason)
  // a save says what is wrong in a better place; until then try again
  return step(state, { do: 'start', timer: 'refresh', ms: REFRESH_AGAIN_MS })
}

/** Everything is saved: do what was waiting for it. */
export function letGo(before: Session): Step {
  const { lock, afterwards } = before
  const state: Session = { ...before, lock: undefined, afterwards: undefined, holder: undefined }
  const unlock = lock ? [{ do: 'unlock', lock } as const] : []
  const quiet = [{ do: 'stop', timer: 'refresh' } as const, { do: 'editable', on: false } as const]
  if (afterwards === 'close') return step({ ...state, phase: 'ended', closing: false }, ...quiet, ...unlock, { do: 'post', id: 'UI_Close' })
  return step({ ...state, phase: 'following', askedBy: undefined, gaveWay: true }, ...quiet, ...unlock, pollLater)
}

export function giveWay(before: Session, afterwards: 'give-way' | 'close'): Step {
  const state: Session = { ...before, afterwards, askedBy: undefined }
  if (state.phase === 'kept' && afterwards === 'close') return step({ ...before, closing: true })
  if (state.phase === 'kept') return step(before)
  if (state.phase === 'saving') return step(state)
  if (state.phase === 'editing') return isDirty(state) ? save(state) : letGo(state)
  return afterwards === 'close' ? letGo(state) : step(before)
}
