import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { OPERATIONS } from '@moorage/wopi'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BoxServer, startServer } from './server.ts'
import { type Answer, address, eventually, type Held, newFile, secretsIn, send, wopi } from './wopi-requests.ts'

let server: BoxServer
let beside: Held
const answers: Answer[] = []
beforeAll(async () => {
  server = await startServer({ environment: { MOORAGE_LOG_LEVEL: 'debug', MOORAGE_MAX_FILE_SIZE: '20MB' } })
  beside = await server.session('ben@demo.test', '/My Files/To do.txt')
})
afterAll(() => server?.stop())

const kept = async (request: Promise<Answer>) => {
  const answer = await request
  answers.push(answer)
  return answer
}
/** its counterpart in the alphabet of tokens */
const other = (letter: string | undefined) => (letter === 'a' ? 'b' : 'a')

test('a token that is wrong, cut, of another file or missing opens nothing, whatever the operation', async () => {
  const held = await newFile(beside, 'text')
  const { accessToken } = held
  const wrong = [
    `${accessToken.slice(0, -1)}${other(accessToken.at(-1))}`,
    `${other(accessToken[0])}${accessToken.slice(1)}`,
    accessToken.slice(0, 43),
    accessToken.toUpperCase(),
    beside.accessToken,
    'x'.repeat(3000),
    '',
  ]
  for (const token of wrong) {
    const foreign = { ...held, accessToken: token }
    for (const { verb, path, override } of Object.values(OPERATIONS)) {
      if (!path.startsWith('files/')) continue
      const part = path.slice('files/{id}'.length) as '' | '/contents'
      const headers: Record<string, string> = override ? { 'x-wopi-override': override, 'x-wopi-lock': 'A' } : {}
      expect((await kept(send(verb, address(foreign, part), headers))).status).toBe(401)
    }
  }
  expect((await wopi.get(held)).body).toBe('text')
})

test('a token of the view kind reads, and every change is refused', async () => {
  const viewing = await server.session('ben@demo.test', '/My Files/To do.txt', '--view')
  expect((await wopi.info(viewing)).json()).toMatchObject({
    UserCanWrite: false,
    ReadOnly: true,
    UserCanNotWriteRelative: true,
    UserCanRename: false,
  })
  expect((await wopi.get(viewing)).status).toBe(200)
  const changes = [wopi.lock(viewing, 'A'), wopi.put(viewing, 'x', 'A'), wopi.rename(viewing, 'x'), wopi.remove(viewing)]
  expect((await Promise.all(changes)).map(({ status }) => status)).toEqual([404, 404, 404, 404])
  const relative: Record<string, string>[] = [
    { 'x-wopi-suggestedtarget': '.txt' },
    { 'x-wopi-relativetarget': 'a.txt' },
    { 'x-wopi-suggestedtarget': '.txt', 'x-wopi-relativetarget': 'a.txt' },
    {},
  ]
  // WOPI: UserCanNotWriteRelative promises 501 for every one of them
  for (const headers of relative) expect((await kept(wopi.putRelative(viewing, headers, 'x'))).status).toBe(501)
})

test('an unknown override is 501, a missing one 400, and every operation that is not built 501', async () => {
  expect((await kept(send('POST', address(beside), { 'x-wopi-override': 'MAKE_COFFEE' }))).status).toBe(501)
  expect((await kept(send('POST', address(beside)))).status).toBe(400)
  for (const { verb, path, override, built } of Object.values(OPERATIONS)) {
    if (built || !path.startsWith('files/')) continue
    const part = path.slice('files/{id}'.length) as ''
    expect((await kept(send(verb, address(beside, part), override ? { 'x-wopi-override': override } : {}))).status).toBe(501)
  }
})

test('other addresses of the WOPI origin, other methods and climbing paths are answered 404 without a word', async () => {
  const { accessToken } = beside
  const paths = [
    '/',
    '/api/me',
    '/open/x',
    '/wopi',
    '/wopi/',
    '/wopi/files',
    '/wopi/files/',
    '/wopi/files/../files/x',
    '/wopi/files/%2e%2e%2fmoorage.db',
    '/wopi/files/..%2f..%2fmoorage.db/contents',
    '/wopi/files/a/b',
    '/wopi/files/ids/abc',
  ]
  for (const path of paths) {
    const answer = await kept(raw(`GET ${path}?access_token=${accessToken} HTTP/1.1`))
    expect([path, answer.status, answer.body]).toEqual([path, 404, ''])
  }
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']) expect((await kept(send(method, address(beside)))).status).toBe(404)
  const cookies = answers.flatMap(({ headers }) => headers['set-cookie'] ?? [])
  expect(cookies).toEqual([])
})

