import type { Me } from '@moorage/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountByEmail, emailKey } from '../src/accounts/accounts.ts'
import { sweep } from '../src/files/sweep.ts'
import { tokenFor } from '../src/office/access-token.ts'
import { wopiSrc } from '../src/office/addresses.ts'
import { editorEntries, TEST_CLIENT } from '../src/office/editors.ts'
import { microsoft365 } from '../src/office/microsoft-365.ts'
import { type ClockServer, startClockServer } from './clock-server.ts'
import { upload } from './files-upload.ts'
import type { Visitor } from './server.ts'
import { type Held, wopi } from './wopi-requests.ts'

const ANNA = 'anna@demo.test'
const MINUTE = 60 * 1000
const DAY = 24 * 60 * MINUTE

let server: ClockServer
let anna: Visitor
beforeAll(async () => {
  server = await startClockServer({}, Date.now(), [])
  anna = await server.signIn(ANNA)
})
afterAll(() => server.stop())

/** A new file, and what `moorage session` would give for it. */
async function opened(name: string): Promise<Held & { id: string }> {
  const { app, clock } = server
  const { myFiles } = await anna.get<Me>('/api/me')
  const { itemId: id = '' } = await upload(anna, { folderId: myFiles.id, name }, Buffer.from('first'))
  const client = editorEntries(app.config, microsoft365(app), []).find((editor) => editor.id === TEST_CLIENT)
  const account = await app.db.read.get(accountByEmail, { emailKey: emailKey(ANNA) })
  if (!client || !account) throw new Error('the demo has the client of tests, and Anna')
  const place = { organizationId: account.organizationId, accountId: account.id, client: client.id, nodeId: id, revisionId: null }
  const grant = await app.db.transact('createGrant', { ...place, ceiling: 'edit', profile: 'web', now: clock.now })
  return { id, wopiSrc: wopiSrc(client, id), accessToken: await tokenFor(app, grant.id, { kind: 'file', id }) }
}

const endExpiredLocks = () => server.app.db.transact('endExpiredLocks', { now: server.clock.now, limit: 100 })
const saved = async (file: Held, text: string, lock: string) => {
  const answer = await wopi.put(file, text, lock)
  expect(answer.status).toBe(200)
  return answer.json<{ LastModifiedTime: string }>().LastModifiedTime
}

test('a clock put back by a day: who edits goes on, times go on upwards, and no lock outlasts half an hour', async () => {
  const { clock } = server
  const file = await opened('back.txt')
  expect((await wopi.lock(file, 'A')).status).toBe(200)
  const before = await saved(file, 'second', 'A')
  clock.now -= DAY
  const after = await saved(file, 'third', 'A')
  expect(after > before).toBe(true)
  expect((await wopi.get(file)).body).toBe('third')

  clock.now += DAY
  const left = await opened('left.txt')
  expect((await wopi.lock(left, 'gone')).status).toBe(200)
  clock.now -= DAY
  await endExpiredLocks()
  clock.now += 31 * MINUTE
  await endExpiredLocks()
  expect((await wopi.lock(left, 'B')).status).toBe(200)
})

test('a clock put on by hours: a lock has run out and can be taken again, and everything saved is there', async () => {
  const { clock, app } = server
  const file = await opened('on.txt')
  expect((await wopi.lock(file, 'A')).status).toBe(200)
  await saved(file, 'second', 'A')
  clock.now += 5 * 60 * MINUTE
  const refused = await wopi.put(file, 'third', 'A')
  expect([refused.status, refused.headers['x-wopi-lock']]).toEqual([409, ''])
  expect((await wopi.get(file)).body).toBe('second')
  expect((await wopi.lock(file, 'A')).status).toBe(200)
  await saved(file, 'third', 'A')

  clock.now += 40 * DAY
  const blobs = async () => {
    const keys: string[] = []
    for await (const { key } of app.blobs.list('')) keys.push(key)
    return keys.length
  }
  const there = await blobs()
  const swept = await sweep(app)
  expect(await blobs()).toBe(there - swept.blobs)
  anna = await server.signIn(ANNA)
  expect(await (await anna.fetch(`/api/items/${file.id}/download`)).text()).toBe('third')
})
