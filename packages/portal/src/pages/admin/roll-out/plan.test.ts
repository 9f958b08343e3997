import { expect, test } from 'vitest'
import { audienceWords, movedStage, reachedOf, usualPlan } from './plan.ts'

const NOON = new Date(2026, 10, 26, 12).getTime()

test('the usual plan comes in the mornings of working days, and draws people where there is one organization only', () => {
  const { stages } = usualPlan(NOON, 4)
  expect(stages.map(({ startsAt }) => startsAt)).toEqual([
    undefined,
    new Date(2026, 10, 27, 9).getTime(),
    // not on a Saturday
    new Date(2026, 10, 30, 9).getTime(),
  ])
  expect(stages[0]?.audience).toEqual({ kind: 'share', percent: 10, of: 'organizations' })
  expect(usualPlan(NOON, 1).stages[1]?.audience).toEqual({ kind: 'share', percent: 50, of: 'people' })
})

test('a moved stage takes over the day of its new place, so that days stay in their order', () => {
  const { stages } = usualPlan(NOON, 4)
  const after = movedStage(stages, 2, 0)
  expect(after.map(({ name }) => name)).toEqual(['Everybody', '10 %', '50 %'])
  expect(after.map(({ startsAt }) => startsAt)).toEqual(stages.map(({ startsAt }) => startsAt))
  expect(after[0]).not.toHaveProperty('startsAt')
})

test('stages up to the one in force cannot be changed; of a draft or an ended roll-out all can', () => {
  expect(reachedOf({ state: 'running', stage: 1 })).toBe(2)
  expect(reachedOf({ state: 'held', stage: -1 })).toBe(0)
  expect(reachedOf({ state: 'ended', stage: 2 })).toBe(0)
  expect(reachedOf(undefined)).toBe(0)
})

test('whom a stage brings in is said with a few names, and with what is not there any more', () => {
  const names = new Map([
    ['a', 'Anna'],
    ['b', 'Ben'],
  ])
  const nameOf = (id: string) => names.get(id)
  expect(audienceWords({ kind: 'people', accountIds: ['a', 'b', 'c', 'd', 'e'] }, nameOf)).toBe(
    'People: Anna, Ben, not there any more, 2 more',
  )
  expect(audienceWords({ kind: 'share', percent: 10, of: 'people' }, nameOf)).toBe('10 % of people')
})
