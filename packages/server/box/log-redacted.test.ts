import type { Me, Problem } from '@moorage/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { upload } from './files-upload.ts'
import { type BoxServer, startServer } from './server.ts'
import { FakeEditor, newKeys, signedSend } from './wopi-editor.ts'
import { idOf, launched } from './wopi-launches.ts'
import { address, eventually, newFile, send, wopi } from './wopi-requests.ts'

/** At the level that says most, whatever people and editors do. */
let editor: FakeEditor
let server: BoxServer
beforeAll(async () => {
  editor = await FakeEditor.start()
  server = await startServer({
    environment: { MOORAGE_EDITORS: editor.entry(), MOORAGE_LOG_LEVEL: 'debug', MOORAGE_METRICS_TOKEN: 'a-token-for-prometheus' },
  })
})
afterAll(async () => {
  await server?.stop()
  await editor?.stop()
})

interface Line {
  reqId?: string
  route?: string
  status?: number | string
  msg: string
}
const lines = () => server.log.map((line) => JSON.parse(line) as Line)
const lineOf = async (reqId: string | null | undefined) => {
  await eventually(() => lines().some((line) => line.reqId === reqId), 'the answer’s line is in the log')
  return lines().find((line) => line.reqId === reqId)
}

test('nothing that opens anything, and no name, comes out of a run of real requests', async () => {
  const secrets = ['a-token-for-prometheus', 'wrong-password-typed', 'x'.repeat(43), 'query-secret', 'Merger with Pier', 'hush']
  const password = server.password ?? ''
  secrets.push(password)
  const anna = server.visitor()
  await anna.post('/api/sign-in', { email: 'anna@demo.test', password: 'wrong-password-typed' })
  expect((await anna.post('/api/sign-in', { email: 'anna@demo.test', password })).ok).toBe(true)
  secrets.push(anna.cookie?.split('=')[1] ?? 'no cookie')
  const { myFiles } = await anna.get<Me>('/api/me')
  const { itemId } = await upload(anna, { folderId: myFiles.id, name: 'Merger with Pier.docx' }, Buffer.from('text'))
  await anna.fetch(`/api/items/${itemId}/download?access_token=query-secret`)
  await anna.fetch('/set-up?code=query-secret')
  await anna.fetch('/nowhere/Merger with Pier/?password=query-secret')
  await anna.post('/api/links/check', { code: 'x'.repeat(43) })
  await anna.fetch('/api/sign-in', { method: 'POST', body: '{"password":"hush', headers: { 'content-type': 'application/json' } })
  await anna.post('/api/forgotten', { email: 'anna@demo.test' })
  await send('GET', `${server.portal}/metrics`, { authorization: 'Bearer a-token-for-prometheus' })
  await send('GET', `${server.portal}/metrics`, { authorization: 'Bearer hush' })

  const beside = await server.session('ben@demo.test', '/My Files/To do.txt')
  const plain = await newFile(beside, 'content', 'Merger with Pier.txt')
  const ben = await server.signIn('ben@demo.test')
  const held = await launched(ben, idOf(plain), '?editor=collabora&wdhint=query-secret')
  secrets.push(beside.accessToken, plain.accessToken, held.accessToken)
  await wopi.lock(plain, 'hush')
  await wopi.put(plain, 'bytes', 'hush')
  await wopi.put(plain, 'bytes', 'another hush')
  await wopi.rename(plain, 'Merger with Pier 2', 'hush')
  await signedSend(newKeys(), 'GET', held, '', {})
  await send('GET', `${address(plain)}&wdmode=query-secret`)
  await send('GET', address({ ...plain, accessToken: `${plain.accessToken}x` }))
  await send('GET', `${server.wopi}/wopi/nothing?access_token=${plain.accessToken}`)
  const last = await anna.fetch('/api/me')
  await lineOf(last.headers.get('x-request-id'))

  expect(lines().length).toBeGreaterThan(20)
  const text = server.log.join('\n')
  for (const secret of secrets) expect(text, secret).not.toContain(secret)
  expect(text).not.toContain(server.data)
  expect(text).not.toMatch(/"(cookie|authorization)"/i)
  // of the machine's own places
  expect(text).not.toContain(process.cwd())
})

test('an answer says which line of the log is its own', async () => {
  const anna = await server.signIn()
  const good = await anna.fetch('/api/me')
  expect(await lineOf(good.headers.get('x-request-id'))).toMatchObject({ route: 'GET /api/me', status: 200, msg: 'answered' })
  const bad = await anna.fetch('/api/folders/aaaaaaaaaaaaaaaaaaaaaaaaaa')
  const problem = (await bad.json()) as Problem
  expect(problem.requestId).toBe(bad.headers.get('x-request-id'))
  expect(await lineOf(problem.requestId)).toMatchObject({ status: 404 })
  const beside = await server.session('ben@demo.test', '/My Files/To do.txt')
  const info = await wopi.info(beside)
  expect(await lineOf(info.headers['x-request-id'])).toMatchObject({ msg: 'wopi', status: 200 })
})
