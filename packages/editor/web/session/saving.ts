import { letGo, lostLock } from './locking.ts'
import { type Command, type Event, type Failure, isDirty, type Session, type Step, step } from './state.ts'

/** After the last change, and while typing goes on without a pause. */
export const IDLE_MS = 1_500
export const CAP_MS = 10_000
export const DRAFT_MS = 300
const RETRY_FIRST_MS = 2_000
const RETRY_MAX_MS = 60_000

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
      return step(state, draft)
    default:
      // a view that reports a change while it may not change anything: nothing to save
      return step(before)
  }
}

/** Sends the newest bytes; without a lock asks for one first. One at a time, newest wins. */
export function save(state: Session): Step {
  if (state.sending !== undefined || !isDirty(state)) return step(state)
  if (!state.lock) return state.locking ? step(state) : step({ ...state, locking: true }, { do: 'lock' })
  return step(
    { ...state, phase: 'saving', sending: state.change },
    { do: 'stop', timer: 'idle' },
    { do: 'stop', timer: 'cap' },
    { do: 'stop', timer: 'retry' },
    { do: 'tell', state: 'saving' },
    { do: 'save', change: state.change, lock: state.lock },
  )
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

export function failureOf({ status, reason }: { status: number; reason?: string | undefined }): Failure {
  const kind = (() => {
    if (status === 0) return 'offline'
    if (status === -1) return 'broken'
    if (status === 401) return 'signed-out'
    if (status === 404) return 'gone'
    if (status === 413) return 'too-large'
    return status >= 500 && status !== 501 ? 'server' : 'refused'
  })()
  return { kind, status, reason }
}

/** These are cured by time alone. */
export const retries = (failure: Failure | undefined): boolean => failure?.kind === 'offline' || failure?.kind === 'server'

/** The text stays here, and says so. Nobody leaves because of a request that could not be met. */
export function keep(before: Session, failure: Failure): Step {
  const state: Session = {
    ...before,
    phase: 'kept',
    sending: undefined,
    failure,
    attempts: before.attempts + 1,
    closing: before.closing || before.afterwards === 'close',
    afterwards: undefined,
  }
  const wait = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** before.attempts)
  return step(
    state,
    { do: 'draft', change: state.change },
    { do: 'tell', state: 'failed' },
    ...(retries(failure) ? [{ do: 'start', timer: 'retry', ms: wait } as const] : []),
  )
}

export function saveFailed(before: Session, event: Extract<Event, { type: 'save-failed' }>): Step {
  const state = { ...before, sending: undefined }
  return event.status === 409 ? lostLock(state, event.held ?? '', event.reason) : keep(state, failureOf(event))
}
