import * as drafts from './effects-drafts.ts'
import * as files from './effects-files.ts'
import * as locks from './effects-locks.ts'
import type { Ports, Running } from './ports.ts'
import { type Command, type Event, firstState, isDirty, type Session, type TimerName } from './state.ts'
import { take } from './take.ts'
import { transition } from './transition.ts'

export interface RunningSession {
  state(): Session
  dispatch(event: Event): void
  subscribe(listener: () => void): () => void
  start(): void
  /** the page is going away: sends what it can without waiting */
  leave(): void
  /** the newest bytes, for a download or a copy */
  bytes(): Promise<Blob>
  /** the draft that was found and not restored */
  recovered(): Blob | undefined
}

const NOTHING = new Blob()
/** Browsers carry 64 KiB out of a page that goes away, with the head line. */
const LEAVE_BYTES = 60 * 1024

const DRAFT_SHARE = 4

/** Does what the rules of `transition` ask for, and tells them what came of it. */
export function runSession(ports: Ports, wantsEdit: boolean): RunningSession {
  let session = firstState(wantsEdit)
  const listeners = new Set<() => void>()
  const timers = new Map<TimerName, ReturnType<typeof setTimeout>>()
  const running: Running = {
    ports,
    state: () => session,
    dispatch,
    base: { file: NOTHING, mark: async () => '' },
    sent: [],
    newest: undefined,
    cost: 0,
    taking: Promise.resolve(),
    draftId: ports.newId(),
    found: undefined,
    restoredFrom: undefined,
  }

  function dispatch(event: Event): void {
    // afterwards, nothing may be changed here any more
    const ends = event.type === 'close' || event.type === 'give-way' || (event.type === 'refresh-failed' && event.status === 409)
    if (ends) ports.stage.settle()
    const { state, commands } = transition(session, event)
    session = state
    for (const command of commands) perform(command)
    for (const listener of listeners) listener()
  }

  function stop(name: TimerName): void {
    clearTimeout(timers.get(name))
    timers.delete(name)
  }

  function perform(command: Command): void {
    switch (command.do) {
      case 'check-info':
        return void files.checkInfo(running)
      case 'create':
        return void files.create(running)
      case 'show':
        return void files.show(running, command.editable)
      case 'save':
        return void files.save(running, command.lock)
      case 'lock':
        return void locks.takeLock(running, command.oldLock)
      case 'take-from-tab':
        return void locks.takeFromTab(running, command.held)
      case 'unlock':
        return void locks.unlock(running, command.lock)
      case 'refresh':
        return void locks.refresh(running, command.lock)
      case 'poll':
        return void locks.poll(running)
      case 'name-holder':
        return void locks.nameHolder(running, command.held)
      case 'draft':
        return void drafts.writeDraft(running)
      case 'forget-draft':
        return void drafts.forgetDraft(running)
      case 'find-draft':
        return void drafts.findDraft(running)
      case 'restore-draft':
        return void drafts.restoreDraft(running)
      case 'undo-recovery':
        return void drafts.undoRecovery(running)
      case 'forget-recovery':
        return void drafts.forgetRecovery(running)
      case 'editable':
        return void ports.stage.setEditable(command.on)
      case 'tell':
        return void ports.post('Doc_State', { State: command.state })
      case 'post':
        return void ports.post(command.id, {})
      case 'stop':
        return void stop(command.timer)
      case 'start': {
        const { timer: name } = command
        // a large document takes its time to put together and to write: that is done for a fifth of the time at most
        const ms = name === 'draft' ? Math.max(command.ms, running.cost * DRAFT_SHARE) : command.ms
        if (command.keep && timers.has(name)) return
        stop(name)
        timers.set(
          name,
          setTimeout(() => {
            timers.delete(name)
            dispatch({ type: 'timer', name })
          }, ms),
        )
      }
    }
  }

  ports.tabs.hold(running.draftId)
  ports.tabs.onCall((lock) => {
    if (lock === session.lock) dispatch({ type: 'give-way' })
  })

  return {
    state: () => session,
    dispatch,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: () => perform({ do: 'check-info' }),
    leave() {
      const { lock, change } = session
      const { newest } = running
      dispatch({ type: 'left' })
      for (const name of [...timers.keys()]) stop(name)
      if (!lock) return
      const unsaved = change > session.stored && newest?.change === change ? newest.file : undefined
      const small = unsaved && unsaved.size <= LEAVE_BYTES ? unsaved : undefined
      if (!ports.relay.leave(lock, small) && small) ports.relay.leave(lock, undefined)
    },
    async bytes() {
      ports.stage.settle()
      return isDirty(session) ? (await take(running)).file : running.base.file
    },
    recovered: () => running.found?.file,
  }
}
