import { HEADERS } from '../wire/headers.ts'
import { clientRequest, type WopiTarget } from './request.ts'
import { type ClientFailure, type ClientResponse, failureOf } from './response.ts'

/** `lock`: 1–256 ASCII characters, 1,024 where the host says SupportsExtendedLockLength. Locks last 30 minutes. */
export const lockRequest = (target: WopiTarget, lock: string) => clientRequest('Lock', target, { [HEADERS.lock]: lock })

export const refreshLockRequest = (target: WopiTarget, lock: string) => clientRequest('RefreshLock', target, { [HEADERS.lock]: lock })

export const unlockRequest = (target: WopiTarget, lock: string) => clientRequest('Unlock', target, { [HEADERS.lock]: lock })

/** Replaces `oldLock` by `lock` in one step. */
export const unlockAndRelockRequest = (target: WopiTarget, lock: string, oldLock: string) =>
  clientRequest('UnlockAndRelock', target, { [HEADERS.lock]: lock, [HEADERS.oldLock]: oldLock })

export const getLockRequest = (target: WopiTarget) => clientRequest('GetLock', target)

/** The answer to Lock, RefreshLock, Unlock and UnlockAndRelock. */
export function processLockResponse(response: ClientResponse): { outcome: 'ok'; version: string | undefined } | ClientFailure {
  if (response.status !== 200) return failureOf(response)
  return { outcome: 'ok', version: response.headers.get(HEADERS.itemVersion) || undefined }
}

/** `held` is '' when the file is not locked. */
export function processGetLockResponse(response: ClientResponse): { outcome: 'ok'; held: string } | ClientFailure {
  if (response.status !== 200) return failureOf(response)
  return { outcome: 'ok', held: response.headers.get(HEADERS.lock) ?? '' }
}
