import type { Brake, RolloutStage } from '@moorage/api'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../config.ts'
import { noteCall } from '../../editing-sessions/calls.ts'
import type { MeasureName } from '../../editing-sessions/measures.ts'
import { count } from '../../editing-sessions/recorder.ts'
import { openWorld } from '../../files/testing/world.ts'
import { watchBrakes } from './brake.ts'
import { rememberRollouts, storedRollouts } from './stored.ts'

let world: Awaited<ReturnType<typeof openWorld>>
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const config = readConfig({ environment: {}, dataFolder: '/nowhere', demo: true })
const handles = () => ({ ...world.app, config, log: pino({ level: 'silent' }) })
const BRAKE: Brake = {
  does: 'step-back',
  minutes: 10,
  minOpens: 20,
  errors: 0.02,
  openFailures: 0.05,
  conflicts: 0.1,
  saveMs: 3000,
  worse: 3,
}
const STAGES: RolloutStage[] = [
  { name: 'Pilots', audience: { kind: 'everybody' }, ceilings: {} },
  { name: 'Half', audience: { kind: 'everybody' }, ceilings: {} },
]

let editors = 0
/** In its second stage, for an hour already. */
async function rollout(brake: Partial<Brake> = {}) {
  const editor = `editor${editors++}`
  const by = { editor, by: 'person' as const, name: 'Administrator' }
  await world.app.db.transact('planRollout', { ...by, now: world.clock.now, stages: STAGES, brake: { ...BRAKE, ...brake } })
  await world.app.db.transact('startRollout', { ...by, now: world.clock.now })
  const stored = await world.app.db.transact('advanceRollout', { ...by, now: world.clock.now, from: 0 })
  if (stored) rememberRollouts(world.app, stored)
  world.clock.now += 3_600_000
  const measure = (stage: string, name: MeasureName, times: number, ms = 20) => {
    for (let n = 0; n < times; n++) count(handles(), { client: editor, stage, at: world.clock.now, measures: [name], ms })
  }
  return { editor, measure, now: () => storedRollouts(world.app)[editor] }
}

test('above a limit it steps back by itself, says which measure it was, and keeps the decision', async () => {
  const { editor, measure, now } = await rollout()
  measure('Half', 'open', 30)
  measure('Half', 'call', 590)
  for (let n = 0; n < 45; n++)
    noteCall(handles(), {
      ...{ operation: 'CheckFileInfo', client: editor, stage: 'Half', sessionId: 's', ms: 9 },
      status: 500,
      request: {},
      response: {},
    })
  expect(await watchBrakes(handles())).toEqual([
    { editor, does: 'step-back', stage: 'Half', reason: '7.1 % of WOPI calls failed (45 of 635); the limit is 2 %.' },
  ])
  expect(now()).toMatchObject({ state: 'held', stage: 0 })
  expect(now()?.decisions[0]).toMatchObject({ what: 'stepped-back', by: 'brake', stage: 'Pilots' })
  // nothing of the stage that is in force now is bad
  expect(await watchBrakes(handles())).toEqual([])
})

test('what was one too many at once is no failure: the editor comes again', async () => {
  const { editor, measure } = await rollout()
  measure('Half', 'open', 30)
  for (let n = 0; n < 45; n++)
    noteCall(handles(), {
      ...{ operation: 'PutFile', client: editor, stage: 'Half', sessionId: 's', ms: 1, busy: true },
      status: 503,
      request: {},
      response: {},
    })
  expect(await watchBrakes(handles())).toEqual([])
})

test('holds where that is what it is to do, once', async () => {
  const { measure, now } = await rollout({ does: 'hold' })
  measure('Half', 'open', 100)
  measure('Half', 'open-failed', 6)
  expect((await watchBrakes(handles()))[0]?.reason).toBe('6 % of documents did not open (6 of 100); the limit is 5 %.')
  expect(now()).toMatchObject({ state: 'held', stage: 1 })
  expect(await watchBrakes(handles())).toEqual([])
})

test('too few opened documents mean nothing, nor does what was before the stage or too long ago', async () => {
  const { measure, now } = await rollout()
  measure('Half', 'open', 19)
  measure('Half', 'call', 100)
  measure('Half', 'call-failed', 100)
  expect(await watchBrakes(handles())).toEqual([])
  measure('Half', 'open', 50)
  world.clock.now += 11 * 60_000
  expect(await watchBrakes(handles())).toEqual([])
  expect(now()?.state).toBe('running')
})

test('far worse than the stages before is too much, even below the limit', async () => {
  const { measure } = await rollout({ errors: 0.5 })
  measure('Pilots', 'open', 40)
  measure('Pilots', 'call', 1000)
  measure('Pilots', 'call-failed', 10)
  measure('Half', 'open', 40)
  measure('Half', 'call', 1000)
  measure('Half', 'call-failed', 31)
  expect((await watchBrakes(handles()))[0]?.reason).toBe(
    '3.1 % of WOPI calls failed (31 of 1000), and 1 % in the stages before; 3 times as many are the limit.',
  )
})

test('slow saves trip it, by their bound and against the stages before', async () => {
  const slow = await rollout()
  slow.measure('Half', 'open', 40)
  slow.measure('Half', 'save', 40, 4000)
  expect((await watchBrakes(handles()))[0]?.reason).toBe('95 of 100 saves took up to 10 s; the limit is 3 s.')
  const slower = await rollout()
  for (const [stage, ms] of [
    ['Pilots', 100],
    ['Half', 900],
  ] as const) {
    slower.measure(stage, 'open', 40)
    slower.measure(stage, 'save', 40, ms)
  }
  expect((await watchBrakes(handles()))[0]?.reason).toBe(
    'A save takes 900 ms, and 100 ms in the stages before; 3 times as long is the limit.',
  )
})

test('lock conflicts trip it; a brake that is to do nothing does nothing', async () => {
  const quiet = await rollout({ does: 'nothing' })
  const one = await rollout()
  for (const { measure } of [quiet, one]) {
    measure('Half', 'open', 40)
    measure('Half', 'call', 200)
    measure('Half', 'conflict', 30)
  }
  expect((await watchBrakes(handles())).map(({ reason }) => reason)).toEqual([
    '15 % of WOPI calls met another lock (30 of 200); the limit is 10 %.',
  ])
  expect(quiet.now()?.state).toBe('running')
})
