import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Fault, type MemoryHost, startMemoryHost } from '../../validator/src/testing/memory-host.ts'
import { editorPlugin } from './plugin.ts'
import type { Catalogue } from './validation.ts'
import { leftoverAccount, parseLeftovers } from './validation-leftovers.ts'
import { isTestName } from './validation-names.ts'
import type { ValidationEvent } from './validation-run.ts'

const ORIGIN = 'http://editor.test'
/** one for all: making keys takes longer than most of these tests */
let folder: string
let host: MemoryHost
let editor: FastifyInstance
/** what the host gets wrong just now */
let fault: Fault | undefined

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moorage-validation-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  fault = undefined
  host = await startMemoryHost({ fault: (request, answer) => (fault ? fault(request, answer) : answer(request)) })
  editor = fastify()
  await editor.register(editorPlugin, {
    origin: ORIGIN,
    wopiOrigins: [new URL(host.wopiSrc).origin],
    portalOrigins: () => ['http://portal.test'],
    keysFile: join(folder, 'keys.json'),
    converter: { program: 'off', folder: '', hidden: '' },
    webFolder: folder,
    log: { warn() {}, error() {} },
  })
})
afterEach(async () => {
  await editor.close()
  await host.close()
})

const headers = () => ({
  origin: ORIGIN,
  authorization: `Bearer ${host.accessToken}`,
  'moorage-wopisrc': host.wopiSrc,
  'content-type': 'text/plain;charset=UTF-8',
})
const post = (path: string, body: unknown, more: Record<string, string> = {}) =>
  editor.inject({ method: 'POST', url: `/validation/${path}`, headers: { ...headers(), ...more }, payload: JSON.stringify(body) })

async function run(asked: object): Promise<ValidationEvent[]> {
  const answer = await post('run', { set: 'own', ...asked })
  expect(answer.headers['content-type']).toBe('application/x-ndjson; charset=utf-8')
  expect(answer.body.replace(/"type":"leftovers".*/g, '')).not.toContain(host.accessToken)
  return answer.body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ValidationEvent)
}
const last = <Type extends ValidationEvent['type']>(events: ValidationEvent[], type: Type) =>
  events.findLast((event): event is Extract<ValidationEvent, { type: Type }> => event.type === type)

test('the page is told every set with its groups and cases', async () => {
  const sets = (await editor.inject({ url: '/validation/cases', headers: { 'sec-fetch-site': 'same-origin' } })).json<Catalogue[]>()
  const own = sets.find(({ id }) => id === 'own')
  expect(own?.title).toBe(`Moorage’s own ${own?.groups.reduce((sum, { cases }) => sum + cases.length, 0)} cases`)
  expect(own?.groups[0]?.cases[0]).toMatchObject({ name: 'CheckFileInfo.Required', category: 'WopiCore' })
})

test('a run is told line by line, ends with its summary and leaves nothing behind', async () => {
  const events = await run({ group: 'Own.PutRelativeFile' })
  expect(events[0]?.type).toBe('run-started')
  expect(last(events, 'run-finished')?.summary).toMatchObject({ failed: 0, verdict: 'passed' })
  expect(last(events, 'leftovers')?.items).toEqual([])
})

test('what tests could not delete is offered, and deleted when asked for', async () => {
  fault = (request, answer) =>
    request.headers['x-wopi-override'] === 'DELETE'
      ? Promise.resolve({ status: 409, headers: { 'X-WOPI-Lock': 'other' } })
      : answer(request)
  const items = last(await run({ name: 'PutRelativeFile.NewFile' }), 'leftovers')?.items ?? []
  expect(items).toMatchObject([{ kind: 'file', name: 'moorage-case.wopitest' }])
  expect((await post('clean', items)).json()).toEqual([{ name: 'moorage-case.wopitest', status: 409 }])
  fault = undefined
  expect((await post('clean', items)).json()).toEqual([{ name: 'moorage-case.wopitest', status: 200 }])
})

test('what an earlier run left is found by its name alone, where the host shows no folders', async () => {
  fault = (request, answer) =>
    request.headers['x-wopi-override'] === 'DELETE'
      ? Promise.resolve({ status: 409, headers: { 'X-WOPI-Lock': 'other' } })
      : answer(request)
  const left = last(await run({ name: 'PutRelativeFile.NewFile' }), 'leftovers')?.items.map(({ name }) => name)
  expect(left).toEqual(['moorage-case.wopitest'])
  fault = undefined
  const remembered = ['moorage-case.wopitest', 'moorage-exact.wopitest']
  const found = last(await run({ name: 'CheckFileInfo.Required', remembered }), 'leftovers')
  expect(found).toEqual({ type: 'leftovers', items: [{ kind: 'file', name: 'moorage-case.wopitest' }], unseen: [] })
  expect((await post('clean', found?.items ?? [])).json()).toEqual([{ name: 'moorage-case.wopitest', status: 200 }])
  expect(last(await run({ name: 'CheckFileInfo.Required', remembered }), 'leftovers')).toMatchObject({ items: [], unseen: [] })
})

