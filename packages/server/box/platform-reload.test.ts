import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EditorEntry, Microsoft365 } from '@moorage/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BoxServer, startServer, type Visitor } from './server.ts'
import { FakeEditor, signedSend } from './wopi-editor.ts'
import { idOf, launched } from './wopi-launches.ts'
import { newFile } from './wopi-requests.ts'

let editor: FakeEditor
let server: BoxServer
let admin: Visitor
let data: string
beforeAll(async () => {
  editor = await FakeEditor.start()
  data = await mkdtemp(join(tmpdir(), 'moorage-reload-'))
  server = await startServer({ data })
  admin = await server.signIn('admin@demo.test')
})
afterAll(async () => {
  await server?.stop()
  await editor?.stop()
  await rm(data, { recursive: true, force: true })
})

const settings = (...lines: string[]) => writeFile(join(data, 'moorage.yaml'), lines.join('\n'))
const reload = () => server.command('reload')
/** what it printed on standard error, and its exit code */
const failing = () =>
  reload().then(
    () => {
      throw new Error('it was expected to fail')
    },
    (error: { stderr: string; code: number }) => ({ text: error.stderr, code: error.code }),
  )
const page = () => admin.get<Microsoft365>('/api/admin/microsoft-365')
const editors = async () => (await admin.get<{ editors: EditorEntry[] }>('/api/admin/editors')).editors

test('nothing has changed when nothing has', async () => {
  expect(await reload()).toBe('Nothing has changed.\n')
})

test('every problem is listed, and nothing changes', async () => {
  await settings('WOPI_ENABLED: true', 'WOPI_TESTING: perhaps', 'maxFileSize: lots', 'sesionDays: 3')
  const { text, code } = await failing()
  expect(code).toBe(1)
  expect(text).toContain('3 problems; nothing was changed')
  for (const part of ['WOPI_TESTING must be true or false', 'maxFileSize must be a size', 'did you mean sessionDays?'])
    expect(text).toContain(part)
  expect(await page()).toMatchObject({ state: 'off', fixed: [] })
})

test('the state of Microsoft 365 and its address are taken up, and read-only in the portal from then on', async () => {
  await settings('WOPI_ENABLED: True', 'WOPI_TESTING: True', `TEST_URL: ${editor.discoveryUrl}`)
  expect(await reload()).toBe('In force now: WOPI_ENABLED, WOPI_TESTING, WOPI_TEST_URL\nMicrosoft 365 is Testing.\n')
  const now = await page()
  expect(now).toMatchObject({ state: 'testing', test: { url: editor.discoveryUrl, discovery: { summary: { keys: 'current' } } } })
  expect(now.fixed.map(({ setting, where }) => `${setting} ${where}`)).toEqual([
    'WOPI_ENABLED moorage.yaml',
    'WOPI_TESTING moorage.yaml',
    'WOPI_TEST_URL moorage.yaml',
  ])
  expect((await admin.patch('/api/admin/microsoft-365', { state: 'off' })).status).toBe(409)
})

test('what the settings no longer say is the portal’s again', async () => {
  await settings('')
  expect(await reload()).toContain('Microsoft 365 is Off.')
  expect((await page()).fixed).toEqual([])
  expect((await admin.patch('/api/admin/microsoft-365', { state: 'testing' })).status).toBe(200)
  expect((await admin.patch('/api/admin/microsoft-365', { state: 'off' })).status).toBe(200)
})

test('editors come and go; who is editing in one that went may save', async () => {
  await settings(`editors: ${editor.entry({ proof: 'required' })}`)
  expect(await reload()).toBe('In force now: editors\n')
  expect(await editors()).toContainEqual(expect.objectContaining({ id: 'collabora', from: 'file' }))
  const ben = await server.signIn('ben@demo.test')
  const beside = await server.session('ben@demo.test', '/My Files/To do.txt')
  const held = await launched(ben, idOf(await newFile(beside, 'first', 'reloaded.txt')), '?editor=collabora')
  const post = (part: '' | '/contents', headers: Record<string, string>, body?: string) =>
    signedSend(editor.current, 'POST', held, part, headers, body)
  expect((await post('', { 'X-WOPI-Override': 'LOCK', 'X-WOPI-Lock': 'L' })).status).toBe(200)
  await settings('')
  expect(await reload()).toBe('In force now: editors\n')
  expect((await editors()).map(({ id }) => id)).not.toContain('collabora')
  expect((await post('/contents', { 'X-WOPI-Override': 'PUT', 'X-WOPI-Lock': 'L' }, 'second')).status).toBe(200)
  expect((await post('', { 'X-WOPI-Override': 'UNLOCK', 'X-WOPI-Lock': 'L' })).status).toBe(200)
  expect(await (await ben.fetch(`/api/items/${idOf(held)}/download`)).text()).toBe('second')
})

test('an editor that cannot be reached is said, and an editor whose row stayed the same is not asked again', async () => {
  await settings(`editors: ${editor.entry()}`)
  await reload()
  const before = editor.fetched
  const gone = await FakeEditor.start()
  const { discoveryUrl } = gone
  await gone.stop()
  const dead = { id: 'dead', name: 'Dead end', discoveryUrl, profile: 'collabora' }
  await settings(`editors: ${JSON.stringify([...JSON.parse(editor.entry()), dead])}`)
  expect(await reload()).toContain(
    `Not reached: Dead end: its discovery address is not answered: nothing listens at ${new URL(discoveryUrl).host}`,
  )
  expect(editor.fetched).toBe(before)
})

test('what only a start takes up is named, and never a value', async () => {
  await settings('trustedProxies: [10.0.0.0/8]', 'demoPassword: tide-table', 'sessionDays: 3')
  const text = await reload()
  expect(text).toContain('In force now: editors, sessionDays')
  expect(text).toContain('After a restart: trustedProxies, demoPassword')
  expect(text + server.log.join('\n')).not.toContain('tide-table')
})

test('without a running server it says so, and fails', async () => {
  await server.stop()
  expect(await failing()).toMatchObject({ code: 1, text: expect.stringContaining('No Moorage is serving this data folder') })
  // and the folder can be served again
  await settings('')
  server = await startServer({ data })
  expect(await reload()).toBe('Nothing has changed.\n')
})
