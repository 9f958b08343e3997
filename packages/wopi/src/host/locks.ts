import { HEADERS } from '../wire/headers.ts'
import { emptyResponse, refusalResponse, type WopiResponse } from '../wire/response.ts'
import type { LockRequest, WopiStore } from './store.ts'

/** Lock, RefreshLock, Unlock, UnlockAndRelock and GetLock: one question to the store, whose rule is `decide`. */
export async function changeLock<Actor>(
  store: WopiStore<Actor>,
  actor: Actor,
  { id, lock }: { id: string; lock: LockRequest },
): Promise<WopiResponse> {
  const result = await store.lock(actor, id, lock)
  if (result.outcome !== 'ok') return refusalResponse(result)
  // WOPI: GetLock names the lock, with an empty header when there is none; the others must not send the header
  if (lock.operation === 'GetLock') return emptyResponse(200, { [HEADERS.lock]: result.held })
  return emptyResponse(200, { [HEADERS.itemVersion]: result.version })
}
