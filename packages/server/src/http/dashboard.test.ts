import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../files/testing/world.ts'
import { figureQueries } from './dashboard.ts'

const DAY_MS = 24 * 60 * 60 * 1000

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const queries = () => figureQueries([world.organizationId, 'another'], world.clock.now)
const figure = async (name: 'total' | 'active' | 'mailWaiting') => (await world.app.db.read.query<{ n: number }>(queries()[name]))[0]?.n

test('active is who was here in the last 30 days and is not disabled', async () => {
  const seen = (accountId: string, days: number) =>
    world.arrange(`update account set last_seen_at = ${world.clock.now - days * DAY_MS} where id = '${accountId}'`)
  expect([await figure('total'), await figure('active')]).toEqual([3, 0])
  seen(world.anna.accountId, 29)
  seen(world.ben.accountId, 31)
  expect([await figure('total'), await figure('active')]).toEqual([3, 1])
  world.arrange(`update account set disabled_at = 1 where id = '${world.anna.accountId}'`)
  expect([await figure('total'), await figure('active')]).toEqual([2, 0])
})

test.each([
  ['total', 'account USING COVERING INDEX account_seen (organization_id=?)'],
  ['active', 'account USING COVERING INDEX account_seen (organization_id=? AND last_seen_at>?)'],
  ['mailWaiting', 'mail USING COVERING INDEX mail_unsent (organization_id=? AND sent_at=?)'],
  ['testers', 'tester USING COVERING INDEX sqlite_autoindex_tester_1 (organization_id=?)'],
  ['used', 'organization USING INDEX sqlite_autoindex_organization_1 (id=?)'],
  ['limits', 'organization USING INDEX sqlite_autoindex_organization_1 (id=?)'],
] as const)('%s is counted by an index', async (name, index) => {
  const { sql, parameters } = queries()[name].compile()
  expect(await world.explain(sql, parameters)).toEqual([`SEARCH ${index}`])
})
