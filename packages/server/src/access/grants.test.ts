import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../files/testing/world.ts'
import { grantById } from './grants.ts'

const DAY = 24 * 60 * 60 * 1000
let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

test('a grant is forgotten a month after its end, unless its user has unsaved work of that file', async () => {
  const { db } = world.app
  const plain = await world.file(world.team, 'plain.txt', 'x')
  const rescued = await world.file(world.team, 'rescued.txt', 'x')
  const gone = await world.grant(plain)
  const kept = await world.grant(rescued)
  await world.lock(rescued, kept, 'a')
  const { organizationId, anna } = world
  const received = await world.receive(rescued, 'refused')
  const place = { organizationId, fileId: rescued, accountId: anna.accountId, grantId: kept, client: 'built-in', now: world.clock.now }
  expect(await db.transact('keepRescue', { ...place, received, reason: 'LOCK_LOST' })).toMatchObject({ outcome: 'kept' })

  world.clock.now += 30 * DAY
  expect(await db.transact('sweepGrants', { now: world.clock.now })).toBe(0)
  const young = await world.grant(plain)
  world.clock.now += DAY
  expect(await db.transact('sweepGrants', { now: world.clock.now })).toBe(1)
  expect(await db.read.get(grantById, { id: gone })).toBeUndefined()
  expect(await db.read.get(grantById, { id: kept })).toMatchObject({ id: kept })
  expect(await db.read.get(grantById, { id: young })).toMatchObject({ id: young })
})
