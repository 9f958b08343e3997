import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../files/testing/world.ts'
import { build } from '../storage/db/statement.ts'
import { takeBrowserEvents } from './browser.ts'
import { readSessions, type SessionFilter, sessionsQuery } from './reading.ts'
import { keepObserved } from './recorder.ts'
import { hostSessionId } from './sessions.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const handles = () => ({ ...world.app, log: pino({ level: 'silent' }) })

async function begin({ client = 'm365', stage }: { client?: string; stage?: string } = {}) {
  const file = await world.file(world.team, `${Math.random()}.docx`, 'text')
  const { organizationId, anna } = world
  const { id } = await world.app.db.transact('createGrant', {
    ...{ organizationId, accountId: anna.accountId, client, nodeId: file, revisionId: null, ceiling: 'edit' as const },
    ...(stage ? { stage } : {}),
    session: { accountName: 'Anna', nodeId: file, nodeName: 'Budget.docx', nodeRoot: world.team, action: 'edit' },
    now: world.clock.now,
  })
  return hostSessionId(id)
}

const read = (filter: Partial<SessionFilter> = {}, page: Partial<Parameters<typeof sessionsQuery>[2]> = {}) =>
  readSessions(world.app.db.read, world.admin, { organizationIds: 'all', ...filter }, { limit: 50, ...page })

test('pages follow each other without a gap, also where several began in the same moment', async () => {
  const made = []
  for (let count = 0; count < 7; count++) {
    if (count % 3 === 0) world.clock.now += 1000
    made.push(await begin())
  }
  const seen: string[] = []
  for (let before: { openedAt: number; id: string } | undefined; ; ) {
    const rows = await read({}, { limit: 2, before })
    seen.push(...rows.map(({ id }) => id))
    const last = rows.at(-1)
    if (!last) break
    before = { openedAt: last.opened_at, id: last.id }
  }
  expect([...seen].sort()).toEqual([...made].sort())
  expect(new Set(seen).size).toBe(7)
})

test('filters narrow it down', async () => {
  const id = await begin({ client: 'collabora', stage: 'Half' })
  expect((await read({ client: 'collabora', stage: 'Half' })).map((row) => row.id)).toEqual([id])
  expect(await read({ stage: 'Other' })).toEqual([])
  expect(await read({ organizationIds: [] })).toEqual([])
  expect((await read({ accountId: world.anna.accountId })).length).toBeGreaterThan(1)
})

test.each([
  ['nothing', {}, 'editing_session_organization'],
  ['a person', { accountId: 'a' }, 'editing_session_account'],
  ['a file', { nodeId: 'f' }, 'editing_session_file'],
  ['an editor', { client: 'm365' }, 'editing_session_editor'],
  ['a stage', { stage: 'Half' }, 'editing_session_stage'],
  ['trouble', { trouble: true }, 'editing_session_trouble'],
  ['trouble of an editor and stage', { trouble: true, client: 'm365', stage: 'Half' }, 'editing_session_trouble'],
  ['trouble of a time', { trouble: true, from: 1, to: 2 }, 'editing_session_trouble'],
] as [string, Partial<SessionFilter>, string][])(
  'the list by %s looks up the newest of each organization by index',
  async (_, filter, index) => {
    const before = { openedAt: 5, id: 'x' }
    const query = sessionsQuery(world.admin, { organizationIds: [world.organizationId, 'other'], ...filter }, { before, limit: 50 })
    const { sql, parameters } = query.compile()
    const plan = await world.explain(sql, parameters)
    expect(plan).toContainEqual(expect.stringMatching(new RegExp(`SEARCH n USING (COVERING )?INDEX ${index} `)))
    expect(plan.filter((step) => /SCAN (n|s|e)\b/.test(step))).toEqual([])
  },
)

const measured = async (name: string) => (await world.app.db.read.query(measures(name))).reduce((sum, { count }) => sum + count, 0)
const measures = (name: string) => build.selectFrom('measure').select('count').where('span', '=', 'minute').where('name', '=', name)

test('a document is shown once, however often a browser says so, and a failure counts once and only before that', async () => {
  const [shown, failed] = [await begin(), await begin()]
  const anna = world.anna
  const take = (id: string, ...names: ('shown' | 'refused' | 'slow' | 'hidden')[]) =>
    takeBrowserEvents(
      handles(),
      anna,
      id,
      names.map((name) => ({ name, ago: 0 })),
    )
  world.clock.now += 1500
  expect(await take(shown, 'shown', 'refused', 'shown')).toBe(true)
  expect(await take(shown, 'shown', 'slow')).toBe(true)
  expect(await take(failed, 'refused', 'slow')).toBe(true)
  await keepObserved(handles())
  expect([await measured('shown'), await measured('open-failed')]).toEqual([1, 1])
  const rows = await read({ accountId: anna.accountId })
  expect(rows.find(({ id }) => id === shown)).toMatchObject({ shown_at: world.clock.now, failures: 0 })
  expect(rows.find(({ id }) => id === failed)).toMatchObject({ shown_at: null, failures: 1 })
})

test('nobody adds to the session of somebody else, nor to one that is long over', async () => {
  const id = await begin()
  expect(await takeBrowserEvents(handles(), world.ben, id, [{ name: 'shown', ago: 0 }])).toBe(false)
  world.clock.now += 13 * 60 * 60 * 1000
  expect(await takeBrowserEvents(handles(), world.anna, id, [{ name: 'shown', ago: 0 }])).toBe(false)
})
