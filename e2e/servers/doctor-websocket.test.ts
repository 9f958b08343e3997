import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkOf, doctorOf } from '../../packages/server/box/doctor-look.ts'
import { type BoxServer, startServer } from '../../packages/server/box/server.ts'
import { FakeEditor } from '../../packages/server/box/wopi-editor.ts'
import { eventually } from '../../packages/server/box/wopi-requests.ts'
import { freePort, type Mistake, Nginx } from './nginx.ts'

// A real nginx in front of an editor that shakes hands as Collabora does.
let editor: FakeEditor
let server: BoxServer
let port: number
beforeAll(async () => {
  port = await freePort()
  editor = await FakeEditor.start()
  editor.behind = `http://127.0.0.1:${port}`
  server = await startServer({ environment: { MOORAGE_EDITORS: editor.entry() } })
  await eventually(() => editor.fetched > 0, 'discovery is read at start')
})
afterAll(async () => {
  await server?.stop()
  await editor?.stop()
})

const upstream = () => Number(new URL(editor.discoveryUrl).port)
const look = async () => checkOf(await doctorOf(server, '--only', 'websocket', '--editor', 'collabora'), 'websocket:collabora')
const passed: Mistake = (right) =>
  right.replace('location / {', 'location / { proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "Upgrade";')

async function behind<T>(mistake: Mistake, ask: () => Promise<T>): Promise<T> {
  const nginx = await Nginx.start(port, upstream(), { mistake })
  try {
    return await ask()
  } finally {
    await nginx.stop()
  }
}

test('a proxy that passes websockets on is well', async () => {
  expect(await behind(passed, look)).toMatchObject({
    status: 'ok',
    seen: expect.stringMatching(/^A websocket to ws:\/\/127\.0\.0\.1:\d+ was opened in \d+ ms/),
  })
})

test.each<[string, Mistake]>([
  ['without the header Upgrade', (right) => right],
  ['with Connection closed', (right) => passed(right).replace('Connection "Upgrade"', 'Connection "close"')],
])('a proxy %s is found, with the lines that mend it', async (_, mistake) => {
  const found = await behind(mistake, look)
  expect(found).toMatchObject({ status: 'failure', seen: expect.stringContaining('answered with status 400 instead of 101') })
  expect(found.change).toContain('proxy_set_header Upgrade $http_upgrade;')
  expect(found.change).toContain('proxy_set_header Connection "Upgrade";')
  expect(found.why).toContain('stays empty')
})

test('an address at which nobody listens is named', async () => {
  expect(await look()).toMatchObject({ status: 'failure', seen: expect.stringContaining('connection refused') })
})

test('the built-in editor needs none', async () => {
  const report = await doctorOf(server, '--only', 'websocket', '--editor', 'built-in')
  expect(checkOf(report, 'websocket:built-in').status).toBe('not-applicable')
})
