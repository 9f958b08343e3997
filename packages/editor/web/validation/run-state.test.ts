import type { PlainResult } from '@moorage/validator/report'
import { expect, test } from 'vitest'
import { afterEvent, type CatalogueGroup, countsOf, EMPTY, type RunEvent, stateOf } from './run-state.ts'

const one = (name: string) => ({ name, description: '', category: 'WopiCore' })
const GROUPS: CatalogueGroup[] = [
  { name: 'Locks', hasDelay: false, cases: [one('A'), one('B')] },
  { name: 'Containers', hasDelay: false, cases: [one('C')] },
]
const result = (name: string, status: 'passed' | 'failed') => ({ name, status, exchanges: [] }) as unknown as PlainResult
const summary = (name: string, skipped = 0) => ({ name, passed: 0, failed: 0, skipped, reason: undefined })
const RUN: RunEvent[] = [
  {
    type: 'run-started',
    groups: [
      { name: 'Locks', cases: ['A', 'B'] },
      { name: 'Containers', cases: ['C'] },
    ],
  },
  { type: 'group-started', group: 'Locks' },
  { type: 'case-started', group: 'Locks', name: 'A' },
  { type: 'case-finished', group: 'Locks', result: result('A', 'passed') },
  { type: 'case-finished', group: 'Locks', result: result('B', 'failed') },
  { type: 'group-finished', group: 'Locks', summary: summary('Locks') },
  { type: 'group-skipped', group: 'Containers', reason: 'None here.', prerequisite: undefined },
  { type: 'group-finished', group: 'Containers', summary: summary('Containers', 1) },
]

test('counts follow the newest result of every case', () => {
  const state = RUN.reduce(afterEvent, afterEvent(EMPTY, { type: 'begun', startedAt: 's' }))
  expect(countsOf(state, GROUPS)).toEqual({ passed: 1, failed: 1, skipped: 1 })
  expect(state).toMatchObject({ running: true, done: 3, total: 3 })
  expect(stateOf(state, 'Containers', 'C')).toEqual({ status: 'skipped', reason: 'None here.' })
})

test('running one group again replaces its results and no others', () => {
  const again: RunEvent[] = [
    { type: 'run-started', groups: [{ name: 'Locks', cases: ['A', 'B'] }] },
    { type: 'case-finished', group: 'Locks', result: result('B', 'passed') },
  ]
  const state = again.reduce(afterEvent, RUN.reduce(afterEvent, EMPTY))
  expect(countsOf(state, GROUPS)).toEqual({ passed: 1, failed: 0, skipped: 1 })
  expect(stateOf(state, 'Locks', 'A')).toBeUndefined()
})

test('a run that breaks off leaves no case running and says that it stopped', () => {
  const state = afterEvent(RUN.slice(0, 3).reduce(afterEvent, EMPTY), { type: 'ended' })
  expect(stateOf(state, 'Locks', 'A')).toBeUndefined()
  expect(state).toMatchObject({ running: false, aborted: true })
})
