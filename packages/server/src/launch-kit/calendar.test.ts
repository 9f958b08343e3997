import { expect, test } from 'vitest'
import { calendarOf } from './calendar.ts'

const DAY = 24 * 60 * 60 * 1000
const TODAY = Date.UTC(2026, 10, 26)
const after = (time: number) => (time - TODAY) / DAY

test('who applies today waits for Microsoft’s review, one pass and the production settings, at the least', () => {
  const { steps, users } = calendarOf({ steps: {} }, TODAY)
  expect(after(users.earliest)).toBe(0 + 7 + 1 + 1 + 0 + 10 + 28 + 0)
  expect(after(users.latest)).toBe(1 + 14 + 7 + 5 + 1 + 30 + 35 + 1 + 14)
  expect(after(steps[1]?.earliest ?? 0)).toBe(7)
})

test('what is done ended when it did, and the rest follows from today', () => {
  const done = { state: 'done' as const, startedAt: TODAY - 30 * DAY, doneAt: TODAY - 20 * DAY }
  const { steps, users } = calendarOf({ steps: { apply: done, approval: done } }, TODAY)
  expect(steps.slice(0, 2).map(({ earliest, latest }) => [after(earliest), after(latest)])).toEqual([
    [-20, -20],
    [-20, -20],
  ])
  expect(after(users.earliest)).toBe(1 + 1 + 0 + 10 + 28 + 0)
})

test('a step that is late ends today at the earliest, and one that has just begun has its days before it', () => {
  const { steps } = calendarOf(
    {
      steps: {
        approval: { state: 'under-way', startedAt: TODAY - 40 * DAY },
        'production-settings': { state: 'under-way', startedAt: TODAY },
      },
    },
    TODAY,
  )
  const of = (name: string) => steps.find((step) => step.name === name)
  expect(after(of('approval')?.latest ?? 0)).toBe(0)
  expect(after(of('production-settings')?.earliest ?? 0)).toBe(28)
  expect(after(of('production-settings')?.latest ?? 0)).toBe(35)
})

test('once the roll-out has begun, its first users are no longer ahead', () => {
  const begun = { state: 'under-way' as const, startedAt: TODAY - 2 * DAY }
  const { users } = calendarOf({ steps: { 'roll-out': begun } }, TODAY)
  expect(after(users.earliest)).toBe(-2)
})
