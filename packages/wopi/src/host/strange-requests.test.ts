import fc from 'fast-check'
import { expect, test } from 'vitest'
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

test('no request, however strange, gets anything but a status of the protocol, one-line headers and whole JSON', async () => {
  const user = { id: 'anna', name: 'Anna', mayEdit: true }
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
        query: `access_token=${rightToken ? store.issueToken(resource as Resource, user) : 'wrong'}`,
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
