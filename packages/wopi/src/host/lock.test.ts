import { expect, test } from 'vitest'
import vectors from '../vectors/locks.json' with { type: 'json' }
import { decide, LOCK_LIFETIME_MS, type LockOperation } from './lock.ts'

const NOW = 1_795_435_200_000
const LOCKING = ['Lock', 'GetLock', 'RefreshLock', 'Unlock', 'UnlockAndRelock', 'PutFile', 'RenameFile', 'DeleteFile']
const cases = vectors.cases.filter(({ operation, status }) => LOCKING.includes(operation) && status !== 400)

test.each(cases)('$operation with $lock ($oldLock) over $size bytes while $held is held: $status', (vector) => {
  const stored = vector.held === null ? undefined : { id: vector.held, expiresAt: NOW + 1 }
  const request = { ...vector, lock: vector.lock || undefined } as unknown as LockOperation
  const decision = decide(stored, request, NOW)
  if (vector.status === 409) expect(decision).toEqual({ outcome: 'conflict', held: vector.answer })
  else expect(decision.outcome === 'ok' && decision.next?.id).toBe(vector.after === 'gone' ? undefined : (vector.after ?? undefined))
})

test('a lock that was just used lives thirty minutes more; one that was only looked at does not', () => {
  const stored = { id: 'A', expiresAt: NOW + 1 }
  const until = (request: LockOperation) => {
    const decision = decide(stored, request, NOW)
    return decision.outcome === 'ok' ? decision.next?.expiresAt : undefined
  }
  expect(until({ operation: 'Lock', lock: 'A' })).toBe(NOW + LOCK_LIFETIME_MS)
  expect(until({ operation: 'RefreshLock', lock: 'A' })).toBe(NOW + LOCK_LIFETIME_MS)
  expect(until({ operation: 'PutFile', lock: 'A', size: 1 })).toBe(NOW + LOCK_LIFETIME_MS)
  expect(until({ operation: 'GetLock' })).toBe(NOW + 1)
  expect(until({ operation: 'RenameFile', lock: 'A' })).toBe(NOW + 1)
})

test('at the very moment it expires a lock is gone', () => {
  expect(decide({ id: 'A', expiresAt: NOW }, { operation: 'Lock', lock: 'B' }, NOW).outcome).toBe('ok')
})

test('a client that holds the lock and does not say so may rename, no other', () => {
  const stored = { id: 'A', expiresAt: NOW + 1 }
  expect(decide(stored, { operation: 'RenameFile', lock: undefined, holdsLock: true }, NOW).outcome).toBe('ok')
  expect(decide(stored, { operation: 'RenameFile', lock: undefined, holdsLock: false }, NOW).outcome).toBe('conflict')
  expect(decide(stored, { operation: 'RenameFile', lock: 'B', holdsLock: true }, NOW).outcome).toBe('conflict')
})
