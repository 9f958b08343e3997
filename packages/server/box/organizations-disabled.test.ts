import type { Account, Me, Organization, UnsavedWork } from '@moorage/api'
import * as client from 'openid-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { discover, MOBILE, signInApp } from './app-sign-in.ts'
import { arranging, codeOf, good, PASSWORD } from './organizations-world.ts'
import { type BoxServer, startServer, type Visitor } from './server.ts'
import { FakeEditor, signedSend } from './wopi-editor.ts'
import { launched } from './wopi-launches.ts'
import { eventually, type Held } from './wopi-requests.ts'

let editor: FakeEditor
let server: BoxServer
let admin: Visitor
let arrange: ReturnType<typeof arranging>
let parent: Organization
let child: Organization
beforeAll(async () => {
  editor = await FakeEditor.start()
  server = await startServer({ environment: { MOORAGE_EDITORS: editor.entry(), ...MOBILE } })
  admin = await server.signIn('admin@demo.test')
  arrange = arranging(server, admin)
  const [top] = (await admin.get<{ organizations: Organization[] }>('/api/admin/organizations')).organizations
  parent = await arrange.organization(top?.id ?? '', 'Parent')
  child = await arrange.organization(parent.id, 'Child')
  await eventually(() => editor.fetched > 0, 'discovery is fetched at start')
})
afterAll(async () => {
  await server?.stop()
  await editor?.stop()
})

const post = (held: Held, override: string, body?: string) =>
  signedSend(
    editor.current,
    'POST',
    held,
    override === 'PUT' ? '/contents' : '',
    { 'X-WOPI-Override': override, 'X-WOPI-Lock': 'lock1' },
    body,
  )
const info = (held: Held) => signedSend(editor.current, 'GET', held, '')

/** Somebody who is editing a document of their own. */
async function atWork(organizationId: string, email: string) {
  const account = await arrange.person(organizationId, email)
  const visitor = await arrange.signedIn(email)
  const { myFiles } = await visitor.get<Me>('/api/me')
  const item = await good<{ id: string }>(await visitor.post(`/api/folders/${myFiles.id}/files`, { type: 'text', name: 'Notes.txt' }))
  const held = await launched(visitor, item.id, '?editor=collabora')
  expect((await post(held, 'LOCK')).status).toBe(200)
  return { account, visitor, item, held, email }
}

const unsaved = async (visitor: Visitor) => (await visitor.get<{ unsaved: UnsavedWork[] }>('/api/unsaved')).unsaved

test('when an organization is disabled, people below it are out at once and a refused save is kept', async () => {
  const { visitor, held, email } = await atWork(child.id, 'mia@example.test')
  const config = await discover(server)
  const app = (await signInApp(config, visitor, 'openid offline_access')).tokens
  await good(await arrange.turn(parent.id, 'disable'))

  expect((await visitor.fetch('/api/me')).status).toBe(401)
  expect((await info(held)).status).toBe(401)
  expect((await post(held, 'PUT', 'typed while it was disabled')).status).toBe(401)
  const asApp = await fetch(`${server.wopi}/wopibootstrapper`, { headers: { authorization: `Bearer ${app.access_token}` } })
  expect(asApp.status).toBe(401)
  await expect(client.refreshTokenGrant(config, app.refresh_token ?? '')).rejects.toThrow()

  const wrong = await server.visitor().post('/api/sign-in', { email, password: 'not the password' })
  expect([wrong.status, await codeOf(wrong)]).toEqual([401, 'SIGN_IN_FAILED'])
  const right = await server.visitor().post('/api/sign-in', { email, password: PASSWORD })
  expect(right.status).toBe(403)
  expect(((await right.json()) as { detail: string }).detail).toContain('Child is disabled at present')

  await good(await arrange.turn(parent.id, 'enable'))
  expect((await visitor.fetch('/api/me')).status, 'sessions from before stay ended').toBe(401)
  expect((await info(held)).status).toBe(401)
  await expect(client.refreshTokenGrant(config, app.refresh_token ?? ''), 'apps stay signed out').rejects.toThrow()
  const again = await arrange.signedIn(email)
  const [work] = await unsaved(again)
  expect(work).toMatchObject({ itemName: 'Notes.txt', size: 27 })
})

test('what is disabled by itself stays so when the one above is enabled, and what is made below a disabled one is blocked', async () => {
  await good(await arrange.turn(child.id, 'disable'))
  await good(await arrange.turn(parent.id, 'disable'))
  const newer = await arrange.organization(parent.id, 'Made meanwhile')
  expect(newer.blocked).toBe(true)
  expect(newer.disabledAt).toBeUndefined()
  await good(await arrange.turn(parent.id, 'enable'))
  const read = (id: string) => admin.get<Organization>(`/api/admin/organizations/${id}`)
  expect([(await read(parent.id)).blocked, (await read(newer.id)).blocked, (await read(child.id)).blocked]).toEqual([false, false, true])
  await good(await arrange.turn(parent.id, 'disable'))
  expect((await good<Organization>(await arrange.turn(child.id, 'enable'))).blocked).toBe(true)
  await good(await arrange.turn(parent.id, 'enable'))
  expect((await read(child.id)).blocked).toBe(false)
})

test('a disabled account is out of the portal, the app and the editor, and its refused save is kept', async () => {
  const { account, visitor, held, email } = await atWork(child.id, 'noa@example.test')
  const config = await discover(server)
  const app = (await signInApp(config, visitor, 'openid offline_access')).tokens
  await good<Account>(await admin.post(`/api/admin/accounts/${account.id}/disable`))
  expect((await visitor.fetch('/api/me')).status).toBe(401)
  expect((await post(held, 'PUT', 'typed while disabled')).status).toBe(401)
  await expect(client.refreshTokenGrant(config, app.refresh_token ?? '')).rejects.toThrow()
  await good<Account>(await admin.post(`/api/admin/accounts/${account.id}/enable`))
  expect(await unsaved(await arrange.signedIn(email))).toMatchObject([{ itemName: 'Notes.txt', size: 20 }])
})

test('the last system administrator who could sign in is never locked out', async () => {
  const second = await arrange.person(child.id, 'second@example.test', 'system-administrator')
  const two = await arrange.signedIn('second@example.test')
  const me = await admin.get<Me>('/api/me')
  await good(await arrange.turn(parent.id, 'disable'))
  expect((await two.fetch('/api/me')).status).toBe(401)
  await good(await arrange.turn(parent.id, 'enable'))
  const back = await arrange.signedIn('second@example.test')
  await good(await back.post(`/api/admin/accounts/${me.id}/disable`))
  expect((await admin.fetch('/api/me')).status).toBe(401)
  expect(await codeOf(await back.post(`/api/admin/accounts/${second.id}/disable`))).toBe('YOURSELF')
  await good(await back.post(`/api/admin/accounts/${me.id}/enable`))
})
