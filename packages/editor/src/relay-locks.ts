import {
  getLockRequest,
  lockRequest,
  processGetLockResponse,
  processLockResponse,
  refreshLockRequest,
  unlockAndRelockRequest,
  unlockRequest,
  type WopiTarget,
} from '@moorage/wopi'
import { type RelayFailure, relayFailure } from './answer.ts'
import { ask, orderKey, type RelayWorld } from './relay-call.ts'

const OPERATIONS = ['lock', 'refresh', 'unlock', 'relock', 'get'] as const

export interface LockCall {
  operation: (typeof OPERATIONS)[number]
  lock: string
  oldLock: string
}

/** Reads {operation, lock?, oldLock?}; undefined when it makes no sense. */
export function parseLockCall(text: string): LockCall | undefined {
  let value: Partial<LockCall> | null
  try {
    value = JSON.parse(text) as Partial<LockCall> | null
  } catch {
    return undefined
  }
  const { operation, lock = '', oldLock = '' } = value ?? {}
  // a lock id becomes a header: printable ASCII only
  const id = (text: unknown) => typeof text === 'string' && /^[\x20-\x7e]{0,1024}$/.test(text)
  if (!operation || !OPERATIONS.includes(operation) || !id(lock) || !id(oldLock)) return undefined
  if ((operation !== 'get' && !lock) || (operation === 'relock' && !oldLock)) return undefined
  return { operation, lock, oldLock }
}

const requestOf = (target: WopiTarget, { operation, lock, oldLock }: LockCall) => {
  switch (operation) {
    case 'lock':
      return lockRequest(target, lock)
    case 'refresh':
      return refreshLockRequest(target, lock)
    case 'unlock':
      return unlockRequest(target, lock)
    case 'relock':
      return unlockAndRelockRequest(target, lock, oldLock)
    case 'get':
      return getLockRequest(target)
  }
}

/** One operation of the lock family. `held`: the lock that is there ('' for none), as far as the answer tells. */
export async function callLock(
  world: RelayWorld,
  target: WopiTarget,
  call: LockCall,
): Promise<{ held: string; version?: string } | RelayFailure> {
  const work = () => ask(world, target, requestOf(target, call))
  const response = await (call.operation === 'get' ? work() : world.order.run(orderKey(target), work))
  if (call.operation === 'get') {
    const answer = processGetLockResponse(response)
    return answer.outcome === 'ok' ? { held: answer.held } : relayFailure(answer)
  }
  const answer = processLockResponse(response)
  if (answer.outcome !== 'ok') return relayFailure(answer)
  return { held: call.operation === 'unlock' ? '' : call.lock, ...(answer.version ? { version: answer.version } : {}) }
}
