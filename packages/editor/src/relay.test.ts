import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  checkProof,
  createHost,
  createMemoryStore,
  decodeProofKey,
  type MemoryStore,
  type ProofKeys,
  type ProofResult,
  parseDiscovery,
} from '@moorage/wopi'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { editorPlugin, rotateProofKeys } from './index.ts'

const EDITOR = 'http://editor.test'
const ANNA = { id: 'anna', name: 'Anna', mayEdit: true }

let folder: string
let keysFile: string
let wopi: Server
let wopiOrigin: string
let store: MemoryStore
let editor: FastifyInstance
/** of every request that reached the host */
let proofs: ProofResult[]
let operations: string[]
/** what the host knows of the editor's keys; refreshed only when a test says so */
let known: ProofKeys<KeyObject>
/** lets a test hold a PutFile back */
let beforePut: () => Promise<void>

async function discover(): Promise<ProofKeys<KeyObject>> {
  const { proofKey } = parseDiscovery((await editor.inject('/hosting/discovery')).body)
  const keyOf = (key: Parameters<typeof decodeProofKey>[0]) => {
    const jwk = decodeProofKey(key)
    if (!jwk) throw new Error('no key')
    return createPublicKey({ key: { ...jwk }, format: 'jwk' })
  }
  if (!proofKey) throw new Error('no proof key')
  return { current: keyOf(proofKey.current), ...(proofKey.old ? { old: keyOf(proofKey.old) } : {}) }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moorage-editor-'))
  keysFile = join(folder, 'keys', 'proof.json')
  wopi = createServer(async (request, response) => {
    const url = `${wopiOrigin}${request.url}`
    const header = (name: string) => request.headers[name] as string | undefined
    const accessToken = new URL(url).searchParams.get('access_token') ?? ''
    const signed = {
      accessToken,
      url,
      proof: header('x-wopi-proof'),
      proofOld: header('x-wopi-proofold'),
      timeStamp: header('x-wopi-timestamp'),
    }
    proofs.push(await checkProof(signed, known, Date.now(), (data, signature, key) => verify('RSA-SHA256', data, key, signature)))
    operations.push(header('x-wopi-override') ?? request.method ?? '')
    if (header('x-wopi-override') === 'PUT') await beforePut()
    const { pathname, search } = new URL(url)
    const path = pathname.replace(/^\/wopi\//, '')
    const host = createHost({ store, serverVersion: 'test' })
    const answer = await host.handle({ method: request.method ?? '', path, query: search, headers: request.headers, body: request })
    response.writeHead(answer.status, answer.headers)
    if (answer.body === undefined || typeof answer.body === 'string') response.end(answer.body)
    else {
      for await (const chunk of answer.body) response.write(chunk)
      response.end()
    }
  })
  await new Promise<void>((resolve) => wopi.listen(0, '127.0.0.1', resolve))
  wopiOrigin = `http://127.0.0.1:${(wopi.address() as AddressInfo).port}`
  editor = fastify()
  await editor.register(editorPlugin, {
    origin: EDITOR,
    wopiOrigins: [wopiOrigin],
    portalOrigins: () => ['http://portal.test'],
    keysFile,
    converter: { program: 'off', folder: '', hidden: '' },
    webFolder: join(folder, 'web'),
    log: { warn() {}, error() {} },
  })
  known = await discover()
})
afterAll(async () => {
  await editor.close()
  wopi.closeAllConnections()
  await new Promise((resolve) => wopi.close(resolve))
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  store = createMemoryStore({ wopiUrl: `${wopiOrigin}/wopi` })
  proofs = []
  operations = []
  beforePut = async () => {}
})

