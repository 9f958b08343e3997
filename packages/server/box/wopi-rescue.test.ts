import { join } from 'node:path'
import type { Me, UnsavedWork } from '@moorage/api'
import Sqlite from 'libsql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BoxServer, startServer, type Visitor } from './server.ts'
import { FakeEditor, signedSend } from './wopi-editor.ts'
import { idOf, launched } from './wopi-launches.ts'
import { eventually, type Held, newFile, secretsIn, wopi } from './wopi-requests.ts'

let editor: FakeEditor
let server: BoxServer
let anna: Visitor
let ben: Visitor
let me: Me
let beside: Held
beforeAll(async () => {
  editor = await FakeEditor.start()
  server = await startServer({ environment: { MOORAGE_EDITORS: editor.entry(), MOORAGE_MAX_FILE_SIZE: '5MB', MOORAGE_LOG_LEVEL: 'debug' } })
  anna = await server.signIn('anna@demo.test')
  ben = await server.signIn('ben@demo.test')
  me = await ben.get<Me>('/api/me')
  beside = await server.session('admin@demo.test', '/Projects/Volunteers.csv')
  await eventually(() => editor.fetched > 0, 'discovery is fetched at start')
})
afterAll(async () => {
  await server?.stop()
  await editor?.stop()
})

const LOCK = 'cool-lock1'
const post = (held: Held, override: string, body?: string, lock = LOCK) =>
  signedSend(
    editor.current,
    'POST',
    held,
    override === 'PUT' ? '/contents' : '',
    { 'X-WOPI-Override': override, 'X-WOPI-Lock': lock },
    body,
  )
const textOf = async (held: Held) => (await wopi.get(held)).body

/** A file of the Team Share that Ben is editing; `plain` reads it as a bystander. */
async function editing(name: string) {
  const plain = await newFile(beside, 'stored', name)
  const held = await launched(ben, idOf(plain), '?editor=collabora')
  expect((await post(held, 'LOCK')).status).toBe(200)
  return { held, plain, itemId: idOf(plain) }
}

const unsaved = async (visitor: Visitor, itemId: string) =>
  (await visitor.get<{ unsaved: UnsavedWork[] }>('/api/unsaved')).unsaved.filter((work) => work.itemId === itemId)

/** Changes what nobody can change over HTTP: time, and who is in a Team Share. */
function arrange(script: string) {
  const database = new Sqlite(join(server.data, 'moorage.db'))
  database.exec('pragma busy_timeout = 5000')
  database.exec(script)
  database.close()
}
const grantOf = ({ accessToken }: Held) => accessToken.slice(0, 18)

test('a save with an expired token is refused 401, kept for its user, and can become the newest revision', async () => {
  const { held, plain, itemId } = await editing('expired.txt')
  expect((await post(held, 'UNLOCK')).status).toBe(200)
  arrange(`update access_grant set expires_at = 1 where id = '${grantOf(held)}'`)
  expect((await post(held, 'PUT', 'typed before the night')).status).toBe(401)
  expect((await post(held, 'LOCK')).status).toBe(401)
  expect((await signedSend(editor.current, 'GET', held, '')).status).toBe(401)
  expect(await textOf(plain)).toBe('stored')

  const [work] = await unsaved(ben, itemId)
  expect(work).toMatchObject({ itemName: 'expired.txt', size: 22, canSaveAsRevision: true, reason: expect.stringContaining('expired') })
  expect(await (await ben.fetch(`/api/unsaved/${work?.id}/download`)).text()).toBe('typed before the night')
  expect(await unsaved(anna, itemId)).toEqual([])
  expect((await anna.fetch(`/api/unsaved/${work?.id}/download`)).status).toBe(404)
  expect((await ben.post(`/api/unsaved/${work?.id}/revision`)).status).toBe(200)
  expect(await textOf(plain)).toBe('typed before the night')
})

test('a save whose lock was lost to somebody else is refused with their lock, and kept', async () => {
  const { held, plain, itemId } = await editing('lost.txt')
  await post(held, 'UNLOCK')
  await wopi.lock(plain, 'theirs')
  await wopi.put(plain, 'theirs', 'theirs')
  const refused = await post(held, 'PUT', 'mine')
  expect([refused.status, refused.headers['x-wopi-lock']]).toEqual([409, 'theirs'])
  expect(await textOf(plain)).toBe('theirs')
  expect(await unsaved(ben, itemId)).toMatchObject([{ size: 4 }])
})