test('a remembered name that cannot be asked about stays remembered, and the file under test is never taken for one', async () => {
  fault = (request, answer) =>
    request.headers['x-wopi-override'] === 'PUT_RELATIVE' ? Promise.resolve({ status: 501, headers: {} }) : answer(request)
  const asked = { name: 'CheckFileInfo.Required', remembered: ['moorage-case.wopitest', 'validation.WOPITEST'] }
  expect(last(await run(asked), 'leftovers')).toMatchObject({ items: [], unseen: ['moorage-case.wopitest'] })
  fault = undefined
  expect((await post('clean', [{ kind: 'file', name: 'Validation.wopitest' }])).json()).toEqual([
    { name: 'Validation.wopitest', status: 0 },
  ])
  expect(await (await fetch(`${host.wopiSrc}?access_token=${host.accessToken}`)).json()).toMatchObject({ Size: expect.any(Number) })
  for (const name of ['Budget.xlsx', '../moorage-case.wopitest', 7])
    expect((await post('clean', [{ kind: 'file', name }])).statusCode).toBe(400)
})

test('one run per file at a time', async () => {
  let reached = () => {}
  const sent = new Promise<void>((resolve) => {
    reached = resolve
  })
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  fault = async (request, answer) => {
    reached()
    await held
    return answer(request)
  }
  const first = run({ name: 'CheckFileInfo.Required' })
  await sent
  const second = await post('run', { set: 'own' })
  expect({ status: second.statusCode, ...second.json<object>() }).toMatchObject({
    status: 409,
    reason: 'This file is being validated already.',
  })
  release()
  expect(last(await first, 'run-finished')?.summary.passed).toBe(1)
  expect(last(await run({ name: 'CheckFileInfo.Required' }), 'run-finished')?.summary.passed).toBe(1)
})

test('a run can be stopped by whoever began it: the case under way ends in order, the file is free again', async () => {
  let stopped = false
  fault = async (request, answer) => {
    if (!stopped) {
      stopped = true
      await post('stop', {}, { authorization: 'Bearer somebody' })
      await post('stop', {})
    }
    return answer(request)
  }
  const events = await run({ group: 'Own.CheckFileInfo' })
  expect(last(events, 'run-finished')?.summary).toMatchObject({ aborted: true, failed: 0, skipped: 6 })
  expect(last(await run({ name: 'CheckFileInfo.Required' }), 'run-finished')?.summary.passed).toBe(1)
})

test('other pages, other hosts and unknown cases are refused', async () => {
  expect((await post('run', { set: 'own' }, { origin: 'http://evil.test' })).statusCode).toBe(403)
  expect((await post('run', { set: 'own' }, { 'moorage-wopisrc': 'http://127.0.0.1:1/wopi/files/x' })).statusCode).toBe(400)
  expect((await post('run', { set: 'nobody’s' })).statusCode).toBe(400)
  expect((await post('run', 'nonsense')).statusCode).toBe(400)
  const origin = new URL(host.wopiSrc).origin
  for (const url of [
    host.wopiSrc,
    `${host.wopiSrc}?access_token=x`,
    'http://127.0.0.1:1/wopi/files/a?access_token=x',
    `${origin}/wopi/files/../a?x`,
  ])
    expect((await post('clean', [{ kind: 'file', name: 'a', url }])).statusCode).toBe(400)
})

test('getinfo lists an address for every case, and each runs that one', async () => {
  const query = new URLSearchParams({ WOPISrc: host.wopiSrc, access_token: host.accessToken, access_token_ttl: '0' })
  const listed = (await editor.inject({ url: `/validation/getinfo?${query}` })).json<string[]>()
  expect(listed.length).toBeGreaterThan(100)
  const [first] = listed
  const answer = await editor.inject({ url: first?.slice(ORIGIN.length) ?? '' })
  expect(answer.json()).toMatchObject({ result: 'passed', passed: 1, failed: 0 })
  expect(answer.body).not.toContain(host.accessToken)
})

test('discovery names the application, its two actions and both extensions', async () => {
  const xml = (await editor.inject({ url: '/hosting/discovery' })).body
  expect(xml).toContain('name="WopiTest"')
  for (const ext of ['wopitest', 'wopitestx'])
    for (const name of ['view', 'getinfo'])
      expect(xml).toMatch(new RegExp(`<action[^>]*name="${name}"[^>]*ext="${ext}"[^>]*VALIDATOR_TEST_CATEGORY`))
})

test('only names that tests give count as left behind', () => {
  for (const name of [
    'madeupname.docx',
    'madeup_name.wopitestx',
    'ValidatorTestFile1.wopitest',
    'CreateChildContainerTest',
    'testfolder',
    'moorage-folder',
  ])
    expect(isTestName(name)).toBe(true)
  for (const name of ['Budget.xlsx', 'My testfolder', 'moorage.docx', 'Validation.wopitest']) expect(isTestName(name)).toBe(false)
  const account = leftoverAccount('http://h/wopi/files/1')
  account.found(
    new TextEncoder().encode(
      JSON.stringify({
        ChildFiles: [
          { Name: 'madeupname.wopitest', Url: 'http://h/wopi/files/1?access_token=a' },
          { Name: 'madeupname (2).wopitest', Url: 'http://h/wopi/files/2?access_token=b' },
          { Name: 'Budget.xlsx', Url: 'http://h/wopi/files/3?access_token=c' },
        ],
        ChildContainers: [{ Name: 'testfolder', Url: 'http://h/wopi/containers/4?access_token=d' }],
      }),
    ),
  )
  expect(account.list().map(({ name }) => name)).toEqual(['madeupname (2).wopitest', 'testfolder'])
  expect(parseLeftovers(JSON.stringify(account.list()), 'http://h/wopi/files/1', ['http://h'])).toEqual(account.list())
})
