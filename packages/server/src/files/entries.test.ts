import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { build } from '../storage/db/statement.ts'
import { expiredLocks } from './locks.ts'
import { openWorld, type World } from './testing/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

let file: string
let grant: string
let files = 0
beforeEach(async () => {
  // what an earlier test left locked
  world.clock.now += 30 * MINUTE
  await expire()
  file = await world.file(world.team, `plan ${files++}.docx`, 'x')
  grant = await world.grant(file)
})
const MINUTE = 60_000
const entries = async () =>
  (await world.app.db.read.query(build.selectFrom('activity_log').selectAll().where('subject_id', '=', file).orderBy('seq'))).map(
    ({ kind, actor_name, subject_name, client, detail }) => ({ kind, who: actor_name, what: subject_name, client, detail }),
  )
const expire = (limit = 10) => world.app.db.transact('endExpiredLocks', { now: world.clock.now, limit })

test('the end of editing is told once, with the person who ended it and how long it took', async () => {
  const bens = await world.grant(file, world.ben.accountId)
  await world.lock(file, grant, 'L')
  await world.lock(file, bens, 'L', 'RefreshLock', world.ben.accountId)
  world.clock.now += 12 * MINUTE
  await world.lock(file, bens, 'L', 'Unlock', world.ben.accountId)
  const what = (await world.node(file)).name
  expect(await entries()).toEqual([{ kind: 'editing-ended', who: 'Ben', what, client: 'built-in', detail: 'after 12 minutes' }])
})

test('a lock that is exchanged for another, or refused, ends nothing', async () => {
  await world.lock(file, grant, 'L')
  await world.lock(file, grant, 'other')
  await world.lock(file, grant, 'other', 'Unlock')
  const { organizationId, anna, clock } = world
  const by = { organizationId, fileId: file, grantId: grant, accountId: anna.accountId, accountName: 'Anna', client: 'built-in' }
  await world.app.db.transact('lockFile', { ...by, request: { operation: 'UnlockAndRelock', lock: 'M', oldLock: 'L' }, now: clock.now })
  expect(await entries()).toEqual([])
})

test('a lock that ran out is taken away, and its end told for whoever held it', async () => {
  await world.lock(file, grant, 'L')
  world.clock.now += 30 * MINUTE - 1
  expect(await expire()).toBe(0)
  world.clock.now += 1
  const { tenure_id: tenure } = await world.node(file)
  expect(await expire()).toBe(1)
  expect(await world.node(file)).toMatchObject({ lock_id: null, lock_client: null, tenure_id: tenure })
  expect(await entries()).toMatchObject([{ kind: 'editing-ended', who: 'Anna', detail: 'the editor did not close it; its lock ran out' }])
  expect(await expire()).toBe(0)
})

test('a new lock in place of one that ran out tells the end of the old one first', async () => {
  await world.lock(file, grant, 'L')
  world.clock.now += 30 * MINUTE
  await world.lock(file, grant, 'M')
  await world.lock(file, grant, 'M', 'Unlock')
  expect((await entries()).map(({ detail }) => detail)).toEqual([
    'the editor did not close it; its lock ran out',
    'after less than a minute',
  ])
})

test('a file that was deleted after its lock ran out still has the end of its editing told', async () => {
  await world.lock(file, grant, 'L')
  world.clock.now += 30 * MINUTE
  const { organizationId, anna, clock } = world
  await world.app.db.transact('deleteNodes', { organizationId, ids: [file], accountId: anna.accountId, now: clock.now })
  expect(await expire()).toBe(1)
  expect((await entries()).map(({ kind }) => kind)).toEqual(['editing-ended'])
})

test('many locks that ran out are taken away in batches', async () => {
  for (let i = 0; i < 3; i++) {
    const other = await world.file(world.team, `batch ${files++}.txt`, 'x')
    await world.lock(other, await world.grant(other), 'L')
  }
  world.clock.now += 31 * MINUTE
  expect([await expire(2), await expire(2), await expire(2)]).toEqual([2, 1, 0])
})

test('a save is told in the transaction that makes it, and not at all when it is refused', async () => {
  const { organizationId, anna, clock } = world
  await world.lock(file, grant, 'L')
  const save = async (lock: string) =>
    world.app.db.transact('commitContent', {
      ...{ organizationId, fileId: file, received: await world.receive(file, 'y'), accountId: anna.accountId, now: clock.now },
      via: { kind: 'wopi', lock, grantId: grant, client: 'built-in', editors: [] },
      entry: { kind: 'saved', actor: anna, client: 'built-in' },
    })
  expect(await save('L')).toMatchObject({ outcome: 'ok' })
  expect(await save('other')).toMatchObject({ outcome: 'conflict' })
  expect(await entries()).toMatchObject([{ kind: 'saved', who: 'Anna', client: 'built-in', detail: null }])
})

test('only locked files are looked through for locks that ran out', async () => {
  const plan = await world.explain(expiredLocks.sql, [world.clock.now, 10])
  expect(plan).toEqual(['SEARCH node USING INDEX node_locked_in (lock_client>?)'])
})
