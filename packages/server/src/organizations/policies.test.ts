import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../access/new-id.ts'
import { openWorld, type World } from '../files/testing/world.ts'
import { ALL_ORGANIZATIONS } from './organizations.ts'
import { effectivePolicy, FINISH_MS, organizationsAllowing, policiesOf, type SetPolicy } from './policies.ts'

let world: World
let harbour: string
const quay = newId()
const shed = newId()
beforeAll(async () => {
  world = await openWorld()
  harbour = world.organizationId
  const organization = (id: string, name: string, parent: string) =>
    world.arrange(
      `insert into organization (id, name, slug, parent_id, created_at, used) values ('${id}', '${name}', '${name}', '${parent}', 1, 0)`,
    )
  organization(quay, 'Quay', harbour)
  organization(shed, 'Shed', quay)
})
afterAll(() => world.close())
beforeEach(() => {
  world.arrange('delete from policy')
  world.clock.now += 3_600_000
})

const M365 = 'microsoft-365'
const set = (organizationId: string, value: string, more: Partial<SetPolicy> = {}) =>
  world.app.db.transact('setPolicy', {
    ...{ organizationId, policy: M365, value, running: 'stop', below: false, now: world.clock.now },
    ...more,
  })
const now = async (organizationId: string, since?: number) => {
  const { value, from } = await effectivePolicy(world.app, organizationId, M365, since)
  return `${value} from ${from.name}`
}
const everywhere = (value: string) => set(ALL_ORGANIZATIONS, value, { below: true })

test('nobody has Microsoft 365 until every organization from theirs to the top lets them, and sharing is allowed until one forbids it', async () => {
  expect(await now(shed)).toBe('disabled from All Organizations')
  await set(ALL_ORGANIZATIONS, 'edit')
  expect(await now(shed)).toBe('disabled from Example')
  await set(harbour, 'edit')
  await set(quay, 'view')
  expect(await now(shed)).toBe('disabled from Shed')
  await set(shed, 'view')
  expect(await now(shed)).toBe('view from Quay')
  expect((await effectivePolicy(world.app, shed, 'share-files')).value).toBe('on')
  await set(harbour, 'off', { policy: 'share-files' })
  expect((await effectivePolicy(world.app, shed, 'share-files')).value).toBe('off')
})

test('more than the organizations above allow is refused with the name of the one that does not', async () => {
  await everywhere('edit')
  await set(harbour, 'view')
  await expect(set(shed, 'edit')).rejects.toMatchObject({
    code: 'LIMIT_ABOVE',
    detail: '“Microsoft 365 Integration” is View in Example. It has to be raised there first.',
    data: { organizationId: harbour, name: 'Example', value: 'view' },
  })
  expect(await now(shed)).toBe('view from Example')
})

test('lowered above, it is lowered below; raised above, nothing below changes', async () => {
  await everywhere('edit')
  await set(quay, 'view')
  await set(harbour, 'disabled')
  expect([await now(harbour), await now(quay), await now(shed)]).toEqual(Array(3).fill('disabled from Example'))
  await set(harbour, 'edit')
  expect(await now(harbour)).toBe('edit from All Organizations')
  expect([await now(quay), await now(shed)]).toEqual(['disabled from Quay', 'disabled from Quay'])
})

test('what was never set below is held down too when the organization above is raised again', async () => {
  const share = async (id: string) => (await effectivePolicy(world.app, id, 'share-files')).value
  await set(harbour, 'off', { policy: 'share-files' })
  world.arrange(`delete from policy where organization_id = '${shed}'`)
  await set(harbour, 'on', { policy: 'share-files' })
  expect([await share(harbour), await share(quay), await share(shed)]).toEqual(['on', 'off', 'off'])
})

test('"below" sets the same value in all organizations below', async () => {
  await everywhere('edit')
  expect(await now(shed)).toBe('edit from All Organizations')
  await set(quay, 'disabled')
  await set(harbour, 'view', { below: true })
  expect(await now(shed)).toBe('view from Example')
})

test('let finish, a session from before keeps the former value for ten minutes, one from after does not', async () => {
  await everywhere('edit')
  const before = (world.clock.now += 1000) - 1
  await set(harbour, 'disabled', { running: 'finish' })
  expect([await now(shed), await now(shed, before), await now(shed, world.clock.now)]).toEqual([
    'disabled from Example',
    'edit from All Organizations',
    'disabled from Example',
  ])
  world.clock.now += FINISH_MS - 1
  expect(await now(shed, before)).toBe('edit from All Organizations')
  world.clock.now += 1
  expect(await now(shed, before)).toBe('disabled from Example')
})

test('stopped, a session from before has nothing left, even one that was let finish a minute ago', async () => {
  await everywhere('edit')
  const before = (world.clock.now += 1000) - 1
  await set(harbour, 'view', { running: 'finish' })
  world.clock.now += 60_000
  expect(await now(harbour, before)).toBe('edit from All Organizations')
  await set(ALL_ORGANIZATIONS, 'disabled')
  expect(await now(harbour, before)).toBe('disabled from All Organizations')
})

test('two changes in a row that let finish cut off nobody who was let finish by the first', async () => {
  await everywhere('edit')
  const before = (world.clock.now += 1000) - 1
  await set(harbour, 'view', { running: 'finish' })
  const between = (world.clock.now += 60_000) - 1
  await set(harbour, 'disabled', { running: 'finish' })
  expect(await now(harbour, before)).toBe('edit from All Organizations')
  expect(await now(harbour, between)).toBe('disabled from Example')
  world.clock.now += FINISH_MS
  expect(await now(harbour, before)).toBe('disabled from Example')
})

test('an administrator sees its own and the effective value, where that comes from, and what is allowed above', async () => {
  await everywhere('edit')
  await set(harbour, 'view', { running: 'finish' })
  const [policy, sharing] = await policiesOf(world.app, shed)
  expect(policy).toEqual({
    name: M365,
    title: 'Microsoft 365 Integration',
    values: ['disabled', 'view', 'edit'],
    value: 'view',
    effective: 'view',
    from: { id: harbour, name: 'Example' },
    above: { id: harbour, name: 'Example', value: 'view' },
    finishUntil: world.clock.now + FINISH_MS,
  })
  expect(sharing).toMatchObject({ name: 'share-files', value: 'on', effective: 'on' })
  expect((await policiesOf(world.app, ALL_ORGANIZATIONS))[0]?.above).toBeUndefined()
})

test('the organizations that have a policy are counted as their effective values say', async () => {
  const counted = async () => {
    const values = await Promise.all([harbour, quay, shed].map(async (id) => (await effectivePolicy(world.app, id, M365)).value))
    const n = await organizationsAllowing(world.app, M365)
    expect(n).toBe(values.filter((value) => value !== 'disabled').length)
    return n
  }
  expect(await counted()).toBe(0)
  await everywhere('edit')
  expect(await counted()).toBe(3)
  await set(quay, 'view')
  expect(await counted()).toBe(3)
  await set(quay, 'disabled')
  expect(await counted()).toBe(1)
  await set(quay, 'edit')
  expect(await counted(), 'what was lowered below stays so').toBe(2)
  await set(ALL_ORGANIZATIONS, 'disabled')
  expect(await counted()).toBe(0)
  expect(await organizationsAllowing(world.app, 'share-files')).toBe(3)
})
