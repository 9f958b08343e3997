import { expect, test } from 'vitest'
import { findOperation, OPERATIONS, type OperationName } from './operations.ts'

const names = Object.keys(OPERATIONS) as OperationName[]

test.each(names)('%s is found by its own row', (name) => {
  const { verb, path, override, when } = OPERATIONS[name]
  expect(findOperation({ verb, path, override, hasOldLock: when === 'with X-WOPI-OldLock' })).toBe(name)
})

test.each(names)('%s has a page that defines it, and an override exactly where it is a POST', (name) => {
  const { verb, override, spec } = OPERATIONS[name]
  expect(new URL(spec).hostname).toBe('learn.microsoft.com')
  expect(override !== undefined).toBe(verb === 'POST')
})

test('an old lock makes a difference to LOCK only', () => {
  expect(findOperation({ verb: 'POST', path: 'files/{id}', override: 'UNLOCK', hasOldLock: true })).toBe('Unlock')
})

test('an override counts only at its own path, in its own spelling', () => {
  expect(findOperation({ verb: 'POST', path: 'files/{id}', override: 'PUT', hasOldLock: false })).toBeUndefined()
  expect(findOperation({ verb: 'POST', path: 'files/{id}', override: 'lock', hasOldLock: false })).toBeUndefined()
})
