import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld } from '../files/testing/world.ts'
import { DAY_MS, type Opened, openedLately } from '../opened.ts'
import { assumedAtFirst, trafficLines, trafficOf } from './traffic.ts'

const NONE: Opened = { since: undefined, today: 20_000, perDay: [], perHour: [], byOrganization: [] }
const stated = { ...assumedAtFirst(100), growth: 2 }

let world: Awaited<ReturnType<typeof openWorld>>
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world?.close())

const open = async (name: string, action: 'view' | 'edit', at: number) => {
  const { anna, organizationId } = world
  await world.app.db.transact('createGrant', {
    ...{ organizationId, accountId: anna.accountId, client: 'built-in', nodeId: anna.myFiles, revisionId: null, ceiling: 'edit', now: at },
    opened: { action, subject: { kind: 'file', id: anna.myFiles, name } },
  })
}

test('without a day that is over it is assumed, and marked so in every text', () => {
  const traffic = trafficOf(NONE, stated, 100)
  expect(traffic).toMatchObject({ basis: 'assumed', days: 0, total: { perDay: 1000, peakHour: 200 } })
  expect(traffic.rows.find(({ kind, action }) => kind === 'word' && action === 'view')?.opens).toEqual({ perDay: 300, peakHour: 60 })
  expect(trafficLines(traffic)[0]).toContain('ASSUMED, as nothing was opened on any day before today')
})

test('opens are counted as they happen: by kind and action, per whole day and in the busiest hour', async () => {
  const today = Math.floor(world.clock.now / DAY_MS)
  const at = (daysAgo: number, hour: number) => (today - daysAgo) * DAY_MS + hour * 3_600_000
  await open('Plan.docx', 'edit', at(2, 9))
  await open('Plan.DOCX', 'edit', at(2, 9))
  await open('Sheet.xlsx', 'view', at(2, 9))
  await open('Plan.docx', 'edit', at(1, 15))
  await open('Picture.png', 'view', at(1, 15))
  await open('Plan.docx', 'view', world.clock.now)
  await open('Old.docx', 'view', at(40, 9))
  const opened = await openedLately(world.app.db.read, world.clock.now)
  const traffic = trafficOf(opened, stated, 3)
  expect(traffic).toMatchObject({ basis: 'counted', days: 2, total: { perDay: 4, peakHour: 6 } })
  expect(traffic.rows.find(({ kind, action }) => kind === 'word' && action === 'edit')?.opens).toEqual({ perDay: 3, peakHour: 4 })
  expect(traffic.rows.find(({ kind, action }) => kind === 'word' && action === 'view')?.opens).toEqual({ perDay: 0, peakHour: 0 })
  expect(traffic.source).toMatch(/^Counted: .* on 2 days, .*, times 2 for growth, as stated$/)
})

test('a region is a stated share, or what was counted in its organizations, and says which', async () => {
  const opened = await openedLately(world.app.db.read, world.clock.now)
  const regions = [
    { name: 'Europe', percent: 60 },
    { name: 'Harbour', organizationIds: [world.organizationId] },
  ]
  const traffic = trafficOf(opened, { ...stated, regions }, 3)
  expect(traffic.regions).toMatchObject([
    { name: 'Europe', percent: 60, opens: { perDay: 3 }, source: expect.stringContaining('this server keeps no geography') },
    { name: 'Harbour', percent: 100, opens: { perDay: 4 }, source: 'Opens counted in 1 of the organizations' },
  ])
})

test('days that no estimate looks at are forgotten', async () => {
  expect(await world.app.db.transact('sweepOpened', { now: world.clock.now })).toBe(2)
  expect(await world.app.db.transact('sweepOpened', { now: world.clock.now })).toBe(0)
})
