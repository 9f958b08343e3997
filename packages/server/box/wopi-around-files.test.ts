import type { Activity } from '@moorage/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BoxServer, startServer } from './server.ts'
import { idOf } from './wopi-launches.ts'
import { address, type Held, newFile, secretsIn, send, wopi } from './wopi-requests.ts'

let server: BoxServer
let held: Held
beforeAll(async () => {
  server = await startServer({ environment: { MOORAGE_LOG_LEVEL: 'debug' } })
  held = await newFile(await server.session('anna@demo.test', '/Projects/Volunteers.csv'), 'first', 'around.txt')
})
afterAll(() => server?.stop())

const post = (override: string, headers: Record<string, string> = {}, body?: string) =>
  send('POST', address(held), { 'x-wopi-override': override, ...headers }, body)
const fileUrl = async () => (await wopi.info(held)).json<{ FileUrl: string }>().FileUrl

test('FileUrl gives the newest bytes as an attachment, without proof or redirect', async () => {
  const url = await fileUrl()
  expect(new URL(url).origin).toBe(server.wopi)
  const answer = await send('GET', url)
  expect([answer.status, answer.body]).toEqual([200, 'first'])
  expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store' })
  expect(answer.headers['content-disposition']).toMatch(/^attachment/)
  await wopi.lock(held, 'A')
  await wopi.put(held, 'second', 'A')
  await wopi.unlock(held, 'A')
  expect((await send('GET', url)).body).toBe('second')
})

test('its token opens no operation, and no other token opens it', async () => {
  const url = new URL(await fileUrl())
  const token = url.searchParams.get('token') ?? ''
  expect((await wopi.info({ ...held, accessToken: token })).status).toBe(401)
  const other = await newFile(held, 'x', 'other.txt')
  const wrong = [`?token=${held.accessToken}`, '', '?token=x', `?token=${token}&token=${token}`]
  for (const query of wrong) expect((await send('GET', `${url.origin}${url.pathname}${query}`)).status).toBe(401)
  expect((await send('GET', url.href.replace(idOf(held), idOf(other)))).status).toBe(401)
})

test('GetShareUrl is the portal’s address and gives nobody anything; an unknown type is 501', async () => {
  for (const type of ['ReadOnly', 'ReadWrite']) {
    const { ShareUrl } = (await post('GET_SHARE_URL', { 'x-wopi-urltype': type })).json<{ ShareUrl: string }>()
    expect(new URL(ShareUrl).origin).toBe(server.portal)
    expect(ShareUrl).not.toContain('token')
    expect((await server.visitor().fetch(ShareUrl)).headers.get('location')).toMatch(/^\/sign-in/)
  }
  expect((await post('GET_SHARE_URL', { 'x-wopi-urltype': 'Everybody' })).status).toBe(501)
  expect((await post('GET_SHARE_URL')).status).toBe(501)
})

const comment = (id: string, text: string) => ({
  Type: 'comment',
  Id: id,
  Created: '2017-02-15T13:47:13000000Z',
  Data: { ContentId: 'c', NavigationId: 'n', ContentAction: 'created', CommentText: text, IsReply: false },
  People: [{ Name: 'John Able', Id: '111', Provider: 'wopi-contoso', Mentioned: true, InThread: false, RepliedTo: false }],
})

test('activities are kept once, and shown to whoever may see the file', async () => {
  const told = JSON.stringify({ Activities: [comment('A-1', 'Is this right?'), comment('a-2', '<b>Yes</b>')] })
  for (let time = 0; time < 2; time++) expect((await post('ADD_ACTIVITIES', {}, told)).status).toBe(200)
  const ben = await server.signIn('ben@demo.test')
  const { activities } = await ben.get<{ activities: Activity[] }>(`/api/items/${idOf(held)}/activities`)
  expect(activities.map(({ id, text, action, mentioned, by }) => [id, text, action, mentioned, by.you])).toEqual([
    ['A-1', 'Is this right?', 'created', ['John Able'], false],
    ['a-2', '<b>Yes</b>', 'created', ['John Able'], false],
  ])
  expect((await server.visitor().fetch(`/api/items/${idOf(held)}/activities`)).status).toBe(401)
})

test('what this host does not do is answered 501', async () => {
  for (const override of ['GET_RESTRICTED_LINK', 'READ_SECURE_STORE', 'COBALT', 'CHECK_POLICY', 'GET_COAUTH_LOCK', 'NONSENSE'])
    expect((await post(override)).status).toBe(501)
})

test('FileUrl ends with its grant', async () => {
  const url = await fileUrl()
  const anna = await server.signIn('anna@demo.test')
  expect((await anna.post('/api/sign-out-everywhere')).ok).toBe(true)
  expect((await send('GET', url)).status).toBe(401)
  expect(secretsIn(server, [held.accessToken, new URL(url).searchParams.get('token') ?? ''])).toEqual([])
})