function open(name: string, content: string) {
  const id = store.addFile(name, new TextEncoder().encode(content))
  const headers = {
    origin: EDITOR,
    authorization: `Bearer ${store.issueToken(id, ANNA)}`,
    'moorage-wopisrc': `${wopiOrigin}/wopi/files/${id}`,
  }
  return {
    id,
    headers,
    get: (path: string) => editor.inject({ url: `/relay/${path}`, headers }),
    post: (path: string, payload: string | Buffer, more: Record<string, string> = {}) =>
      editor.inject({ method: 'POST', url: `/relay/${path}`, headers: { ...headers, ...more }, payload }),
    lock: (operation: string, lock = '', oldLock = '') =>
      editor.inject({ method: 'POST', url: '/relay/lock', headers, payload: JSON.stringify({ operation, lock, oldLock }) }),
  }
}

test('every request is signed so that a host with our discovery believes it', async () => {
  const file = open('a.txt', 'hello')
  expect((await file.get('info')).json()).toMatchObject({ BaseFileName: 'a.txt', Size: 5, UserId: 'anna' })
  expect((await file.get('contents')).body).toBe('hello')
  expect((await file.lock('lock', 'moorage:1')).json()).toMatchObject({ held: 'moorage:1' })
  expect((await file.post('contents', 'hello there', { 'moorage-lock': 'moorage:1' })).statusCode).toBe(200)
  expect((await file.get('contents')).body).toBe('hello there')
  expect(proofs.length).toBe(5)
  expect(new Set(proofs.map((proof) => proof.outcome === 'valid' && proof.by))).toEqual(new Set(['current']))
})

test('after a rotation a host with old discovery still believes us, and with new discovery too', async () => {
  const file = open('a.txt', 'hello')
  await rotateProofKeys(keysFile)
  expect((await file.get('info')).statusCode).toBe(200)
  expect(proofs).toEqual([{ outcome: 'valid', by: 'old-signature', rotated: true }])
  known = await discover()
  expect(known.old).toBeDefined()
  proofs = []
  expect((await file.get('info')).statusCode).toBe(200)
  expect(proofs).toEqual([{ outcome: 'valid', by: 'current', rotated: false }])
})

test('the key file is for its owner only and holds no more than two keys', async () => {
  await rotateProofKeys(keysFile)
  expect(Object.keys(JSON.parse(await readFile(keysFile, 'utf8')) as object)).toEqual(['current', 'old'])
  known = await discover()
})

test('a lock that somebody else holds is told with its id', async () => {
  const file = open('a.txt', 'hello')
  await file.lock('lock', 'moorage:1')
  const refused = await file.lock('lock', 'moorage:2')
  expect(refused.statusCode).toBe(409)
  expect(refused.json()).toMatchObject({ status: 409, held: 'moorage:1' })
  expect((await file.lock('get')).json()).toEqual({ held: 'moorage:1' })
  expect((await file.lock('relock', 'moorage:2', 'moorage:1')).statusCode).toBe(200)
  expect((await file.post('contents', 'x', { 'moorage-lock': 'moorage:1' })).json()).toMatchObject({ status: 409, held: 'moorage:2' })
  expect((await file.lock('unlock', 'moorage:2')).json()).toMatchObject({ held: '' })
})

test('an Unlock that is sent on leaving waits for the PutFile before it', async () => {
  const file = open('a.txt', 'hello')
  await file.lock('lock', 'moorage:1')
  let release = () => {}
  const reached = new Promise<void>((resolve) => {
    beforePut = () => {
      resolve()
      return new Promise((go) => {
        release = go
      })
    }
  })
  const put = file.post('contents', 'the last words', { 'moorage-lock': 'moorage:1' })
  await reached
  const head = { wopiSrc: file.headers['moorage-wopisrc'], token: file.headers.authorization.slice(7), lock: 'moorage:1', save: false }
  const leaving = editor.inject({ method: 'POST', url: '/relay/leave', headers: { origin: EDITOR }, payload: `${JSON.stringify(head)}\n` })
  beforePut = async () => {}
  release()
  expect((await put).statusCode).toBe(200)
  expect((await leaving).json()).toEqual({ saved: false, unlocked: true })
  expect(operations).toEqual(['LOCK', 'PUT', 'UNLOCK'])
  expect((await file.get('contents')).body).toBe('the last words')
})

