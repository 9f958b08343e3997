/** A lock as stored: absent or past `expiresAt` means unlocked. Times are epoch milliseconds. */
export type HeldLock = { id: string; expiresAt: number }

/** Every operation whose answer depends on the lock. */
export type LockOperation =
  | { operation: 'Lock' | 'RefreshLock' | 'Unlock'; lock: string }
  | { operation: 'UnlockAndRelock'; lock: string; oldLock: string }
  | { operation: 'GetLock' }
  | { operation: 'PutFile'; lock: string | undefined; size: number }
  | {
      operation: 'RenameFile'
      lock: string | undefined /** a Collabora-profile client that itself holds the lock may omit it */
      holdsLock?: boolean
    }
  | { operation: 'DeleteFile' }

export type LockDecision =
  /** go on; `next` is the lock to store afterwards (undefined = unlocked) */
  | { outcome: 'ok'; next: HeldLock | undefined }
  /** 409 with X-WOPI-Lock: held ('' when unlocked) */
  | { outcome: 'conflict'; held: string }

/** WOPI: a lock that is not refreshed for 30 minutes is gone. */
export const LOCK_LIFETIME_MS = 30 * 60 * 1000

const live = (held: HeldLock | undefined, now: number) => (held && held.expiresAt > now ? held : undefined)

/**
 * All lock rules in one pure function. Run it inside the transaction that stores `next`.
 * `now` in epoch milliseconds; an expired lock counts as none. Comparison is ordinal over the whole id.
 */
export function decide(stored: HeldLock | undefined, request: LockOperation, now: number): LockDecision {
  const held = live(stored, now)
  const fresh = (id: string): HeldLock => ({ id, expiresAt: now + LOCK_LIFETIME_MS })
  const ok = (next: HeldLock | undefined): LockDecision => ({ outcome: 'ok', next })
  const conflict: LockDecision = { outcome: 'conflict', held: held?.id ?? '' }
  switch (request.operation) {
    case 'GetLock':
      return ok(held)
    case 'Lock':
      return !held || held.id === request.lock ? ok(fresh(request.lock)) : conflict
    case 'RefreshLock':
      return held?.id === request.lock ? ok(fresh(request.lock)) : conflict
    case 'Unlock':
      return held?.id === request.lock ? ok(undefined) : conflict
    case 'UnlockAndRelock':
      return held?.id === request.oldLock ? ok(fresh(request.lock)) : conflict
    case 'PutFile':
      // WOPI: an unlocked file may be written only while it is empty; the timer is extended, never shortened
      if (!held) return request.size === 0 ? ok(undefined) : conflict
      return held.id === request.lock ? ok(fresh(held.id)) : conflict
    case 'RenameFile':
      return !held || held.id === request.lock || (request.lock === undefined && request.holdsLock) ? ok(held) : conflict
    case 'DeleteFile':
      return held ? conflict : ok(undefined)
  }
}
