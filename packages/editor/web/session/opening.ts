import type { CheckFileInfo } from '@moorage/wopi'
import { POLL_MS, POLL_SLOW_MS } from './locking.ts'
import { changed } from './saving.ts'
import { type Event, isDirty, isEditing, type Session, type Step, step } from './state.ts'

/** The host lets this user save here. */
export const mayEdit = (info: CheckFileInfo | undefined): boolean =>
  Boolean(info?.UserCanWrite && info.SupportsUpdate && info.SupportsLocks && !info.ReadOnly && !info.WebEditingDisabled)

const isEmptyPackage = ({ Size, BaseFileName }: CheckFileInfo) => Size === 0 && /\.docx$/i.test(BaseFileName)

/** Lock first, then read: bytes read before the lock may be old by the time it is ours. */
export function opened(before: Session, info: CheckFileInfo): Step {
  const state: Session = { ...before, info }
  if (!state.wantsEdit || !mayEdit(info)) return step(state, { do: 'show', editable: false })
  // WOPI: an unlocked file may be written only while it is empty
  if (isEmptyPackage(info)) return step(state, { do: 'create' })
  return step({ ...state, locking: true }, { do: 'lock' })
}

export function shown(before: Session, event: Extract<Event, { type: 'shown' }>): Step {
  const isFirst = before.phase === 'opening'
  const { lock } = before
  const state: Session = {
    ...before,
    version: event.version,
    readOnlyReason: event.readOnlyReason,
    ...(isFirst ? {} : { updatedAt: event.at }),
  }
  if (state.phase === 'ended' || (isEditing(state) && !isFirst)) return step(state)
  if (lock && event.readOnlyReason !== undefined)
    return step(
      { ...state, phase: 'viewing', lock: undefined },
      { do: 'stop', timer: 'refresh' },
      { do: 'editable', on: false },
      { do: 'unlock', lock },
      { do: 'start', timer: 'poll', ms: POLL_SLOW_MS },
    )
  if (lock)
    return step(
      { ...state, phase: 'editing' },
      { do: 'stop', timer: 'poll' },
      { do: 'editable', on: true },
      ...(isFirst ? [{ do: 'find-draft' } as const] : []),
    )
  const follows = state.wantsEdit && mayEdit(state.info) && event.readOnlyReason === undefined
  return step(
    { ...state, phase: follows ? 'following' : 'viewing' },
    { do: 'start', timer: 'poll', ms: follows ? POLL_MS : POLL_SLOW_MS },
    ...(isFirst && follows && !state.holder?.otherTab ? [{ do: 'find-draft' } as const] : []),
  )
}

/** What an earlier tab had not saved: put back and saved where it still fits, else offered as a copy. */
export function draftFound(state: Session, { at, fits }: Extract<Event, { type: 'draft-found' }>): Step {
  if (state.phase !== 'editing' || !fits || state.change > 0) return step({ ...state, recovery: { kind: 'copy', at } })
  return step({ ...state, recovery: { kind: 'restoring', at } }, { do: 'editable', on: false }, { do: 'restore-draft' })
}

/** From now on it is a change like any other. Where it came too late, or can't be shown, a copy can be made of it. */
export function draftShown(before: Session, { ok }: Extract<Event, { type: 'draft-shown' }>): Step {
  const { recovery } = before
  if (recovery?.kind !== 'restoring' || before.phase === 'ended') return step(before)
  const asCopy: Session = { ...before, recovery: { ...recovery, kind: 'copy' } }
  if (!isEditing(before)) return step(asCopy, { do: 'show', editable: false })
  if (!ok) return step(asCopy, ...(isDirty(before) ? [] : [{ do: 'show', editable: true } as const]), { do: 'editable', on: true })
  const next = changed(before)
  return step({ ...next.state, recovery: { ...recovery, kind: 'recovered' } }, { do: 'editable', on: true }, ...next.commands)
}

export function undoRecovery(state: Session): Step {
  if (state.recovery?.kind !== 'recovered' || !isEditing(state)) return step(state)
  return step({ ...state, recovery: { ...state.recovery, kind: 'undoing' } }, { do: 'editable', on: false }, { do: 'undo-recovery' })
}

export function recoveryUndone(before: Session, { ok }: Extract<Event, { type: 'recovery-undone' }>): Step {
  const { recovery } = before
  if (recovery?.kind !== 'undoing' || before.phase === 'ended') return step(before)
  const state: Session = { ...before, recovery: undefined }
  if (!isEditing(state)) return step(state, { do: 'show', editable: false })
  const next = ok ? changed(state) : step(state)
  return step(next.state, { do: 'editable', on: true }, ...next.commands)
}