test('a page that goes away can save its last bytes and unlock in one request', async () => {
  const file = open('a.txt', 'hello')
  await file.lock('lock', 'moorage:1')
  const head = { wopiSrc: file.headers['moorage-wopisrc'], token: file.headers.authorization.slice(7), lock: 'moorage:1', save: true }
  const payload = `${JSON.stringify(head)}\nline one\nline two`
  const left = await editor.inject({ method: 'POST', url: '/relay/leave', headers: { origin: EDITOR }, payload })
  expect(left.json()).toEqual({ saved: true, unlocked: true })
  expect((await file.get('contents')).body).toBe('line one\nline two')
})

test('a copy and a new name travel with every character', async () => {
  const file = open('a.txt', 'hello')
  const copy = await file.post('copy', 'mine', { 'moorage-name': encodeURIComponent('Grüße 漢字.txt') })
  expect(copy.json()).toMatchObject({ name: 'Grüße 漢字.txt' })
  const renamed = await file.post('rename', '', { 'moorage-name': encodeURIComponent('Büdget_2026') })
  expect(renamed.json()).toEqual({ name: 'Büdget_2026' })
  expect((await file.get('info')).json()).toMatchObject({ BaseFileName: 'Büdget_2026.txt' })
})

test('an unknown token is told as 401 and nothing else of the host shows', async () => {
  const file = open('a.txt', 'hello')
  const answer = await editor.inject({ url: '/relay/info', headers: { ...file.headers, authorization: 'Bearer nonsense' } })
  expect(answer.statusCode).toBe(401)
  expect(answer.json()).toEqual({ status: 401 })
})

test('no other page may use the relay, and no other host is called through it', async () => {
  const file = open('a.txt', 'hello')
  const call = (headers: Record<string, string>, method: 'GET' | 'POST' = 'GET') =>
    editor.inject({
      method,
      url: method === 'GET' ? '/relay/info' : '/relay/lock',
      headers: { ...file.headers, ...headers },
      payload: '{"operation":"get"}',
    })
  expect((await call({ origin: 'http://portal.test' }, 'POST')).statusCode).toBe(403)
  expect((await call({ 'sec-fetch-site': 'same-site' })).statusCode).toBe(403)
  expect((await call({ 'sec-fetch-site': 'same-origin' })).statusCode).toBe(200)
  for (const wopisrc of [
    'http://169.254.169.254/wopi/files/a',
    `${wopiOrigin}/wopi/files/../admin`,
    `${wopiOrigin}/wopi/files/a?x=1`,
    `${wopiOrigin}.evil.test/wopi/files/a`,
    `${wopiOrigin}@evil.test/wopi/files/a`,
    `${wopiOrigin}/wopi/containers/a`,
  ])
    expect((await call({ 'moorage-wopisrc': wopisrc })).statusCode, wopisrc).toBe(400)
  expect(proofs.length).toBe(1)
})

test('a host that is gone is told as status 0', async () => {
  const gone = fastify()
  const log: object[] = []
  await gone.register(editorPlugin, {
    origin: EDITOR,
    wopiOrigins: ['http://127.0.0.1:1'],
    portalOrigins: () => [],
    keysFile,
    converter: { program: 'off', folder: '', hidden: '' },
    webFolder: join(folder, 'web'),
    log: { warn: (details) => void log.push(details), error() {} },
  })
  const headers = { origin: EDITOR, authorization: 'Bearer secrettoken', 'moorage-wopisrc': 'http://127.0.0.1:1/wopi/files/a' }
  const answer = await gone.inject({ url: '/relay/info', headers })
  expect(answer.statusCode).toBe(502)
  expect(answer.json()).toEqual({ status: 0 })
  expect(JSON.stringify(log)).not.toContain('secrettoken')
  await gone.close()
})
