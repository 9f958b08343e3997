import type { Me } from '@moorage/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BoxServer, startServer } from './server.ts'

let server: BoxServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.stop())

const passwordSignIn = (email: string, password: string) => server.visitor().post('/api/sign-in', { email, password })
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code

test('the demo cards are shown before anybody is signed in', async () => {
  const page = await server.visitor().get<{ demoCards: { email: string }[] }>('/api/sign-in')
  expect(page.demoCards.map(({ email }) => email)).toEqual(['anna@demo.test', 'ben@demo.test', 'admin@demo.test'])
})

test('one click on a card signs in and shows My Files and the Team Share', async () => {
  const anna = await server.signIn('anna@demo.test')
  const me = await anna.get<Me>('/api/me')
  expect(me).toMatchObject({ name: 'Anna Berg', kind: 'standard', myFiles: { name: 'My Files', can: { write: true, rename: false } } })
  expect(me.teamShares.map(({ name }) => name)).toEqual(['Projects'])
})

test('the printed password signs in, whatever the case of the email address', async () => {
  const answer = await passwordSignIn('Ben@Demo.test', server.password ?? '')
  expect(answer.status).toBe(200)
  const [cookie] = answer.headers.getSetCookie()
  expect(cookie).toMatch(/^moorage_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/)
})

test('a wrong password and an unknown email address are answered alike', async () => {
  const wrong = await passwordSignIn('ben@demo.test', 'wrong')
  const unknown = await passwordSignIn('nobody@demo.test', 'wrong')
  expect([wrong.status, await codeOf(wrong)]).toEqual([401, 'SIGN_IN_FAILED'])
  expect([unknown.status, await codeOf(unknown)]).toEqual([401, 'SIGN_IN_FAILED'])
})

test('the eleventh wrong attempt in a minute is refused without looking', async () => {
  for (let attempt = 0; attempt < 10; attempt++) expect((await passwordSignIn('admin@demo.test', 'wrong')).status).toBe(401)
  const refused = await passwordSignIn('admin@demo.test', server.password ?? '')
  expect([refused.status, await codeOf(refused)]).toEqual([429, 'TOO_MANY_ATTEMPTS'])
})

test('signing out ends this session only', async () => {
  const here = await server.signIn()
  const there = await server.signIn()
  const cookie = here.cookie
  expect((await here.post('/api/sign-out')).status).toBe(204)
  expect(here.cookie).toBeUndefined()
  here.cookie = cookie
  expect((await here.fetch('/api/me')).status).toBe(401)
  expect((await there.fetch('/api/me')).status).toBe(200)
})

test('signing out everywhere ends every session and every editing session of the account', async () => {
  const here = await server.signIn()
  const there = await server.signIn()
  const ben = await server.signIn('ben@demo.test')
  const { wopiSrc, accessToken } = await server.session('anna@demo.test', '/My Files/Validation.wopitest')
  const fileInfo = () => fetch(`${wopiSrc}?access_token=${accessToken}`)
  expect((await fileInfo()).status).toBe(200)
  expect((await here.post('/api/sign-out-everywhere')).status).toBe(204)
  expect((await there.fetch('/api/me')).status).toBe(401)
  expect((await ben.fetch('/api/me')).status).toBe(200)
  expect((await fileInfo()).status).toBe(401)
})

test('without a cookie every signed-in route answers 401, before the shape of the request is looked at', async () => {
  const answer = await server.visitor().post('/api/folders/nonsense/folders', {})
  expect([answer.status, await codeOf(answer)]).toEqual([401, 'SIGN_IN_NEEDED'])
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
})

test('the demo opens on real files, Start here first', async () => {
  const anna = await server.signIn()
  const { myFiles, teamShares } = await anna.get<Me>('/api/me')
  const names = async (folderId = '') =>
    (await anna.get<{ items: { name: string }[] }>(`/api/folders/${folderId}/items`)).items.map(({ name }) => name)
  const list = await names(myFiles.id)
  expect(list[0]).toBe('Start here.docx')
  expect(list).toContain('Validation.wopitest')
  const ends = new Set(list.map((name) => name.split('.').at(-1)))
  for (const end of ['docx', 'xlsx', 'pptx', 'pdf', 'md', 'csv', 'txt', 'png']) expect(ends).toContain(end)
  expect(await names(teamShares[0]?.id)).toEqual(['Pier 4 renovation', 'Meeting notes.docx', 'Read me first.md', 'Volunteers.csv'])
})
