import { save } from './keeping.ts'
import { POLL_MS, POLL_SLOW_MS } from './locking.ts'
import { type Event, isEditing, type Session, type Step, step } from './state.ts'

/** What a look at the host brought: newer bytes, another holder, or nobody any more. */
export function polled(before: Session, event: Extract<Event, { type: 'polled' }>): Step {
  const { info, held, status } = event
  if (before.phase === 'ended' || before.phase === 'opening') return step(before)
  const later = (ms: number) => ({ do: 'start', timer: 'poll', ms }) as const
  if (status !== 200 || !info) {
    const over = status === 401 ? 'signed-out' : status === 404 ? 'gone' : undefined
    if (over && !isEditing(before)) return step({ ...before, failure: { kind: over, status } })
    return step(before, later(POLL_SLOW_MS))
  }
  const state: Session = { ...before, info }
  if (isEditing(state)) {
    // only text that lost its lock still polls: the moment that nobody holds the file, it may be saved after all
    if (state.failure?.kind !== 'lock-lost') return step(state)
    return held === '' ? save({ ...state, holder: undefined }) : step(state, later(POLL_MS))
  }
  const newer = info.Version !== state.version ? [{ do: 'show', editable: false } as const] : []
  const next = later(state.phase === 'following' ? POLL_MS : POLL_SLOW_MS)
  if (held === undefined) return step(state, ...newer, next)
  if (held === '') return step({ ...state, holder: undefined }, ...newer, next)
  if (held === state.holder?.lock) return step(state, ...newer, next)
  return step(
    { ...state, holder: { lock: held, otherTab: false }, asked: false, gaveWay: false },
    ...newer,
    { do: 'name-holder', held },
    next,
  )
}

export function holderNamed(state: Session, { held, reason, owner }: Extract<Event, { type: 'holder-named' }>): Step {
  if (state.holder?.lock !== held) return step(state)
  return step({ ...state, holder: { lock: held, name: reason ?? state.holder.name, otherTab: owner === 'living-tab' } })
}
