import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { OPERATIONS } from '../operations.ts'
import { HEADERS } from '../wire/headers.ts'
import { createHost } from './host.ts'
import { createMemoryStore } from './memory-store.ts'
import type { Resource } from './store.ts'

const STATUSES = new Set([200, 400, 401, 404, 409, 412, 413, 501])
const overrides = Object.values(OPERATIONS).flatMap(({ override }) => override ?? [])
const latin1 = fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)), maxLength: 40 })

const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', 'get', ''),
  place: fc.constantFrom('file', 'container', 'ecosystem'),
  tail: fc.oneof(fc.constantFrom('', '/contents', '/ancestry', '/ecosystem_pointer', '/children', '/root_container_pointer'), fc.string()),
  override: fc.oneof(fc.constantFrom(...overrides), latin1),
  headers: fc.dictionary(fc.constantFrom(...Object.values(HEADERS)), fc.oneof(latin1, fc.constantFrom('', 'true', 'A', '+AF8-', '12'))),
  body: fc.uint8Array({ maxLength: 50 }),
  rightToken: fc.boolean(),
})

const ANNA = { id: 'anna', name: 'Anna', mayEdit: true }

async function* streamOf(text: string): AsyncGenerator<Uint8Array> {
  if (text) yield new TextEncoder().encode(text)
}

function setUp() {
  const store = createMemoryStore()
  const id = store.addFile('Report.docx', new TextEncoder().encode('hello'))
  return { store, host: createHost({ store, serverVersion: 'test/1' }), id, token: store.issueToken(id, ANNA) }
}

test('no request, however strange, gets anything but a status of the protocol, one-line headers and whole JSON', async () => {
  await fc.assert(
    fc.asyncProperty(request, async ({ method, place, tail, override, headers, body, rightToken }) => {
      const store = createMemoryStore({ offers: { containers: true, ecosystem: true, shareUrls: true, activities: true } })
      const host = createHost({ store, serverVersion: 'test/1' })
      const id = store.addFile('Report.docx', new Uint8Array(3))
      const resource = place === 'ecosystem' ? { kind: place } : { kind: place, id: place === 'file' ? id : store.rootId }
      async function* bytes() {
        yield body
      }
      const {
        status,
        headers: answered,
        body: text,
      } = await host.handle({
        method,
        path: `${resource.id === undefined ? place : `${place}s/${resource.id}`}${tail}`,
        query: `access_token=${rightToken ? store.issueToken(resource as Resource, ANNA) : 'wrong'}`,
        headers: { ...headers, [HEADERS.override]: override },
        body: bytes(),
      })
      expect(STATUSES).toContain(status)
      if (!rightToken) expect(status).not.toBe(200)
      for (const value of Object.values(answered)) expect(value).toMatch(/^[\x20-\x7e]*$/)
      if (typeof text === 'string') expect(text).toBe(JSON.stringify(JSON.parse(text)))
    }),
    { numRuns: 500 },
  )
})

describe('requests that make no sense', () => {
  const lockOf = (length: number) => ({ 'X-WOPI-Lock': 'x'.repeat(length) })

  test.each([
    ['an unknown override', 'files', { 'X-WOPI-Override': 'MAKE_COFFEE' }, 501],
    ['no override', 'files', {}, 400],
    ['a lock of 1,025 characters', 'files', { 'X-WOPI-Override': 'LOCK', ...lockOf(1025) }, 400],
    ['a lock of 1,024 characters', 'files', { 'X-WOPI-Override': 'LOCK', ...lockOf(1024) }, 200],
    ['a lock that is not ASCII', 'files', { 'X-WOPI-Override': 'LOCK', 'X-WOPI-Lock': 'ä' }, 400],
    ['a save with a lock of 1,025 characters', 'contents', { 'X-WOPI-Override': 'PUT', ...lockOf(1025) }, 400],
    [
      'an old lock that is empty, which makes it a plain Lock',
      'files',
      { 'X-WOPI-Override': 'LOCK', ...lockOf(1), 'X-WOPI-OldLock': '' },
      200,
    ],
    ['a rename without a name', 'files', { 'X-WOPI-Override': 'RENAME_FILE' }, 400],
    ['no target', 'files', { 'X-WOPI-Override': 'PUT_RELATIVE' }, 400],
    ['two targets', 'files', { 'X-WOPI-Override': 'PUT_RELATIVE', 'X-WOPI-SuggestedTarget': '.a', 'X-WOPI-RelativeTarget': 'b.a' }, 400],
  ] as const)('%s', async (_, kind, headers, status) => {
    const { host, id, token } = setUp()
    const path = kind === 'files' ? `files/${id}` : `files/${id}/contents`
    const response = await host.handle({ method: 'POST', path, query: `?access_token=${token}`, headers, body: streamOf('body') })
    expect(response.status).toBe(status)
  })

  test.each([
    'files',
    'files/',
    'files/..',
    'files/../contents',
    'files/a%2fb',
    'files/%2e%2e%2f%2e%2e',
    'files/a/b',
    'files/ids/a/contents',
    'files/a/contents/',
    'other/a',
    '',
  ])('there is nothing at /%s', async (path) => {
    const { host, token } = setUp()
    const response = await host.handle({ method: 'GET', path, query: `access_token=${token}`, headers: {}, body: streamOf('') })
    expect(response.status).toBe(404)
  })

  test('a method that WOPI does not use is 501', async () => {
    const { host, id, token } = setUp()
    const request = { path: `files/${id}`, query: `access_token=${token}`, headers: {}, body: streamOf('') }
    expect((await host.handle({ method: 'DELETE', ...request })).status).toBe(501)
  })

  test('a body is read before it is refused, up to the bound', async () => {
    const { store, id, token } = setUp()
    const host = createHost({ store, serverVersion: 'test/1', drainBound: 10 })
    let sent = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        sent += 4
        yield new Uint8Array(4)
      }
    }
    const response = await host.handle({
      method: 'POST',
      path: `files/${id}/contents`,
      query: 'access_token=wrong',
      headers: {},
      body: endless(),
    })
    expect(response.status).toBe(401)
    expect(sent).toBe(12)
    expect(token).not.toBe('wrong')
  })
})
