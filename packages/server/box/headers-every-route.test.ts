import { ROUTES } from '@moorage/api'
import { OPERATIONS } from '@moorage/wopi'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BoxServer, startServer, type Visitor } from './server.ts'
import { type Held, send } from './wopi-requests.ts'

/** Every address that answers, and what each answer must say of itself; beside the two loops of platform-origins. */

const ID = 'a'.repeat(26)
let server: BoxServer
let admin: Visitor
let held: Held
beforeAll(async () => {
  server = await startServer()
  admin = await server.signIn('admin@demo.test')
  held = await server.session('anna@demo.test', '/My Files/Start here.docx')
})
afterAll(() => server?.stop())

/** A body that somebody might read in a browser is what it says, whatever it holds. */
function expectSafe({ status, headers }: { status: number; headers: Headers }, what: string) {
  const says = (name: string) => headers.get(name) ?? ''
  expect(says('x-content-type-options'), what).toBe('nosniff')
  expect(status, what).not.toBe(500)
  if (says('content-type').startsWith('text/html')) {
    const policy = says('content-security-policy')
    expect(policy, what).toContain("default-src 'none'")
    expect(policy, what).toMatch(/frame-ancestors [^;]+/)
    expect(policy, what).toContain("base-uri 'none'")
    expect(policy.match(/script-src [^;]*/)?.[0] ?? '', what).not.toMatch(/unsafe-inline|'unsafe-eval'|data:|\*/)
  }
}

const routes = Object.entries(ROUTES).map(([name, { method, path }]) => ({ name, method, path: path.replace(/:\w+/g, ID) }))

describe.each(['nobody', 'the system administrator'])('asked by %s', (who) => {
  test.each(routes)('$name', async ({ method, path }) => {
    // the demo's administrator stays signed in
    if (who !== 'nobody' && path.startsWith('/api/sign-out')) return
    const asking = who === 'nobody' ? server.visitor() : admin
    const body = method === 'GET' ? {} : { body: '{}', headers: { 'content-type': 'application/json' } }
    const stop = new AbortController()
    const answer = await asking.fetch(path, { method, ...body, signal: stop.signal })
    expectSafe(answer, `${method} ${path}`)
    // what people may see is in no cache that others read
    expect(answer.headers.get('cache-control'), path).toContain('no-store')
    expect(answer.headers.get('content-security-policy'), path).toMatch(/default-src 'none'/)
    expect(answer.headers.get('referrer-policy'), path).toBeTruthy()
    // the stream of events has no end
    stop.abort()
  })
})

test('pages, assets, errors and wrong names, at each of the three origins', async () => {
  const pages = [
    ...[
      '/',
      '/sign-in',
      '/set-up',
      '/admin',
      '/nowhere',
      `/open/${ID}`,
      `/api/uploads/${ID}`,
      '/healthz',
      '/readyz',
      '/metrics',
      '/licence/callback',
    ],
    ...['/favicon.ico', '/assets/nothing.js'],
  ].map((path) => `${server.portal}${path}`)
  const edits = ['/edit', '/view', '/validation', '/hosting/discovery'].map((path) => `${server.editor}${path}`)
  const port = new URL(server.portal).port
  for (const url of [...pages, ...edits, `${server.wopi}/wopi/files/${ID}`, `http://127.0.0.1:${port}/`]) {
    const answer = await fetch(url, { redirect: 'manual' })
    // an answer without a body cannot be taken for anything
    if (answer.headers.get('content-length') !== '0') expectSafe(answer, url)
    await answer.body?.cancel()
  }
})

test('every WOPI operation answers bytes that no browser takes for a page', async () => {
  for (const [name, { verb, path, override }] of Object.entries(OPERATIONS)) {
    const url = `${new URL(held.wopiSrc).origin}/wopi/${path.replace('{id}', held.wopiSrc.split('/').at(-1) as string)}?access_token=${held.accessToken}`
    const answer = await send(verb, url, override ? { 'x-wopi-override': override } : {})
    expect(answer.headers['x-content-type-options'], name).toBe('nosniff')
    expect(answer.headers['content-type'] ?? '', name).not.toMatch(/html|svg/)
    expect(answer.headers['set-cookie'], name).toBeUndefined()
  }
})

test('what changes something outside the table of routes is refused from another site, too', async () => {
  const { cookie = '' } = await server.signIn()
  const elsewhere = { origin: 'https://evil.example', cookie }
  for (const path of ['/api/uploads', `/api/uploads/${ID}`, `/open/${ID}`, '/licence/callback', '/anything'])
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await send(method, `${server.portal}${path}`, elsewhere)
      expect([answer.status, answer.json<{ code: string }>().code], `${method} ${path}`).toEqual([403, 'WRONG_ORIGIN'])
    }
  // the relay carries people's tokens
  for (const path of ['/relay/leave', '/validation/run']) {
    const answer = await send('POST', `${server.editor}${path}`, elsewhere, '{}')
    expect(answer.status, path).toBeGreaterThanOrEqual(400)
  }
})

test('the cookie of a sign-in is for the portal only, and no script reads it', async () => {
  const answer = await server.visitor().post('/api/sign-in/demo', { email: 'anna@demo.test' })
  const cookies = answer.headers.getSetCookie()
  expect(cookies).toHaveLength(1)
  expect(cookies[0]).toMatch(/; HttpOnly; SameSite=Lax$/)
  expect(cookies[0]).not.toMatch(/Domain=/i)
})
