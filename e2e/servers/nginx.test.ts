import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BoxServer, startServer, Visitor } from '../../packages/server/box/server.ts'
import { FakeEditor, proof } from '../../packages/server/box/wopi-editor.ts'
import { send } from '../../packages/server/box/wopi-requests.ts'
import { freePort, Nginx } from './nginx.ts'

// Three host names that every machine knows, one port at the proxy, one port behind it.
let nginx: Nginx
let server: BoxServer
let editor: FakeEditor
let portal: string
let wopi: string
let builtIn: string
let place: string
let upstreamPort: number

beforeAll(async () => {
  const port = await freePort()
  const upstream = await freePort()
  portal = `http://localhost:${port}`
  wopi = `http://127.0.0.1:${port}`
  builtIn = `http://127.0.0.2:${port}`
  editor = await FakeEditor.start()
  place = await mkdtemp(join(tmpdir(), 'moorage-nginx-data-'))
  const data = join(place, 'data')
  nginx = await Nginx.start(port, upstream, { blobs: join(data, 'blobs') })
  upstreamPort = upstream
  server = await startServer({
    data,
    environment: {
      MOORAGE_PUBLIC_URL: portal,
      MOORAGE_WOPI_URL: wopi,
      MOORAGE_EDITOR_URL: builtIn,
      MOORAGE_LISTEN_ADDRESS: '127.0.0.1',
      MOORAGE_PORTAL_PORT: String(upstream),
      MOORAGE_WOPI_PORT: String(upstream),
      MOORAGE_EDITOR_PORT: String(upstream),
      MOORAGE_TRUSTED_PROXIES: '127.0.0.1',
      MOORAGE_ACCEL_REDIRECT: '/moorage-contents/',
      MOORAGE_EDITORS: editor.entry({ proof: 'required' }),
    },
  })
})

afterAll(async () => {
  await server?.stop()
  await nginx?.stop()
  await editor?.stop()
  await rm(place, { recursive: true, force: true })
})

test('each host name gets its own origin through one port', async () => {
  expect((await fetch(`${wopi}/health`)).status).toBe(200)
  expect(await (await fetch(`${builtIn}/hosting/discovery`)).text()).toContain('<wopi-discovery>')
  expect((await fetch(`${portal}/api/sign-in`)).status).toBe(200)
  expect((await fetch(`${wopi}/api/sign-in`)).status).toBe(404)
})

test('a token made by the command works through the proxy, and an empty lock header survives it', async () => {
  const held = await server.session('anna@demo.test', '/My Files/Validation.wopitest')
  expect(held.wopiSrc.startsWith(`${wopi}/wopi/files/`)).toBe(true)
  const answer = await send('POST', `${held.wopiSrc}?access_token=${held.accessToken}`, { 'x-wopi-override': 'GET_LOCK' })
  expect(answer.status).toBe(200)
  expect(answer.headers['x-wopi-lock']).toBe('')
})

test('nginx sends a content from the disk, with the headers that WOPI wants; its location is open to nobody', async () => {
  const held = await server.session('anna@demo.test', '/My Files/Start here.docx')
  const url = `${held.wopiSrc}/contents?access_token=${held.accessToken}`
  const { UserFriendlyName, Size, Version } = (await (await fetch(`${held.wopiSrc}?access_token=${held.accessToken}`)).json()) as Record<
    string,
    unknown
  >
  expect(UserFriendlyName).toBe('Anna Berg')
  const sent = await fetch(url, { headers: { range: 'bytes=0-3', 'if-modified-since': new Date().toUTCString() } })
  const bytes = new Uint8Array(await sent.arrayBuffer())
  expect([sent.status, bytes.length, bytes[0], bytes[1]]).toEqual([200, Size, 0x50, 0x4b])
  expect(sent.headers.get('x-wopi-itemversion')).toBe(Version)
  expect(sent.headers.get('x-wopi-serverversion')).toMatch(/^Moorage/)
  expect(sent.headers.get('cache-control')).toBe('no-store')
  expect(sent.headers.get('content-type')).toBe('application/octet-stream')
  expect(sent.headers.get('x-accel-redirect')).toBeNull()
  // by the one that says what it was told to send
  const asked = await send('GET', url.replace(/:\d+/, `:${upstreamPort}`), { host: new URL(wopi).host })
  const key = String(asked.headers['x-accel-redirect'])
  expect(key).toMatch(/^\/moorage-contents\//)
  expect((await fetch(wopi + key)).status).toBe(404)
  // a save is read back as it is, too
  const put = { method: 'POST', headers: { 'x-wopi-override': 'LOCK', 'x-wopi-lock': 'accel' } }
  expect((await fetch(`${held.wopiSrc}?access_token=${held.accessToken}`, put)).status).toBe(200)
  const save = { ...put, headers: { ...put.headers, 'x-wopi-override': 'PUT' }, body: 'saved behind nginx' }
  expect((await fetch(url, save)).status).toBe(200)
  expect(await (await fetch(url)).text()).toBe('saved behind nginx')
})

test('a JSON lock of 1,024 characters goes through the proxy and back unchanged', async () => {
  const held = await server.session('anna@demo.test', '/My Files/Validation.wopitest')
  const url = `${held.wopiSrc}?access_token=${held.accessToken}`
  const lock = `{"S":"${'x'.repeat(1000)}","E":2, "F":4}`.slice(0, 1024)
  expect((await send('POST', url, { 'x-wopi-override': 'LOCK', 'x-wopi-lock': lock })).status).toBe(200)
  expect((await send('POST', url, { 'x-wopi-override': 'GET_LOCK' })).headers['x-wopi-lock']).toBe(lock)
  expect((await send('POST', url, { 'x-wopi-override': 'UNLOCK', 'x-wopi-lock': lock })).status).toBe(200)
})

test('a signed request verifies over the raw target that the editor sent, escapes and all', async () => {
  const anna = new Visitor(portal)
  const signedIn = await anna.post('/api/sign-in/demo', { email: 'anna@demo.test' })
  expect(signedIn.status).toBe(200)
  const me = (await signedIn.json()) as { myFiles: { id: string } }
  const listing = await anna.get<{ items: { id: string; name: string }[] }>(`/api/folders/${me.myFiles.id}/items`)
  const file = listing.items.find(({ name }) => name.endsWith('.docx'))
  const page = await (await anna.fetch(`/open/${file?.id}?editor=collabora`)).text()
  const launch = JSON.parse(/<script type="application\/json" id="launch">(.*?)<\/script>/s.exec(page)?.[1] ?? '') as {
    accessToken: string
    actionUrl: string
  }
  const wopiSrc = new URL(launch.actionUrl).searchParams.get('WOPISrc')
  const token = launch.accessToken
  for (const query of [`access_token=${token}`, `sc=a%2Fb%2fc+d&access_token=${token}&x=%7E`]) {
    const url = `${wopiSrc}?${query}`
    const answer = await send('GET', url, proof(url, { by: editor.current }))
    expect(answer.status).toBe(200)
  }
  const forged = await send(
    'GET',
    `${wopiSrc}?access_token=${token}&y=1`,
    proof(`${wopiSrc}?access_token=${token}`, { by: editor.current }),
  )
  expect(forged.status).toBe(500)
})
