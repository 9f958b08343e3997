import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../access/new-id.ts'
import { openWorld, type World } from '../files/testing/world.ts'
import { ALL_ORGANIZATIONS } from './organizations.ts'
import { administeredBy, administers, lineOf, organizationsBelow } from './scope.ts'

let world: World
const [below, deeper, beside] = [newId(), newId(), newId()]
beforeAll(async () => {
  world = await openWorld()
  for (const [id, parentId] of [
    [below, world.organizationId],
    [deeper, below],
    [beside, ALL_ORGANIZATIONS],
  ])
    world.arrange(`insert into organization (id, name, slug, parent_id, created_at) values ('${id}', '${id}', '${id}', '${parentId}', 0)`)
})
afterAll(() => world.close())

const inside = () => [world.organizationId, below, deeper]

test('what is below an organization is itself and all levels under it, and nothing else', async () => {
  expect(new Set(await organizationsBelow(world.app, world.organizationId))).toEqual(new Set(inside()))
  expect(await organizationsBelow(world.app, deeper)).toEqual([deeper])
  expect(await organizationsBelow(world.app, newId())).toEqual([])
})

test('the line upwards is in order and ends at All Organizations', async () => {
  expect(await lineOf(world.app.db.read, deeper)).toEqual([deeper, below, world.organizationId, ALL_ORGANIZATIONS])
})

test('a system administrator administers everything, wherever their account is', async () => {
  expect(new Set(await administeredBy(world.app, world.admin))).toEqual(new Set([ALL_ORGANIZATIONS, ...inside(), beside]))
  expect(await administers(world.app, { ...world.admin, organizationId: deeper }, beside)).toBe(true)
  expect(await administers(world.app, world.admin, newId())).toBe(false)
})

test('an organization administrator administers their organization and those below, not above or beside', async () => {
  const actor = { kind: 'organization-administrator', organizationId: below } as const
  expect(new Set(await administeredBy(world.app, actor))).toEqual(new Set([below, deeper]))
  for (const id of [below, deeper]) expect(await administers(world.app, actor, id)).toBe(true)
  for (const id of [world.organizationId, ALL_ORGANIZATIONS, beside, newId()]) expect(await administers(world.app, actor, id)).toBe(false)
})

test('nobody else administers anything, not even their own organization', async () => {
  for (const kind of ['standard', 'guest'] as const) {
    const actor = { kind, organizationId: world.organizationId }
    expect(await administers(world.app, actor, world.organizationId)).toBe(false)
    expect(await administeredBy(world.app, actor)).toEqual([])
  }
})