/** One request exactly as written; resolves when the server closes or has answered. */
function raw(line: string, more: string[] = [], then?: (socket: ReturnType<typeof connect>) => void): Promise<Answer> {
  const { hostname, port, host } = new URL(server.wopi)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    let text = ''
    socket.on('data', (chunk) => (text += chunk.toString('latin1')))
    socket.on('error', (error) => (text ? undefined : reject(error)))
    socket.on('close', () => {
      const [head = '', body = ''] = text.split('\r\n\r\n')
      const [status, ...lines] = head.split('\r\n')
      const headers = Object.fromEntries(
        lines.map((entry) => [entry.slice(0, entry.indexOf(':')).toLowerCase(), entry.slice(entry.indexOf(':') + 1).trim()]),
      )
      const local = socket.localPort ?? 0
      resolve({ status: Number(status?.split(' ')[1] ?? 0), headers, body, port: local, json: <T>() => JSON.parse(body) as T })
    })
    socket.write([line, `Host: ${host}`, 'Connection: close', ...more, '', ''].join('\r\n'))
    then?.(socket)
  })
}

const target = ({ wopiSrc, accessToken }: Held) => `${new URL(wopiSrc).pathname}/contents?access_token=${accessToken}`

test('GetLock of an unlocked file says so with an empty header that is really on the wire', async () => {
  const held = await newFile(beside, 'text')
  const line = `POST ${new URL(held.wopiSrc).pathname}?access_token=${held.accessToken} HTTP/1.1`
  const answer = await raw(line, ['X-WOPI-Override: GET_LOCK', 'Content-Length: 0'])
  expect(answer.headers).toMatchObject({ 'x-wopi-lock': '', 'x-wopi-serverversion': expect.stringMatching(/^Moorage/) })
})

test('2 GiB declared and not sent is refused at once as too large', async () => {
  const held = await newFile(beside, 'text')
  await wopi.lock(held, 'A')
  const headers = ['X-WOPI-Override: PUT', 'X-WOPI-Lock: A', `Content-Length: ${2 ** 31}`]
  const answer = await raw(`POST ${target(held)} HTTP/1.1`, headers, (socket) => {
    const chunk = Buffer.alloc(1024 * 1024)
    const push = () => {
      if (!socket.destroyed) socket.write(chunk, (error) => error ?? setImmediate(push))
    }
    push()
  })
  expect(answer.status).toBe(413)
  expect((await wopi.get(held)).body).toBe('text')
})

