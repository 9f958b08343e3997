import type { RolloutStage } from '@moorage/api'
import { expect, test } from 'vitest'
import { brakeDraftOf, brakeOf, brakeProblems } from './brake-draft.ts'
import { draftOf, problemsOf, stageOf } from './draft.ts'
import { FIRST_BRAKE } from './plan.ts'

const STAGE: RolloutStage = {
  name: 'Half',
  audience: { kind: 'share', percent: 50, of: 'organizations' },
  startsAt: new Date(2026, 10, 30, 9, 30).getTime(),
  ceilings: { perMinute: 20 },
}
const LATER = { first: false, taken: ['Pilots'] }

test('a stage goes through its form unchanged; the first one keeps no time', () => {
  expect(stageOf(draftOf(STAGE, 3), false)).toEqual(STAGE)
  expect(stageOf(draftOf(STAGE, 3), true)).not.toHaveProperty('startsAt')
})

test('a new stage needs a name of its own, somebody in it, and a time where it comes by itself', () => {
  const fresh = { ...draftOf(undefined, 3), timed: true }
  expect(Object.keys(problemsOf(fresh, LATER))).toEqual(['name', 'audience', 'when'])
  const full = { ...fresh, name: ' Pilots ', people: ['a'], when: '2026-11-30T09:30' }
  expect(Object.keys(problemsOf(full, LATER))).toEqual(['name'])
  expect(problemsOf({ ...full, name: 'Others' }, LATER)).toEqual({})
})

test('figures are whole: shares from 1 to 100, ceilings above 0 or none', () => {
  const draft = draftOf(STAGE, 3)
  expect(problemsOf({ ...draft, percent: '0' }, LATER)).toHaveProperty('audience')
  expect(problemsOf({ ...draft, percent: '101' }, LATER)).toHaveProperty('audience')
  expect(problemsOf({ ...draft, perMinute: '1.5', open: '0' }, LATER)).toMatchObject({
    perMinute: expect.any(String),
    open: expect.any(String),
  })
})

test('with one organization only a share begins as one of people', () => {
  expect(draftOf(undefined, 1).of).toBe('people')
  expect(draftOf(undefined, 2).of).toBe('organizations')
})

test('the brake goes through its form unchanged; what is empty is not looked at', () => {
  expect(brakeOf(brakeDraftOf(FIRST_BRAKE))).toEqual(FIRST_BRAKE)
  const { errors: _, saveMs: __, worse: ___, ...rest } = FIRST_BRAKE
  expect(brakeOf({ ...brakeDraftOf(FIRST_BRAKE), errors: '', saveMs: '', worse: '' })).toEqual(rest)
  expect(Object.keys(brakeProblems({ ...brakeDraftOf(FIRST_BRAKE), minutes: '0', errors: '101', worse: '1' }))).toEqual([
    'minutes',
    'errors',
    'worse',
  ])
})
