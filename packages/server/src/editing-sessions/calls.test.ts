import { HEADERS, type HeaderBag, type OperationName } from '@moorage/wopi'
import { expect, test } from 'vitest'
import { locksOf, shortLock } from './calls.ts'

const locks = (operation: OperationName, status: number, request: HeaderBag, response: HeaderBag = {}) =>
  locksOf({ operation, status, request, response })
const lock = (value: string) => ({ [HEADERS.lock.toLowerCase()]: value })

test('a call shows the lock before and after, as far as WOPI lets it be known', () => {
  expect(locks('RefreshLock', 200, lock('A'))).toEqual({ lockBefore: 'A', lockAfter: 'A' })
  expect(locks('PutFile', 200, lock('A'))).toEqual({ lockBefore: 'A', lockAfter: 'A' })
  expect(locks('Unlock', 200, lock('A'))).toEqual({ lockBefore: 'A', lockAfter: '' })
  expect(locks('UnlockAndRelock', 200, { ...lock('B'), [HEADERS.oldLock.toLowerCase()]: 'A' })).toEqual({ lockBefore: 'A', lockAfter: 'B' })
  expect(locks('GetLock', 200, {}, { [HEADERS.lock]: '' })).toEqual({ lockBefore: '', lockAfter: '' })
})

test('whoever is refused is told the held lock, which was there before and still is', () => {
  expect(locks('PutFile', 409, lock('A'), { [HEADERS.lock]: 'B' })).toEqual({ lockBefore: 'B', lockAfter: 'B' })
  expect(locks('RefreshLock', 409, lock('A'), { [HEADERS.lock]: '' })).toEqual({ lockBefore: '', lockAfter: '' })
})

test('what was not answered says nothing about locks', () => {
  expect(locks('Lock', 500, lock('A'))).toEqual({})
  expect(locks('Lock', 0, lock('A'))).toEqual({})
})

test('a lock is told apart from others and never shown', () => {
  expect(shortLock('{"S":"secret"}')).toMatch(/^[0-9a-f]{8}$/)
  expect(shortLock('A')).not.toBe(shortLock('B'))
  expect(shortLock('')).toBe('')
  expect(shortLock(undefined)).toBeUndefined()
})