test('more than the limit without a declared length is refused as too large, and nothing is left of it', async () => {
  const held = await newFile(beside, 'text')
  await wopi.lock(held, 'A')
  const chunk = Buffer.alloc(1024 * 1024).toString('latin1')
  const answer = await raw(
    `POST ${target(held)} HTTP/1.1`,
    ['X-WOPI-Override: PUT', 'X-WOPI-Lock: A', 'Transfer-Encoding: chunked'],
    (socket) => {
      for (let sent = 0; sent < 24; sent++) socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`)
      socket.write('0\r\n\r\n')
    },
  )
  expect(answer.status).toBe(413)
  expect((await wopi.get(held)).body).toBe('text')
  expect(await unfinished()).toEqual([])
})

/** What lies in the folder of bodies that have no key yet. */
const unfinished = () => readdir(join(server.data, 'blobs', '.incoming')).catch(() => ['the folder is not where this test looks'])

test('a client that goes away in the middle of a save leaves the old bytes and nothing else', async () => {
  const held = await newFile(beside, 'the old bytes')
  await wopi.lock(held, 'A')
  const gone = raw(
    `POST ${target(held)} HTTP/1.1`,
    ['X-WOPI-Override: PUT', 'X-WOPI-Lock: A', `Content-Length: ${10 * 1024 * 1024}`],
    (socket) => {
      socket.write(Buffer.alloc(2 * 1024 * 1024))
      eventually(async () => (await unfinished()).length === 1, 'the save has begun to arrive').finally(() => socket.destroy())
    },
  )
  await gone.catch(() => undefined)
  await eventually(async () => (await unfinished()).length === 0, 'what had arrived is removed')
  expect((await wopi.get(held)).body).toBe('the old bytes')
  expect((await wopi.put(held, 'the new bytes', 'A')).status).toBe(200)
})

test('readers during saves see one version whole, with its own version number', async () => {
  const size = 3 * 1024 * 1024
  const held = await newFile(beside, Buffer.alloc(size, 'a'))
  await wopi.lock(held, 'A')
  const letters = new Map([[(await wopi.info(held)).json<{ Version: string }>().Version, 'a']])
  let saving = true
  const saves = (async () => {
    for (const letter of 'bcdefghij') {
      const saved = await wopi.put(held, Buffer.alloc(size, letter), 'A')
      expect(saved.status).toBe(200)
      letters.set(saved.headers['x-wopi-itemversion'] ?? '', letter)
    }
    saving = false
  })()
  const read: Answer[] = []
  while (saving) read.push(...(await Promise.all([wopi.get(held), wopi.get(held), wopi.get(held)])))
  await saves
  expect(read.length).toBeGreaterThan(5)
  for (const { body, headers } of read) {
    const letter = letters.get(headers['x-wopi-itemversion'] ?? '') ?? 'none'
    expect(body.length).toBe(size)
    expect(body === letter.repeat(size)).toBe(true)
  }
})

test('GetFile of more than the client expects is answered 412', async () => {
  const held = await newFile(beside, '12345')
  expect((await wopi.get(held, { 'x-wopi-maxexpectedsize': '4' })).status).toBe(412)
  expect((await wopi.get(held, { 'x-wopi-maxexpectedsize': '5' })).status).toBe(200)
})

test('PutUserInfo is kept with the user and shown in every file; more than 1,024 characters are refused', async () => {
  const held = await newFile(beside, 'text')
  expect((await wopi.userInfo(held, 'PutUserInfoTest')).status).toBe(200)
  expect((await wopi.info(beside)).json()).toMatchObject({ UserInfo: 'PutUserInfoTest' })
  expect((await kept(wopi.userInfo(held, 'x'.repeat(1025)))).status).toBe(400)
})

test('names: an illegal exact one is refused in words, a suggested one is adjusted, a taken one gets a number', async () => {
  const exact = (name: string, more: Record<string, string> = {}) =>
    kept(wopi.putRelative(beside, { 'x-wopi-relativetarget': name, ...more }, 'x'))
  const illegal = await exact('a+AFw-b.txt')
  expect([illegal.status, illegal.headers['x-wopi-invalidfilenameerror']]).toEqual([400, 'A name cannot contain \\'])
  expect((await exact('x'.repeat(520))).status).toBe(400)
  expect((await exact('taken.txt')).status).toBe(200)
  const taken = await exact('taken.txt')
  expect([taken.status, taken.headers['x-wopi-validrelativetarget']]).toEqual([409, 'taken (2).txt'])
  expect((await exact('taken.txt', { 'x-wopi-overwriterelativetarget': 'true' })).status).toBe(200)
  const suggest = async (name: string) =>
    (await kept(wopi.putRelative(beside, { 'x-wopi-suggestedtarget': name }, 'x'))).json<{ Name: string }>().Name
  expect(await suggest('taken.txt')).toBe('taken (2).txt')
  expect(await suggest('.md')).toBe('To do.md')
  expect(await suggest('a+AC8-b+ADo-c.txt')).toBe('a-b-c.txt')
  expect(await suggest('CON.txt')).not.toBe('CON.txt')
  expect((await suggest(`${'long '.repeat(120)}.txt`)).length).toBeLessThanOrEqual(255)
})

test('after DeleteFile every operation on the file is answered 404', async () => {
  const held = await newFile(beside, 'text')
  expect((await wopi.remove(held)).status).toBe(200)
  const after = [
    wopi.info(held),
    wopi.get(held),
    wopi.lock(held, 'A'),
    wopi.getLock(held),
    wopi.put(held, 'x', 'A'),
    wopi.rename(held, 'x'),
    wopi.remove(held),
  ]
  expect(new Set((await Promise.all(after)).map(({ status }) => status))).toEqual(new Set([404]))
})

test('the server is up, and no token, path or stack is in an answer or in the log', async () => {
  expect((await fetch(`${server.wopi}/health`)).status).toBe(200)
  const texts = answers.filter(({ status }) => status !== 200).map(({ headers, body }) => JSON.stringify(headers) + body)
  expect(secretsIn(server, [beside.accessToken], texts)).toEqual([])
})
