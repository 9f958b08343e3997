import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lockOf } from './locks.ts'
import { openWorld, type World } from './testing/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const HALF_AN_HOUR = 30 * 60 * 1000
const save = async (fileId: string, grantId: string, lock: string, content: string, now = world.clock.now) =>
  world.app.db.transact('commitContent', {
    ...{ organizationId: world.organizationId, fileId, accountId: world.anna.accountId, now },
    received: await world.receive(fileId, content),
    via: { kind: 'wopi', lock, grantId, client: 'built-in', editors: [] },
  })

describe('a lock', () => {
  test('is won by exactly one of eight that ask at once, fifty times', async () => {
    for (let round = 0; round < 50; round++) {
      const id = await world.file(world.team, `race ${round}.txt`, 'x')
      const grant = await world.grant(id)
      const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => world.lock(id, grant, `lock ${n}`)))
      const winner = answers.findIndex(({ outcome }) => outcome === 'ok')
      expect(answers.filter(({ outcome }) => outcome === 'ok')).toHaveLength(1)
      for (const answer of answers.filter(({ outcome }) => outcome === 'conflict'))
        expect(answer).toMatchObject({ held: `lock ${winner}`, heldBy: { accountId: world.anna.accountId, client: 'built-in' } })
    }
  })

  test('begins a new tenure when the file was unlocked, keeps it when refreshed, and expires after 30 minutes', async () => {
    const id = await world.file(world.team, 'tenure.txt', 'x')
    const grant = await world.grant(id)
    await world.lock(id, grant, 'a')
    const first = (await world.node(id)).tenure_id
    world.clock.now += HALF_AN_HOUR - 1
    expect(await world.lock(id, grant, 'a', 'RefreshLock')).toMatchObject({ outcome: 'ok', held: 'a' })
    expect((await world.node(id)).tenure_id).toBe(first)
    world.clock.now += HALF_AN_HOUR
    expect(lockOf(await world.node(id), world.clock.now)).toBeUndefined()
    expect(await world.lock(id, grant, 'a', 'RefreshLock')).toMatchObject({ outcome: 'conflict', held: '' })
    expect(await world.lock(id, grant, 'b')).toMatchObject({ outcome: 'ok', held: 'b' })
    expect((await world.node(id)).tenure_id).not.toBe(first)
  })

  test('is gone when unlocked, and a save that raced it either came first or is refused', async () => {
    for (let round = 0; round < 20; round++) {
      const id = await world.file(world.team, `save against unlock ${round}.txt`, 'before')
      const grant = await world.grant(id)
      await world.lock(id, grant, 'a')
      const [saved, unlocked] = await Promise.all(
        round % 2
          ? [save(id, grant, 'a', 'after'), world.lock(id, grant, 'a', 'Unlock')]
          : [save(id, grant, 'a', 'after'), world.lock(id, grant, 'a', 'Unlock')].reverse(),
      ).then((pair) => (round % 2 ? pair : pair.reverse()))
      expect(unlocked?.outcome).toBe('ok')
      expect(await world.read(id)).toBe(saved?.outcome === 'ok' ? 'after' : 'before')
      if (saved?.outcome !== 'ok') expect(saved).toMatchObject({ outcome: 'conflict', held: '' })
      expect(lockOf(await world.node(id), world.clock.now)).toBeUndefined()
    }
  })

  test('answers not-found for a folder, a deleted file and a file of another organization', async () => {
    const folder = await world.folder(world.team, 'not a file')
    const gone = await world.file(world.team, 'gone.txt')
    const { organizationId, clock, anna } = world
    await world.app.db.transact('deleteNodes', { organizationId, ids: [gone], accountId: anna.accountId, now: clock.now })
    for (const id of [folder, gone]) expect(await world.lock(id, 'g', 'a')).toEqual({ outcome: 'not-found' })
  })

  test('of a manual kind stops WOPI locks without telling an id', async () => {
    const id = await world.file(world.team, 'manual.txt', 'x')
    world.arrange(`update node set lock_id = 'm', lock_kind = 'manual', lock_expires_at = ${world.clock.now + 1000} where id = '${id}'`)
    expect(await world.lock(id, 'g', 'm')).toMatchObject({ outcome: 'conflict', held: '' })
  })
})

describe('lock ids', () => {
  test('are compared byte for byte, JSON with extra keys included', async () => {
    const id = await world.file(world.team, 'json lock.txt', 'x')
    const grant = await world.grant(id)
    const lock = '{"S":"0136ad16","E":2,"M":"DE997C5AC4E6"}'
    expect(await world.lock(id, grant, lock)).toMatchObject({ outcome: 'ok', held: lock })
    expect(await world.lock(id, grant, lock.toLowerCase())).toMatchObject({ outcome: 'conflict', held: lock })
    expect(await world.lock(id, grant, `${lock} `)).toMatchObject({ outcome: 'conflict', held: lock })
  })
})
