import { request } from 'node:http'
import type { Me } from '@moorage/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROLLOUT } from './rollout-plan.ts'
import { type BoxServer, startServer } from './server.ts'
import { FakeEditor, newKeys, signedSend } from './wopi-editor.ts'
import { idOf, launched } from './wopi-launches.ts'
import { type Held, newFile, send, wopi } from './wopi-requests.ts'

const TOKEN = 'a-token-for-prometheus'

let editor: FakeEditor
let server: BoxServer
let beside: Held
beforeAll(async () => {
  editor = await FakeEditor.start()
  server = await startServer({ environment: { MOORAGE_EDITORS: editor.entry(), MOORAGE_METRICS_TOKEN: TOKEN } })
  beside = await server.session('ben@demo.test', '/My Files/To do.txt')
})
afterAll(async () => {
  await server?.stop()
  await editor?.stop()
})

const bearer = { authorization: `Bearer ${TOKEN}` }
const metrics = async () => (await send('GET', `${server.portal}/metrics`, bearer)).body
/** What a line of the text format says. */
const value = (text: string, line: string) => {
  const found = text.split('\n').find((one) => one.startsWith(`${line} `))
  return found === undefined ? undefined : Number(found.slice(line.length + 1))
}

test('saves, conflicts and WOPI requests are counted by operation, status and client', async () => {
  const held = await newFile(beside, 'content')
  const before = await metrics()
  expect((await wopi.lock(held, 'A')).status).toBe(200)
  expect((await wopi.put(held, 'twelve bytes', 'A')).status).toBe(200)
  expect((await wopi.lock(held, 'B')).status).toBe(409)
  expect((await wopi.info({ ...held, accessToken: held.accessToken.replace(/^./, 'z') })).status).toBe(401)
  const after = await metrics()
  const grown = (line: string) => (value(after, line) ?? 0) - (value(before, line) ?? 0)
  const counted = (operation: string, status: string) =>
    grown(`moorage_wopi_request_seconds_count{operation="${operation}",client="test",status="${status}"}`)
  expect(counted('Lock', '2xx')).toBe(1)
  expect(counted('Lock', '4xx')).toBe(1)
  expect(counted('PutFile', '2xx')).toBe(1)
  expect(grown('moorage_saves_total{client="test"}')).toBe(1)
  expect(grown('moorage_saved_bytes_total{client="test"}')).toBe(12)
  expect(grown('moorage_wopi_conflicts_total{operation="Lock",client="test"}')).toBe(1)
  expect(grown('moorage_wopi_request_seconds_count{operation="CheckFileInfo",client="none",status="4xx"}')).toBe(1)
  expect(value(after, 'moorage_files_being_edited{client="test"}')).toBeGreaterThan(0)
  expect((await wopi.unlock(held, 'A')).status).toBe(200)
})

test('refused proofs are counted by their reason, and discovery by its age', async () => {
  const ben = await server.signIn('ben@demo.test')
  const held = await launched(ben, idOf(await newFile(beside, 'content')), '?editor=collabora')
  expect((await signedSend(newKeys(), 'GET', held, '', {})).status).toBe(500)
  const text = await metrics()
  expect(value(text, 'moorage_wopi_proofs_refused_total{client="collabora",reason="mismatch"}')).toBe(1)
  expect(value(text, 'moorage_discovery_known{client="collabora"}')).toBe(1)
  expect(value(text, 'moorage_discovery_age_seconds{client="collabora"}')).toBeLessThan(600)
  expect(value(text, 'moorage_discovery_failures{client="collabora"}')).toBe(0)
})

test('a roll-out shows its stage and state, a refused sign-in counts, and the process says how it is', async () => {
  const admin = await server.signIn('admin@demo.test')
  expect((await admin.patch('/api/admin/rollouts/collabora', ROLLOUT)).status).toBe(200)
  expect((await admin.post('/api/admin/rollouts/collabora/decisions', { what: 'start', stage: -1 })).status).toBe(200)
  expect((await server.visitor().post('/api/sign-in', { email: 'anna@demo.test', password: 'wrong' })).status).toBe(401)
  const text = await metrics()
  expect(value(text, 'moorage_rollout_stage{client="collabora"}')).toBe(0)
  expect(value(text, 'moorage_rollout_state{client="collabora",state="running"}')).toBe(1)
  expect(value(text, 'moorage_rollout_state{client="collabora",state="held"}')).toBe(0)
  expect(value(text, 'moorage_sign_ins_failed_total')).toBe(1)
  expect(value(text, 'moorage_data_free_bytes')).toBeGreaterThan(0)
  expect(value(text, 'moorage_writer_queue')).toBeGreaterThanOrEqual(0)
  expect(value(text, 'process_resident_memory_bytes')).toBeGreaterThan(0)
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds')
})

test('nothing in it names anybody, any file or any address', async () => {
  const text = await metrics()
  const anna = await server.signIn()
  const { id, name, email } = await anna.get<Me>('/api/me')
  for (const secret of [id, name, email, 'To do', beside.accessToken, idOf(beside), '127.0.0.1', 'localhost', server.data, TOKEN])
    expect(text).not.toContain(secret)
})

test('without the right token there is nothing to read, and on the port of WOPI never', async () => {
  const status = async (url: string, headers = {}) => (await send('GET', url, headers)).status
  expect(await status(`${server.portal}/metrics`)).toBe(401)
  for (const wrong of [`${TOKEN}x`, TOKEN.slice(1), '', TOKEN.toUpperCase()])
    expect(await status(`${server.portal}/metrics`, { authorization: `Bearer ${wrong}` })).toBe(401)
  expect(await status(`${server.portal}/metrics?token=${TOKEN}`)).toBe(401)
  expect(await status(`${server.wopi}/metrics`, bearer)).toBe(404)
})

/** As a load balancer asks: by whatever name. */
const asked = (origin: string, path: string, method = 'GET') =>
  new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const { port } = new URL(origin)
    const sent = request({ host: '127.0.0.1', port, path, method, headers: { host: '10.1.2.3' } }, async (response) => {
      let text = ''
      for await (const chunk of response.setEncoding('utf8')) text += chunk
      resolve({ status: response.statusCode, text })
    })
    sent.on('error', reject).end()
  })

test('load balancers are told that the server is alive and ready, by any name, on the ports of the portal and of WOPI', async () => {
  for (const origin of [server.portal, server.wopi]) {
    expect(await asked(origin, '/healthz')).toEqual({ status: 200, text: 'alive\n' })
    expect(await asked(origin, '/readyz')).toEqual({ status: 200, text: 'ready\n' })
    expect(await asked(origin, '/readyz', 'HEAD')).toEqual({ status: 200, text: '' })
  }
  expect((await asked(server.portal, '/api/sign-in')).status).toBe(421)
})
