import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listChildren, type Page } from './listing.ts'
import { searchNames, wordsFrom } from './search.ts'
import { openWorld, type World } from './testing/world.ts'

let world: World
let folder: string
beforeAll(async () => {
  world = await openWorld()
  folder = await world.folder(world.team, 'Listed')
  for (const name of ['b', 'a 10', 'a 9', 'ä']) await world.folder(folder, name)
  const big = await world.file(folder, 'z.txt', 'xxxxxxxxx')
  for (const name of ['10.txt', '9.txt', 'Anna.md', 'anna 2.md', 'm.csv']) {
    world.clock.now += 10
    await world.file(folder, name, name)
  }
  const { organizationId, anna, clock } = world
  await world.app.db.transact('deleteNodes', { organizationId, ids: [big], accountId: anna.accountId, now: clock.now })
})
afterAll(() => world.close())

const page = async (asked: Partial<Page>) => {
  const whole: Page = { sort: 'name', order: 'asc', offset: 0, limit: 200, deleted: false, ...asked }
  const { total, nodes } = await listChildren(world.app.db.read, await world.node(folder), whole)
  return { total, names: nodes.map(({ name }) => name) }
}

test('folders come first in either order, and numbers count', async () => {
  expect(await page({})).toEqual({ total: 9, names: ['ä', 'a 9', 'a 10', 'b', '9.txt', '10.txt', 'anna 2.md', 'Anna.md', 'm.csv'] })
  expect((await page({ order: 'desc' })).names).toEqual(['b', 'a 10', 'a 9', 'ä', 'm.csv', 'Anna.md', 'anna 2.md', '10.txt', '9.txt'])
  expect(await page({ deleted: true })).toMatchObject({ total: 10, names: expect.arrayContaining(['z.txt']) })
})

test('any page in any order is that part of the whole', async () => {
  const asked = fc.record({
    sort: fc.constantFrom<Page['sort']>('name', 'modified', 'modifiedBy', 'size'),
    order: fc.constantFrom<Page['order']>('asc', 'desc'),
    deleted: fc.boolean(),
    offset: fc.nat(12),
    limit: fc.integer({ min: 1, max: 12 }),
  })
  await fc.assert(
    fc.asyncProperty(asked, async ({ offset, limit, ...rest }) => {
      const whole = await page(rest)
      expect((await page({ ...rest, offset, limit })).names).toEqual(whole.names.slice(offset, offset + limit))
    }),
    { numRuns: 150 },
  )
})

test('a search finds every word, in the roots it may look into, living things only, and says when there is more', async () => {
  const inTeam = async (query: string, limit = 50) => {
    const { nodes, more } = await searchNames(world.app.db.read, world.organizationId, [world.team], query, limit)
    return { names: nodes.map(({ name }) => name).sort(), more }
  }
  expect(await inTeam('ANN')).toEqual({ names: ['Anna.md', 'anna 2.md'], more: false })
  expect((await inTeam('anna 2')).names).toEqual(['anna 2.md'])
  expect((await inTeam('z txt')).names).toEqual([])
  expect((await inTeam('%_*"\'')).names).toEqual([])
  expect(await inTeam('a', 2)).toMatchObject({ more: true, names: { length: 2 } })
  const { nodes } = await searchNames(world.app.db.read, world.organizationId, [world.anna.myFiles], 'anna', 50)
  expect(nodes).toEqual([])
})

test('a search begins at its word and its page: no other words are walked through, nothing is sorted', async () => {
  const words = (await world.explain(wordsFrom.sql, ['', '', '', '', '', 1])).filter((step) => !step.includes('node '))
  expect(words).toEqual([expect.stringMatching(/^SEARCH name_word USING .*\(word,node_id\)>\(\?,\?\)/)])
})
