import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BoxServer, startServer } from './server.ts'
import { FakeEditor, newKeys, proof } from './wopi-editor.ts'
import { idOf, launched } from './wopi-launches.ts'
import { address, eventually, type Held, newFile, secretsIn, send, wopi } from './wopi-requests.ts'

let editor: FakeEditor
let server: BoxServer
let held: Held
const tokens: string[] = []
beforeAll(async () => {
  editor = await FakeEditor.start()
  server = await startServer({ environment: { MOORAGE_EDITORS: editor.entry(), MOORAGE_LOG_LEVEL: 'debug' } })
  const beside = await server.session('ben@demo.test', '/My Files/To do.txt')
  await eventually(() => editor.fetched > 0, 'discovery is fetched at start')
  held = await launched(await server.signIn('ben@demo.test'), idOf(await newFile(beside, 'text', 'signed.txt')), '?editor=collabora')
  tokens.push(held.accessToken, beside.accessToken)
})
afterAll(async () => {
  await server?.stop()
  await editor?.stop()
})

const MINUTE = 60_000
const info = (headers: Record<string, string>, url = address(held)) => send('GET', url, headers)
const good = () => proof(address(held), { by: editor.current })

test('a signature by the current key is accepted, and so is the same request again', async () => {
  const headers = good()
  expect((await info(headers)).status).toBe(200)
  expect((await info(headers)).status).toBe(200)
})

test('a request without any proof is answered 500', async () => {
  const answer = await info({})
  expect(answer.status).toBe(500)
  expect(answer.body).toBe('')
  expect(answer.headers['x-wopi-servererror']).toBe('The proof of this request does not hold')
})

test('half a proof is no proof', async () => {
  const { 'X-WOPI-Proof': signature = '', 'X-WOPI-TimeStamp': time = '' } = good()
  expect((await info({ 'X-WOPI-Proof': signature })).status).toBe(500)
  expect((await info({ 'X-WOPI-TimeStamp': time })).status).toBe(500)
  expect((await info({ 'X-WOPI-ProofOld': signature, 'X-WOPI-TimeStamp': 'yesterday' })).status).toBe(500)
})

test('the proof of another address is answered 500: another file, operation path, query or host', async () => {
  for (const other of [
    address({ ...held, wopiSrc: `${held.wopiSrc}x` }),
    address(held, '/contents'),
    `${address(held)}&more=1`,
    address(held).replace('localhost', '127.0.0.1'),
  ])
    expect((await info(proof(other, { by: editor.current }))).status).toBe(500)
})

test('a proof of 21 minutes ago is refused, one of 19 minutes ago is good', async () => {
  expect((await info(proof(address(held), { by: editor.current, at: Date.now() - 21 * MINUTE }))).status).toBe(500)
  expect((await info(proof(address(held), { by: editor.current, at: Date.now() - 19 * MINUTE }))).status).toBe(200)
})

test('a proof from the far future is refused', async () => {
  expect((await info(proof(address(held), { by: editor.current, at: Date.now() + 60 * MINUTE }))).status).toBe(500)
})

test('a stranger’s key is refused, and strangers make the editor’s discovery be fetched at most once a minute', async () => {
  const stranger = newKeys()
  const before = editor.fetched
  const answers = await Promise.all(Array.from({ length: 5 }, () => info(proof(address(held), { by: stranger }))))
  expect(answers.map(({ status }) => status)).toEqual([500, 500, 500, 500, 500])
  expect(editor.fetched - before).toBeLessThanOrEqual(1)
})

test('the bytes of the address are what counts: a needlessly escaped one is accepted when that is what was signed', async () => {
  const escaped = address(held).replace('?access_token=', '?%61=b&access_token=')
  expect((await info(proof(escaped, { by: editor.current }), escaped)).status).toBe(200)
  expect((await info(good(), escaped)).status).toBe(500)
})

test('a client that escapes every letter of the token may have signed the token as it is, or as it wrote it', async () => {
  const escaped = address(held).replace(/access_token=.*/, (pair) =>
    pair.replace(/[a-z2-7]{44}/, (token) => [...token].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('')),
  )
  expect(escaped).toMatch(/access_token=(%[0-9a-f]{2}){44}$/)
  expect((await info(proof(escaped, { by: editor.current }), escaped)).status).toBe(200)
  expect((await info(proof(escaped, { by: editor.current, token: escaped.split('access_token=')[1] ?? '' }), escaped)).status).toBe(200)
})

test('the test client may leave proofs out, but a proof that it sends has to hold', async () => {
  const unsigned = await server.session('ben@demo.test', '/My Files/To do.txt')
  expect((await info({}, address(unsigned))).status).toBe(200)
  expect((await info(proof(address(unsigned), { by: editor.current }), address(unsigned))).status).toBe(500)
})

test('a save with a bad proof changes nothing and is answered although its body is large', async () => {
  const body = new Uint8Array(3 * 1024 * 1024)
  const answer = await wopi.put(held, body, 'lock', proof(address(held), { by: editor.current }))
  expect(answer.status).toBe(500)
  expect((await send('GET', address(held, '/contents'), proof(address(held, '/contents'), { by: editor.current }))).body).toBe('text')
})

test('no token, path or stack is in the log', () => {
  expect(secretsIn(server, tokens)).toEqual([])
  expect(server.log.length).toBeGreaterThan(0)
})
