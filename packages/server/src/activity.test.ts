import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeOld } from './activity.ts'
import { openWorld, type World } from './files/testing/world.ts'

const DAY_MS = 24 * 60 * 60 * 1000

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

test('old entries go a bounded number at a time, the oldest first, by the index of times', async () => {
  const { now } = world.clock
  // numbered against their times, as two transactions may be
  const entries = [5, 4, 3, 2, 1].map((age) => `(${age}, '${world.organizationId}', ${now - age * DAY_MS}, 'saved')`)
  world.arrange(`delete from activity_log; insert into activity_log (seq, organization_id, at, kind) values ${entries.join(',')};`)
  const sweep = () => world.app.db.transact('sweepActivity', { before: now - 2 * DAY_MS, limit: 2 })
  expect([await sweep(), await sweep(), await sweep()]).toEqual([2, 1, 0])
  const plan = await world.explain(removeOld.sql, [now, 2])
  expect(plan[0]).toBe('SEARCH activity_log USING INTEGER PRIMARY KEY (rowid=?)')
  expect(plan.at(-1)).toBe('SEARCH old USING COVERING INDEX activity_log_time (at<?)')
})
