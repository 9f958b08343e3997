import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BoxServer, startServer, type Visitor } from './server.ts'
import { FakeEditor, signedSend } from './wopi-editor.ts'
import { idOf, launched } from './wopi-launches.ts'
import { eventually, type Held, heldOf, newFile, type Part, wopi } from './wopi-requests.ts'

let editor: FakeEditor
let server: BoxServer
let ben: Visitor
let beside: Held
beforeAll(async () => {
  editor = await FakeEditor.start()
  server = await startServer({ environment: { MOORAGE_EDITORS: editor.entry() } })
  ben = await server.signIn('ben@demo.test')
  beside = await server.session('ben@demo.test', '/My Files/To do.txt')
  await eventually(() => editor.fetched > 0, 'discovery is fetched at start')
})
afterAll(async () => {
  await server?.stop()
  await editor?.stop()
})

const call = (held: Held, method: string, part: Part, headers: Record<string, string> = {}, body?: string) =>
  signedSend(editor.current, method, held, part, headers, body)
const post = (held: Held, override: string, headers: Record<string, string> = {}, body?: string) =>
  call(held, 'POST', override === 'PUT' ? '/contents' : '', { 'X-WOPI-Override': override, ...headers }, body)

/** A new text file, opened by Ben in the Collabora editor. */
async function opened(content: string, name = 'letter.txt') {
  return launched(ben, idOf(await newFile(beside, content, name)), '?editor=collabora')
}

interface Info {
  LastModifiedTime: string
  BaseFileName: string
  [name: string]: unknown
}
const infoOf = async (held: Held) => (await call(held, 'GET', '')).json<Info>()

const LOCK = 'cool-lock1a2b3c4d'
const saveHeaders = (timestamp: string, more: Record<string, string> = {}) => ({
  'X-WOPI-Lock': LOCK,
  'X-LOOL-WOPI-IsModifiedByUser': 'true',
  'X-LOOL-WOPI-IsAutosave': 'false',
  'X-LOOL-WOPI-IsExitSave': 'false',
  'X-LOOL-WOPI-Timestamp': timestamp,
  ...more,
})