test('a save after "sign out everywhere" is refused 401 and kept', async () => {
  const { held, plain, itemId } = await editing('ended.txt')
  expect((await ben.post('/api/sign-out-everywhere')).ok).toBe(true)
  ben = await server.signIn('ben@demo.test')
  expect((await post(held, 'PUT', 'typed meanwhile')).status).toBe(401)
  expect(await textOf(plain)).toBe('stored')
  expect(await unsaved(ben, itemId)).toMatchObject([{ size: 15 }])
})

test('a save after the right to write was withdrawn is refused 404 and kept, but can no longer become a revision', async () => {
  const { held, plain, itemId } = await editing('withdrawn.txt')
  arrange(`update subscriber set role = 'viewer' where account_id = '${me.id}'`)
  expect((await post(held, 'PUT', 'too late')).status).toBe(404)
  const [work] = await unsaved(ben, itemId)
  expect(work).toMatchObject({ size: 8, canSaveAsRevision: false })
  expect((await ben.post(`/api/unsaved/${work?.id}/revision`)).ok).toBe(false)
  arrange(`update subscriber set role = 'editor' where account_id = '${me.id}'`)
  expect(await textOf(plain)).toBe('stored')
})

test('a save for which the organization has no space is refused 413 with the reason, and kept', async () => {
  const { held, plain, itemId } = await editing('quota.txt')
  arrange('update organization set quota = used')
  const refused = await post(held, 'PUT', 'one more sentence')
  arrange('update organization set quota = null')
  expect([refused.status, refused.headers['x-wopi-servererror']]).toEqual([413, 'There is not enough space left in your organization.'])
  expect(await textOf(plain)).toBe('stored')
  expect(await unsaved(ben, itemId)).toMatchObject([{ size: 17 }])
})

test('nothing is kept of a session that never took part, of the test client, of another file, or of what is too large', async () => {
  const { held, plain, itemId } = await editing('strangers.txt')
  const onlooker = await launched(anna, itemId, '?editor=collabora')
  expect((await post(onlooker, 'PUT', 'never locked', 'wrong')).status).toBe(409)
  expect((await wopi.put(plain, 'test client', 'wrong')).status).toBe(409)
  expect((await post({ ...held, wopiSrc: beside.wopiSrc }, 'PUT', 'another file')).status).toBe(401)
  expect((await post(held, 'PUT', 'x'.repeat(6 * 1024 * 1024))).status).toBe(413)
  arrange(`update access_grant set expires_at = 1 where id = '${grantOf(held)}'`)
  expect((await post(held, 'PUT', 'x'.repeat(6 * 1024 * 1024))).status).toBe(413)
  expect(await unsaved(ben, itemId)).toEqual([])
  expect(await unsaved(anna, itemId)).toEqual([])
})

test('of one file at most 20 are kept, the newest ones', async () => {
  const { held, itemId } = await editing('often.txt')
  arrange(`update access_grant set expires_at = 1 where id = '${grantOf(held)}'`)
  for (let save = 1; save <= 22; save++) expect((await post(held, 'PUT', 'x'.repeat(save))).status).toBe(401)
  const sizes = (await unsaved(ben, itemId)).map(({ size }) => size)
  expect(new Set(sizes)).toEqual(new Set(Array.from({ length: 20 }, (_, index) => index + 3)))
})

test('no token, path or stack is in the log', () => {
  expect(secretsIn(server, [beside.accessToken])).toEqual([])
})

test('nothing is kept of a validator’s file, whose saves are refused on purpose', async () => {
  const plain = await newFile(beside, 'stored', 'check.txt')
  const held = await launched(ben, idOf(plain), '?editor=collabora')
  expect((await ben.patch(`/api/items/${idOf(plain)}`, { name: 'check.wopitest' })).status).toBe(200)
  expect((await post(held, 'LOCK')).status).toBe(200)
  expect((await post(held, 'PUT', 'refused', 'another lock')).status).toBe(409)
  expect(await unsaved(ben, idOf(plain))).toEqual([])
})
