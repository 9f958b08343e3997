import { type Failure, isDirty, type Session, type Step, step } from './state.ts'

const RETRY_FIRST_MS = 2_000
const RETRY_MAX_MS = 60_000

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

export function failureOf({ status, reason }: { status: number; reason?: string | undefined }): Failure {
  const kind = (() => {
    // 408 and 429 are said on the way, by whoever saw the line fall silent or takes only so much at once
    if (status === 0 || status === 408) return 'offline'
    if (status === 429) return 'server'
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

/** The view could not put it together: the next change may cure that, and a network that brings what the view still lacks. */
export const isBroken = ({ phase, failure }: Session): boolean => phase === 'kept' && failure?.kind === 'broken'

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