test('its sequence works: open, lock, save, lock again, save on leaving, unlock', async () => {
  const held = await opened('first')
  const info = await infoOf(held)
  expect(info).toMatchObject({ SupportsLocks: true, UserCanWrite: true, PostMessageOrigin: server.portal })
  expect(info.LastModifiedTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  expect((await call(held, 'GET', '/contents')).body).toBe('first')
  expect((await post(held, 'LOCK', { 'X-WOPI-Lock': LOCK })).status).toBe(200)

  const saved = await post(held, 'PUT', saveHeaders(info.LastModifiedTime), 'second')
  expect(saved.status).toBe(200)
  const { LastModifiedTime } = saved.json<Info>()
  expect(LastModifiedTime > info.LastModifiedTime).toBe(true)
  expect((await infoOf(held)).LastModifiedTime).toBe(LastModifiedTime)

  expect((await post(held, 'LOCK', { 'X-WOPI-Lock': LOCK })).status).toBe(200)
  const leaving = { 'X-LOOL-WOPI-IsExitSave': 'true' }
  expect((await post(held, 'PUT', saveHeaders(LastModifiedTime, leaving), 'third')).status).toBe(200)
  expect((await post(held, 'UNLOCK', { 'X-WOPI-Lock': LOCK })).status).toBe(200)
  expect((await call(held, 'GET', '/contents')).body).toBe('third')
})

test('a save over a newer version is answered 409 with its code, and goes through without the timestamp', async () => {
  const held = await opened('first')
  const { LastModifiedTime } = await infoOf(held)
  await post(held, 'LOCK', { 'X-WOPI-Lock': LOCK })
  expect((await post(held, 'PUT', saveHeaders(LastModifiedTime), 'second')).status).toBe(200)
  const stale = await post(held, 'PUT', saveHeaders(LastModifiedTime), 'third')
  expect(stale.status).toBe(409)
  expect(stale.json()).toMatchObject({ COOLStatusCode: 1010, LOOLStatusCode: 1010 })
  expect((await call(held, 'GET', '/contents')).body).toBe('second')
  expect((await post(held, 'PUT', { 'X-WOPI-Lock': LOCK }, 'third')).status).toBe(200)
  expect((await call(held, 'GET', '/contents')).body).toBe('third')
})

test('a second session saves with its own token under the shared lock, and the last one unlocks', async () => {
  const first = await opened('shared')
  const second = await launched(ben, idOf(first), '?editor=collabora')
  expect(second.accessToken).not.toBe(first.accessToken)
  await post(first, 'LOCK', { 'X-WOPI-Lock': LOCK })
  const { LastModifiedTime } = await infoOf(second)
  expect((await post(second, 'PUT', saveHeaders(LastModifiedTime), 'by the second')).status).toBe(200)
  expect((await post(second, 'UNLOCK', { 'X-WOPI-Lock': LOCK })).status).toBe(200)
  expect((await post(first, 'GET_LOCK')).headers['x-wopi-lock']).toBe('')
})

test('Save as makes a file beside it, whose address the editor opens itself', async () => {
  const held = await opened('original')
  const made = await post(held, 'PUT_RELATIVE', { 'X-WOPI-SuggestedTarget': 'B+APw-cher.txt', 'X-WOPI-Size': '4' }, 'copy')
  expect(made.status).toBe(200)
  const { Name, Url, HostEditUrl, HostViewUrl } = made.json<Record<'Name' | 'Url' | 'HostEditUrl' | 'HostViewUrl', string>>()
  expect(Name).toBe('Bücher.txt')
  expect(HostEditUrl.startsWith(`${server.portal}/open/`)).toBe(true)
  expect(HostViewUrl.startsWith(`${server.portal}/open/`)).toBe(true)
  const copy = heldOf(Url)
  expect((await call(copy, 'GET', '/contents')).body).toBe('copy')
  expect((await infoOf(copy)).UserCanWrite).toBe(true)
})

test('it may rename without the lock header while its own session holds the lock, and the extension stays', async () => {
  const held = await opened('text', 'before.txt')
  await post(held, 'LOCK', { 'X-WOPI-Lock': LOCK })
  const renamed = await post(held, 'RENAME_FILE', { 'X-WOPI-RequestedName': 'after' }, 'text')
  expect(renamed.status).toBe(200)
  expect(renamed.json()).toMatchObject({ Name: 'after' })
  expect((await infoOf(held)).BaseFileName).toBe('after.txt')
  // another client must say the lock
  const foreign = await server.session('ben@demo.test', '/My Files/after.txt')
  expect((await wopi.rename(foreign, 'once more')).headers['x-wopi-lock']).toBe(LOCK)
})

test('a file that is open in another editor is refused with who and where in words', async () => {
  const held = await opened('busy', 'busy.txt')
  const other = await server.session('ben@demo.test', '/My Files/busy.txt')
  await wopi.lock(other, 'held by the test client')
  const refused = await post(held, 'LOCK', { 'X-WOPI-Lock': LOCK })
  expect([refused.status, refused.headers['x-wopi-lock']]).toEqual([409, 'held by the test client'])
  expect(refused.headers['x-wopi-lockfailurereason']).toBe('You have this file open in a test client.')
})

test('a zero-byte document opens and saves', async () => {
  const held = await opened('', 'empty.txt')
  expect((await call(held, 'GET', '/contents')).headers['content-length']).toBe('0')
  const { LastModifiedTime } = await infoOf(held)
  await post(held, 'LOCK', { 'X-WOPI-Lock': LOCK })
  expect((await post(held, 'PUT', saveHeaders(LastModifiedTime), 'no longer')).status).toBe(200)
})

test('CheckFileInfo promises no more than is kept, to this client and to this user', async () => {
  const held = await opened('text', 'promises.txt')
  const info = await infoOf(held)
  expect(Object.values(info)).not.toContain(null)
  for (const name of ['SupportsContainers', 'SupportsEcosystem', 'SupportsCoauth', 'SharingStatus', 'ServerTime', 'SequenceNumber'])
    expect(info).not.toHaveProperty(name)
  expect(info).toMatchObject({
    BaseFileName: 'promises.txt',
    FileExtension: '.txt',
    Size: 4,
    UserFriendlyName: 'Ben Okafor',
    BreadcrumbDocName: 'promises.txt',
  })
  for (const [name, value] of Object.entries(info)) if (name.endsWith('Url')) expect(new URL(String(value)).origin).toBe(server.portal)
  // no containers are promised, so none are named
  expect((await call(held, 'GET', '/ancestry')).json()).toEqual({ AncestorsWithRootFirst: [] })
})
