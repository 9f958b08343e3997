import { expect, test } from 'vitest'
import { steadyClock } from './steady-clock.ts'

const HOUR = 60 * 60 * 1000

test('a clock that jumps, either way, is told once, and one that drifts is not', () => {
  const now = { clock: 1_000_000_000, time: 0 }
  const steady = steadyClock(
    () => now.clock,
    () => now.time,
  )
  const pass = (time: number, clock: number) => {
    now.time += time
    now.clock += clock
    return steady()
  }
  expect(pass(HOUR, HOUR)).toBe(true)
  expect(pass(HOUR, HOUR + 60_000)).toBe(true)
  expect(pass(HOUR, 26 * HOUR)).toBe(false)
  expect(pass(HOUR, HOUR)).toBe(true)
  expect(pass(HOUR, -24 * HOUR)).toBe(false)
  expect(pass(HOUR, HOUR)).toBe(true)
})
