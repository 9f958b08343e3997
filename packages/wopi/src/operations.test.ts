import { expect, test } from 'vitest'
import { BOOTSTRAP_OPERATIONS, findOperation, OPERATIONS, type OperationName } from './operations.ts'

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

test.each(names.filter((name) => OPERATIONS[name].needs))(
  '%s, which a store may leave out, is built and says what promises it and who tests it',
  (name) => {
    const { built, advertisedBy, groups } = OPERATIONS[name]
    expect(built).toBe(true)
    expect(advertisedBy.length).toBeGreaterThan(0)
    expect(groups.length).toBeGreaterThan(0)
  },
)

test('every operation of the bootstrapper has a page that defines it, and POST chooses by name', () => {
  for (const { verb, spec, ...rest } of Object.values(BOOTSTRAP_OPERATIONS)) {
    expect(new URL(spec).hostname).toBe('learn.microsoft.com')
    expect('operation' in rest).toBe(verb === 'POST')
  }
})

test('after a withdrawal a client learns that it cannot write, gives its lock back, and loses no save', () => {
  expect(
    Object.fromEntries(names.flatMap((name) => (OPERATIONS[name].afterWithdrawal ? [[name, OPERATIONS[name].afterWithdrawal]] : []))),
  ).toEqual({
    CheckFileInfo: 'answered',
    GetLock: 'answered',
    Unlock: 'answered',
    PutFile: 'rescued',
  })
})
