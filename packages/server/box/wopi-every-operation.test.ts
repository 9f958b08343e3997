import { join } from 'node:path'
import type { Me } from '@moorage/api'
import { OPERATIONS, type OperationName } from '@moorage/wopi'
import Sqlite from 'libsql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BoxServer, startServer } from './server.ts'
import { FakeEditor, signedSend } from './wopi-editor.ts'
import { idOf, launched } from './wopi-launches.ts'
import { type Answer, address, eventually, type Held, newFile, type Part, secretsIn, send, wopi } from './wopi-requests.ts'

let editor: FakeEditor
let server: BoxServer
let plain: Held
let held: Held
let ben: string
beforeAll(async () => {
  editor = await FakeEditor.start()
  server = await startServer({ environment: { MOORAGE_EDITORS: editor.entry() } })
  const visitor = await server.signIn('ben@demo.test')
  ben = (await visitor.get<Me>('/api/me')).id
  plain = await newFile(await server.session('anna@demo.test', '/Projects/Volunteers.csv'), 'text', 'every.txt')
  await eventually(() => editor.fetched > 0, 'discovery is fetched at start')
  held = await launched(visitor, idOf(plain), '?editor=collabora')
})
afterAll(async () => {
  await server?.stop()
  await editor?.stop()
})

/** Sends a well-formed request of the operation, signed or not. */
type Sender = (method: string, held: Held, part: Part, headers: Record<string, string>, body?: string) => Promise<Answer>
const signed: Sender = (method, target, part, headers, body) => signedSend(editor.current, method, target, part, headers, body)
const unsigned: Sender = (method, target, part, headers, body) => send(method, address(target, part), headers, body)

function perform(name: OperationName, sender: Sender): Promise<Answer> {
  const { verb, path, override, when } = OPERATIONS[name]
  const headers: Record<string, string> = {
    ...(override ? { 'x-wopi-override': override } : {}),
    ...(name === 'PutRelativeFile' ? { 'x-wopi-suggestedtarget': '.txt' } : { 'x-wopi-lock': 'A' }),
    ...(when === 'with X-WOPI-OldLock' ? { 'x-wopi-oldlock': 'B' } : {}),
    'x-wopi-requestedname': 'renamed',
  }
  return sender(verb, held, path.slice('files/{id}'.length) as Part, headers, verb === 'POST' ? 'x' : undefined)
}

function arrange(script: string) {
  const database = new Sqlite(join(server.data, 'moorage.db'))
  database.exec('pragma busy_timeout = 5000')
  database.exec(script)
  database.close()
}

const onFiles = (Object.keys(OPERATIONS) as OperationName[]).filter((name) => OPERATIONS[name].path.startsWith('files/'))
// what a store may leave out depends on the client that a grant is bound to
const built = onFiles.filter((name) => OPERATIONS[name].built && !OPERATIONS[name].needs)
const unchanged = async () => {
  expect(await wopi.get(plain)).toMatchObject({ status: 200, body: 'text' })
  expect((await wopi.info(plain)).json()).toMatchObject({ BaseFileName: 'every.txt' })
  expect((await wopi.getLock(plain)).headers['x-wopi-lock']).toBe('')
}

describe('every operation', () => {
  test.each(onFiles)('%s without a proof is answered 500', async (name) => {
    expect((await perform(name, unsigned)).status).toBe(500)
    await unchanged()
  })

  test.each(built)('%s of somebody who may only view is refused where it would change something', async (name) => {
    arrange(`update subscriber set role = 'viewer' where account_id = '${ben}'`)
    const { right } = OPERATIONS[name]
    const expected = right === 'read' ? 200 : right === 'create' ? 501 : 404
    expect((await perform(name, signed)).status).toBe(expected)
    await unchanged()
  })

  test.each(built)('%s of somebody who may no longer see the file is answered 404', async (name) => {
    arrange(`delete from subscriber where account_id = '${ben}'`)
    expect((await perform(name, signed)).status).toBe(404)
    await unchanged()
  })

  test.each(built)('%s with an expired token is answered 401', async (name) => {
    arrange(`update access_grant set expires_at = 1 where id = '${held.accessToken.slice(0, 18)}'`)
    expect((await perform(name, signed)).status).toBe(401)
    await unchanged()
  })

  test.each(built)('%s of a disabled account is answered 401', async (name) => {
    arrange(`update access_grant set expires_at = ${Date.now() + 3_600_000} where id = '${held.accessToken.slice(0, 18)}'`)
    arrange(`update account set disabled_at = 1 where id = '${ben}'`)
    expect((await perform(name, signed)).status).toBe(401)
    await unchanged()
  })

  test('leaves no token, path or stack in the log', () => {
    expect(secretsIn(server, [held.accessToken, plain.accessToken])).toEqual([])
  })
})
