import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld } from '../files/testing/world.ts'
import { build } from '../storage/db/statement.ts'
import { noteCall, type WopiCall } from './calls.ts'
import { quantile, together } from './measures.ts'
import { keepObserved } from './recorder.ts'
import { hostSessionId } from './sessions.ts'

let world: Awaited<ReturnType<typeof openWorld>>
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const handles = () => ({ ...world.app, log: pino({ level: 'silent' }) })

async function begin() {
  const file = await world.file(world.team, `${Math.random()}.docx`, 'text')
  const { organizationId, anna } = world
  const { id } = await world.app.db.transact('createGrant', {
    ...{ organizationId, accountId: anna.accountId, client: 'm365', nodeId: file, revisionId: null, ceiling: 'edit' as const },
    stage: 'Half of everybody',
    session: { accountName: 'Anna', nodeId: file, nodeName: 'Budget.docx', nodeRoot: world.team, action: 'edit' },
    now: world.clock.now,
  })
  return hostSessionId(id)
}

const call = (sessionId: string, more: Partial<WopiCall> = {}): WopiCall => ({
  ...{ operation: 'PutFile', client: 'm365', stage: 'Half of everybody', sessionId, status: 200, ms: 120, request: {}, response: {} },
  ...more,
})

const session = async (id: string) =>
  (await world.app.db.read.query(build.selectFrom('editing_session').selectAll().where('id', '=', id)))[0]
const events = (id: string) =>
  world.app.db.read.query(build.selectFrom('session_event').selectAll().where('session_id', '=', id).orderBy('seq'))
const measured = (name: string) => world.app.db.read.query(build.selectFrom('measure').selectAll().where('name', '=', name))

test('every call of a session is in its timeline in order, and counted in its row', async () => {
  const id = await begin()
  noteCall(handles(), call(id, { operation: 'Lock', request: { 'x-wopi-lock': 'A', 'x-wopi-correlationid': 'c-1' }, ms: 5 }))
  noteCall(handles(), call(id, { request: { 'x-wopi-lock': 'A' } }))
  noteCall(handles(), call(id, { status: 409, response: { 'X-WOPI-Lock': 'B' } }))
  noteCall(handles(), call(id, { operation: 'CheckFileInfo', status: 500, proofRefused: 'stale timestamp' }))
  await keepObserved(handles())
  expect((await events(id)).map(({ name, status, correlation_id }) => [name, status, correlation_id])).toEqual([
    ['Lock', 200, 'c-1'],
    ['PutFile', 200, null],
    ['PutFile', 409, null],
    ['CheckFileInfo', 500, null],
  ])
  expect(await session(id)).toMatchObject({
    calls: 4,
    saves: 1,
    failures: 1,
    conflicts: 1,
    last_save_at: world.clock.now,
    stage: 'Half of everybody',
  })
})

test('what is measured adds up per minute, quarter of an hour, hour and six hours, by editor and stage', async () => {
  world.clock.now += 6 * 3_600_000
  const id = await begin()
  for (const ms of [50, 250, 2500, 20_000]) noteCall(handles(), call(id, { ms }))
  await keepObserved(handles())
  noteCall(handles(), call(id, { ms: 90 }))
  await keepObserved(handles())
  const rows = (await measured('save')).filter(({ at }) => at > world.clock.now - 6 * 3_600_000)
  expect(rows.map(({ span }) => span).sort()).toEqual(['hour', 'minute', 'quarter', 'six-hours'])
  for (const row of rows)
    expect(row).toMatchObject({
      client: 'm365',
      stage: 'Half of everybody',
      count: 5,
      under_100: 2,
      under_300: 3,
      under_3000: 4,
      under_10000: 4,
    })
})

test('calls of a launch without a session are measured and leave no timeline', async () => {
  noteCall(handles(), call('nobody', { operation: 'GetLock', client: 'test', stage: null }))
  await keepObserved(handles())
  expect(await events('nobody')).toEqual([])
  expect(await measured('call')).toContainEqual(expect.objectContaining({ client: 'test', stage: '' }))
})

test('old timelines, sessions and measures go', async () => {
  const id = await begin()
  noteCall(handles(), call(id))
  await keepObserved(handles())
  const after = { before: world.clock.now + 1, now: world.clock.now + 4 * 24 * 3_600_000, limit: 500 }
  expect(await world.app.db.transact('sweepObserved', after)).toBeGreaterThan(0)
  expect(await session(id)).toBeUndefined()
  expect(await events(id)).toEqual([])
  expect(await measured('save')).toEqual([])
})

test('a share of what was measured kept a bound', () => {
  const half = { count: 4, ms: 0, under: [2, 3, 3, 3, 3] }
  expect(quantile(half, 0.5)).toBe(100)
  expect(quantile(half, 0.75)).toBe(300)
  expect(quantile(half, 0.95)).toBe(Number.POSITIVE_INFINITY)
  expect(quantile(together([]), 0.5)).toBeUndefined()
  expect(together([half, half])).toEqual({ count: 8, ms: 0, under: [4, 6, 6, 6, 6] })
})
