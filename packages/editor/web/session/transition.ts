import { holderNamed, polled } from './following.ts'
import { isBroken, retries, save } from './keeping.ts'
import { giveWay, letGo, lockGranted, lockRefused, REFRESH_MS, refreshFailed } from './locking.ts'
import { draftFound, draftShown, opened, recoveryUndone, shown, undoRecovery } from './opening.ts'
import { changed, saved, saveFailed } from './saving.ts'
import { type Event, isEditing, type Session, type Step, step, type TimerName } from './state.ts'

function timer(state: Session, name: TimerName): Step {
  switch (name) {
    case 'idle':
    case 'cap':
      return state.phase === 'editing' || isBroken(state) ? save(state) : step(state)
    case 'draft':
      return state.change > state.drafted && isEditing(state) ? step(state, { do: 'draft', change: state.change }) : step(state)
    case 'retry':
      return state.phase === 'kept' ? save(state) : step(state)
    case 'refresh':
      return state.lock ? step(state, { do: 'refresh', lock: state.lock }) : step(state)
    case 'poll':
      return state.phase === 'ended' || state.phase === 'opening' ? step(state) : step(state, { do: 'poll' })
  }
}

/** By hand even what time does not cure is tried once more; a file that changed meanwhile is never overwritten. */
const saveNow = (state: Session): Step => {
  if (state.phase !== 'editing' && state.phase !== 'kept') return step(state)
  return state.failure?.kind === 'changed' ? step(state) : save(state)
}

/** Gives up what was typed, as the user asked for, and shows what the host has. */
function discard(before: Session): Step {
  if (before.phase !== 'kept') return step(before)
  const state: Session = { ...before, phase: 'following', failure: undefined, stored: before.change, closing: false, attempts: 0 }
  return step(
    state,
    { do: 'stop', timer: 'retry' },
    { do: 'forget-draft' },
    { do: 'tell', state: 'saved' },
    { do: 'show', editable: Boolean(state.lock) },
  )
}

function edit(state: Session): Step {
  if (state.phase !== 'following' || state.locking) return step(state)
  const taking = { ...state, locking: true }
  return state.holder?.otherTab ? step(taking, { do: 'take-from-tab', held: state.holder.lock }) : step(taking, { do: 'lock' })
}

/** All rules of an editing session: what happens next, and what has to be done. Pure; `run.ts` does it. */
export function transition(state: Session, event: Event): Step {
  switch (event.type) {
    case 'opened':
      return opened(state, event.info)
    case 'problem':
      return step(
        { ...state, phase: 'ended', problem: event.message, lock: undefined },
        ...(state.lock ? [{ do: 'unlock', lock: state.lock } as const] : []),
      )
    case 'created':
      return step({ ...state, locking: true }, { do: 'lock' })
    case 'lock-granted':
      return lockGranted(state, event)
    case 'lock-refused':
      return lockRefused(state, event)
    case 'shown':
      return shown(state, event)
    case 'draft-found':
      return draftFound(state, event)
    case 'draft-shown':
      return draftShown(state, event)
    case 'changed':
      return changed(state)
    case 'timer':
      return timer(state, event.name)
    case 'save-now':
      return saveNow(state)
    case 'saved':
      return saved(state, event)
    case 'save-failed':
      return saveFailed(state, event)
    case 'drafted':
      return step(
        { ...state, drafted: Math.max(state.drafted, event.change) },
        ...(state.change > event.change && isEditing(state) ? [{ do: 'start', timer: 'draft', ms: 300, keep: true } as const] : []),
      )
    case 'refreshed':
      return step(state, { do: 'start', timer: 'refresh', ms: REFRESH_MS })
    case 'refresh-failed':
      return refreshFailed(state, event)
    case 'polled':
      return polled(state, event)
    case 'holder-named':
      return holderNamed(state, event)
    case 'renamed':
      return step(state.info ? { ...state, info: { ...state.info, BaseFileName: event.name } } : state)
    case 'asked-to-edit':
      return step(isEditing(state) ? { ...state, askedBy: event.by } : state)
    case 'not-now':
      return step({ ...state, askedBy: undefined })
    case 'ask':
      return step({ ...state, asked: true }, { do: 'post', id: 'UI_AskToEdit' })
    case 'edit':
      return edit(state)
    case 'give-way':
      return giveWay(state, 'give-way')
    case 'close':
      return giveWay(state, 'close')
    case 'close-anyway':
      return letGo({ ...state, afterwards: 'close' })
    case 'stay':
      return step({ ...state, closing: false })
    case 'visible':
      return state.lock ? step(state, { do: 'refresh', lock: state.lock }) : step(state)
    case 'online':
      return (state.phase === 'kept' && retries(state.failure)) || isBroken(state) ? save(state) : step(state)
    case 'undo-recovery':
      return undoRecovery(state)
    case 'recovery-undone':
      return recoveryUndone(state, event)
    case 'forget-recovery':
      return step({ ...state, recovery: undefined }, { do: 'forget-recovery' })
    case 'discard':
      return discard(state)
    case 'left':
      return step({ ...state, phase: 'ended' })
  }
}
