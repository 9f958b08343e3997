import { SLOWER } from '@moorage/api'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld } from '../files/testing/world.ts'
import { CHARTED, chartedRows, stepsOf } from './charted.ts'
import type { MeasureName } from './measures.ts'
import { count, keepObserved } from './recorder.ts'

let world: Awaited<ReturnType<typeof openWorld>>
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const handles = () => ({ ...world.app, log: pino({ level: 'silent' }) })
const MINUTE_MS = 60_000

test('what was measured comes back step by step, apart by editor and stage, however often it happened', async () => {
  const start = Math.floor(world.clock.now / (6 * 3_600_000)) * 6 * 3_600_000
  const happened = (at: number, measures: MeasureName[], { client = 'm365', stage = 'Half', ms = 50, times = 1 } = {}) => {
    for (let each = 0; each < times; each++) count(handles(), { client, stage, at, measures, ms })
  }
  happened(start, ['call', 'save'], { times: 300 })
  happened(start + MINUTE_MS, ['call', 'save'], { ms: 2500 })
  happened(start + 2 * MINUTE_MS, ['call', 'conflict', 'save'], { ms: 60_000 })
  happened(start + 16 * MINUTE_MS, ['open', 'open-failed'])
  happened(start, ['call'], { client: 'built-in', stage: '' })
  happened(start - MINUTE_MS, ['call'])
  await keepObserved(handles())

  const minutes = await chartedRows(world.app, CHARTED['3-hours'], start)
  expect(minutes.filter(({ name, client }) => name === 'call' && client === 'm365').map(({ at, count: n }) => [at - start, n])).toEqual([
    [0, 300],
    [MINUTE_MS, 1],
    [2 * MINUTE_MS, 1],
  ])
  const steps = stepsOf(minutes)
  expect(steps[0]).toMatchObject({ at: start, calls: 301, saves: 300, saveHalf: 100, saveMost: 100 })
  expect(steps[1]).toMatchObject({ saves: 1, saveHalf: 3000, saveMost: 3000, conflicts: 0 })
  expect(steps[2]).toMatchObject({ saveMost: SLOWER, conflicts: 1 })
  expect(steps[3]).toMatchObject({ opens: 1, openFailures: 1, calls: 0 })
  expect(steps[3]).not.toHaveProperty('saveHalf')

  const quarters = stepsOf((await chartedRows(world.app, CHARTED.day, start)).filter(({ client }) => client === 'm365'))
  expect(quarters.map(({ at, calls, opens }) => [at - start, calls, opens])).toEqual([
    [0, 302, 0],
    [15 * MINUTE_MS, 0, 1],
  ])
  const month = stepsOf(await chartedRows(world.app, CHARTED.month, start))
  expect(month).toMatchObject([{ at: start, calls: 303, opens: 1 }])
})
