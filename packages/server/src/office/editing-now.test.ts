import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../access/new-id.ts'
import { readConfig } from '../config.ts'
import { openWorld, type World } from '../files/testing/world.ts'
import { editingNow, editingQuery } from './editing-now.ts'

let world: World
let app: Parameters<typeof editingNow>[0]
beforeAll(async () => {
  world = await openWorld()
  app = { ...world.app, config: readConfig({ environment: {}, dataFolder: '/nowhere', demo: true }) }
})
afterAll(() => world.close())

const MINUTE = 60_000
let files = 0
beforeEach(() => {
  // what an earlier test locked is past its end
  world.clock.now += 31 * MINUTE
})
const inTeam = () => world.file(world.team, `plan ${files++}.docx`, 'x')
const asked = (filter: Partial<Parameters<typeof editingNow>[2]> = {}) =>
  editingNow(app, world.admin, { organizationIds: [world.organizationId], ...filter })

test('everybody who takes part in one file is told, each since they came, the newest first', async () => {
  const file = await inTeam()
  const began = world.clock.now
  const annas = await world.grant(file)
  await world.lock(file, annas, 'L')
  world.clock.now += MINUTE
  const bens = await world.grant(file, world.ben.accountId)
  await world.lock(file, bens, 'L', 'RefreshLock', world.ben.accountId)
  const { name } = await world.node(file)
  const organization = { id: world.organizationId, name: 'Example' }
  const common = { organization, itemName: name, editor: 'built-in', editorName: 'Moorage' }
  expect(await asked()).toEqual([
    { ...common, person: { id: world.ben.accountId, name: 'Ben' }, since: began + MINUTE },
    { ...common, person: { id: world.anna.accountId, name: 'Anna' }, since: began },
  ])
  expect(await asked({ limit: 1 })).toHaveLength(1)
})

test('one person with two tabs is one', async () => {
  const file = await inTeam()
  for (const grant of [await world.grant(file), await world.grant(file)]) await world.lock(file, grant, 'L')
  expect(await asked()).toMatchObject([{ person: { name: 'Anna' }, since: world.clock.now }])
})

test('whoever only looks, has closed the file or let the lock run out is not told', async () => {
  const [viewed, closed, expired] = [await inTeam(), await inTeam(), await inTeam()]
  await world.grant(viewed)
  const closing = await world.grant(closed)
  await world.lock(closed, closing, 'L')
  await world.lock(closed, closing, 'L', 'Unlock')
  await world.lock(expired, await world.grant(expired), 'L')
  expect(await asked()).toHaveLength(1)
  world.clock.now += 30 * MINUTE
  expect(await asked()).toEqual([])
})

test('a lock whose grants have ended still has its holder', async () => {
  const file = await inTeam()
  await world.lock(file, await world.grant(file), 'L')
  const { organizationId, anna, clock } = world
  await world.app.db.transact('endGrants', { organizationId, accountId: anna.accountId, now: clock.now })
  expect(await asked()).toMatchObject([{ person: { name: 'Anna' }, editor: 'built-in' }])
})

test('the name of a file in My Files is told to its owner and to whom it is shared with, not to administrators', async () => {
  const file = await world.file(world.anna.myFiles, 'diary.docx', 'x')
  await world.lock(file, await world.grant(file), 'L')
  const filter = { organizationIds: [world.organizationId] }
  expect((await asked())[0]).not.toHaveProperty('itemName')
  expect(await editingNow(app, world.anna, filter)).toMatchObject([{ itemName: 'diary.docx' }])
  const key = `'${world.organizationId}', '${file}', '${world.admin.accountId}'`
  world.arrange(`insert into item_share values (${key}, 'viewer', '${world.anna.accountId}', 1)`)
  expect(await asked()).toMatchObject([{ itemName: 'diary.docx' }])
})

test('only the organizations and the editors that were asked for are told', async () => {
  const [first, second] = [await inTeam(), await inTeam()]
  await world.lock(first, await world.grant(first), 'L')
  await world.lock(second, await world.grant(second, world.ben.accountId, 'm365'), 'L', 'Lock', world.ben.accountId)
  expect((await asked({ editorIds: ['m365'] })).map(({ person }) => person.name)).toEqual(['Ben'])
  expect((await asked({ editorIds: ['m365', 'built-in'] })).length).toBe(2)
  expect(await asked({ organizationIds: [newId()] })).toEqual([])
  expect(await asked({ organizationIds: [] })).toEqual([])
})

test('only locked files and the grants of their editing are read, each by its index', async () => {
  const query = editingQuery(world.clock.now, world.admin, { organizationIds: [world.organizationId, newId()], editorIds: ['m365'] })
  const { sql, parameters } = query.compile()
  const plan = await world.explain(sql, parameters)
  expect(plan).toEqual(
    expect.arrayContaining([
      expect.stringContaining('n USING INDEX node_locked'),
      expect.stringContaining('g USING INDEX access_grant_tenure'),
    ]),
  )
  expect(plan.filter((step) => step.startsWith('SCAN'))).toEqual([])
})
