import type { RelayFailure } from '../relay.ts'
import type { Running } from './ports.ts'

/** The built-in editor's locks, so that people who read a host's log know whose they are. */
const newLock = ({ ports }: Running) => `moorage:${ports.newId()}`

async function refused({ ports, dispatch }: Running, { status, held = '', reason }: RelayFailure): Promise<void> {
  const owner = status !== 409 || held === '' ? 'nobody' : await ports.tabs.ownerOf(held)
  dispatch({ type: 'lock-refused', status, held, reason, owner })
}

export async function takeLock(running: Running, oldLock: string | undefined): Promise<void> {
  const { ports, dispatch } = running
  const lock = newLock(running)
  const answer = await ports.relay.lock(oldLock ? { operation: 'relock', lock, oldLock } : { operation: 'lock', lock })
  if (answer.ok) {
    ports.tabs.claim(lock)
    dispatch({ type: 'lock-granted', lock, version: answer.value.version })
    return
  }
  // the old lock went away just now: nothing to replace
  if (oldLock && answer.status === 409 && answer.held === '') await takeLock(running, undefined)
  else await refused(running, answer)
}

const TAB_ANSWERS_MS = 8_000

export async function takeFromTab(running: Running, held: string): Promise<void> {
  await running.ports.tabs.call(held, TAB_ANSWERS_MS)
  await takeLock(running, held)
}

export async function unlock({ ports }: Running, lock: string): Promise<void> {
  await ports.relay.lock({ operation: 'unlock', lock })
  ports.tabs.release(lock)
}

export async function refresh({ ports, dispatch }: Running, lock: string): Promise<void> {
  const answer = await ports.relay.lock({ operation: 'refresh', lock })
  if (answer.ok) dispatch({ type: 'refreshed' })
  else dispatch({ type: 'refresh-failed', status: answer.status, held: answer.held ?? '', reason: answer.reason })
}

export async function poll({ ports, dispatch, state }: Running): Promise<void> {
  const asksLock = state().info?.SupportsGetLock
  const [info, lock] = await Promise.all([ports.relay.info(), asksLock ? ports.relay.lock({ operation: 'get' }) : undefined])
  if (!info.ok) dispatch({ type: 'polled', status: info.status })
  else dispatch({ type: 'polled', status: 200, info: info.value, held: lock?.ok ? lock.value.held : undefined })
}

/**
 * WOPI: GetLock tells which lock, not whose. A RefreshLock that cannot match is answered by 409 with the reason, and
 * unlike Lock it can never take a lock by accident.
 */
export async function nameHolder({ ports, dispatch, state }: Running, held: string): Promise<void> {
  const owner = await ports.tabs.ownerOf(held)
  const answer = state().info?.UserCanWrite
    ? await ports.relay.lock({ operation: 'refresh', lock: `moorage-asks:${ports.newId()}` })
    : undefined
  const reason = answer && !answer.ok && answer.held === held ? answer.reason : undefined
  dispatch({ type: 'holder-named', held, reason, owner })
}
