import { expect, test } from 'vitest'
import { Attempts } from './attempts.ts'

const fail = (attempts: Attempts, times: number, email: (index: number) => string, address: string, now: number) => {
  for (let index = 0; index < times; index++) attempts.failed(email(index), address, now)
}

test('ten failures for one email address close it for the rest of the minute', () => {
  const attempts = new Attempts()
  fail(attempts, 9, () => 'anna@x', '10.0.0.1', 0)
  expect(attempts.tooMany('anna@x', '10.0.0.2', 59_000)).toBe(false)
  attempts.failed('anna@x', '10.0.0.1', 30_000)
  expect(attempts.tooMany('anna@x', '10.0.0.2', 59_000)).toBe(true)
  expect(attempts.tooMany('anna@x', '10.0.0.2', 60_000)).toBe(false)
})

test('sixty failures from one network address close it for every email address', () => {
  const attempts = new Attempts()
  fail(attempts, 60, (index) => `${index}@x`, '10.0.0.1', 0)
  expect(attempts.tooMany('new@x', '10.0.0.1', 1)).toBe(true)
  expect(attempts.tooMany('new@x', '10.0.0.2', 1)).toBe(false)
})

test('a success forgets the failures of its email address but not those of the network address', () => {
  const attempts = new Attempts()
  fail(attempts, 60, () => 'anna@x', '10.0.0.1', 0)
  attempts.succeeded('anna@x')
  expect(attempts.tooMany('anna@x', '10.0.0.2', 1)).toBe(false)
  expect(attempts.tooMany('anna@x', '10.0.0.1', 1)).toBe(true)
})
