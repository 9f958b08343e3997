import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { checkOf, doctorOf } from './doctor-look.ts'
import { freePorts, ManglingProxy } from './mangling-proxy.ts'
import { type BoxServer, startServer } from './server.ts'
import { FakeEditor } from './wopi-editor.ts'
import { eventually } from './wopi-requests.ts'

/** The portal is reached through a proxy, which may add headers of its own; the editor sends what each test says. */
let editor: FakeEditor
let proxy: ManglingProxy
let server: BoxServer
let portal: string
beforeAll(async () => {
  editor = await FakeEditor.start()
  editor.ownPages = true
  proxy = await ManglingProxy.start()
  const [at, wopi, own] = await freePorts(3)
  proxy.to = at as number
  portal = `http://localhost:${proxy.port}`
  server = await startServer({
    environment: {
      MOORAGE_EDITORS: editor.entry(),
      MOORAGE_PUBLIC_URL: portal,
      MOORAGE_WOPI_URL: `http://localhost:${wopi}`,
      MOORAGE_EDITOR_URL: `http://localhost:${own}`,
      MOORAGE_PORTAL_PORT: String(at),
      MOORAGE_WOPI_PORT: String(wopi),
      MOORAGE_EDITOR_PORT: String(own),
    },
  })
  await eventually(() => editor.fetched > 0, 'discovery is read at start')
})
afterAll(async () => {
  await server?.stop()
  await editor?.stop()
  await proxy?.stop()
})
afterEach(() => {
  proxy.mangling = {}
  editor.pageHeaders = {}
})

const look = async (id: string) => checkOf(await doctorOf(server, '--only', 'framing', '--editor', 'collabora'), `${id}:collabora`)

test('a page without limits, or with one that names the portal, may be framed', async () => {
  expect(await look('editor-framing')).toMatchObject({ status: 'ok' })
  editor.pageHeaders = { 'content-security-policy': `frame-ancestors ${portal}`, 'x-frame-options': 'SAMEORIGIN' }
  expect(await look('editor-framing')).toMatchObject({ status: 'ok' })
  expect(await look('host-page')).toMatchObject({ status: 'ok' })
})

test('an editor that sends X-Frame-Options fails, with the line of nginx that takes it away', async () => {
  editor.pageHeaders = { 'x-frame-options': 'SAMEORIGIN' }
  expect(await look('editor-framing')).toMatchObject({
    status: 'failure',
    seen: expect.stringContaining('“X-Frame-Options: SAMEORIGIN”'),
    change: expect.stringContaining('proxy_hide_header X-Frame-Options'),
  })
})

test('an editor whose policy names another portal fails, with the line of coolwsd.xml', async () => {
  editor.pageHeaders = { 'content-security-policy': 'frame-ancestors https://cloud.example.com' }
  expect(await look('editor-framing')).toMatchObject({
    status: 'failure',
    seen: expect.stringContaining('frame-ancestors https://cloud.example.com'),
    change: expect.stringContaining(`<content_security_policy>frame-ancestors ${portal};`),
  })
})

test('a second policy that a proxy adds is a failure too', async () => {
  editor.pageHeaders = { 'content-security-policy': [`frame-ancestors ${portal}`, "frame-ancestors 'self'"] }
  expect(await look('editor-framing')).toMatchObject({ status: 'failure', seen: expect.stringContaining("frame-ancestors 'self'") })
})

test('a proxy of the portal that adds a policy of its own keeps the editor out', async () => {
  proxy.mangling = {
    answered: (headers) => ({
      ...headers,
      'content-security-policy': [headers['content-security-policy'] ?? '', "default-src 'self'"].flat().join(', '),
    }),
  }
  expect(await look('host-page')).toMatchObject({ status: 'failure', seen: expect.stringContaining("frame-src is 'self'") })
})

test('one that adds X-Frame-Options, or takes the policy away, is a warning', async () => {
  proxy.mangling = { answered: (headers) => ({ ...headers, 'x-frame-options': 'SAMEORIGIN' }) }
  expect(await look('host-page')).toMatchObject({ status: 'warning', seen: expect.stringContaining('X-Frame-Options: SAMEORIGIN') })
  proxy.mangling = { answered: ({ 'content-security-policy': _, ...others }) => others }
  expect(await look('host-page')).toMatchObject({ status: 'warning', seen: expect.stringContaining('0 policies') })
})
