import { request } from 'node:http'
import { ROUTES } from '@moorage/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BoxServer, startServer } from './server.ts'

let server: BoxServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.stop())

interface Answer {
  status: number | undefined
  headers: Record<string, string | string[] | undefined>
  text: string
}

/** A request with headers that fetch would not send. */
const raw = (url: string, headers: Record<string, string>, method = 'GET', body?: string) =>
  new Promise<Answer>((resolve, reject) => {
    const sent = request(url, { method, headers }, async (response) => {
      let text = ''
      for await (const chunk of response.setEncoding('utf8')) text += chunk
      resolve({ status: response.statusCode, headers: response.headers, text })
    })
    sent.on('error', reject).end(body)
  })

const card = JSON.stringify({ email: 'anna@demo.test' })
const signIn = (headers: Record<string, string>) =>
  raw(`${server.portal}/api/sign-in/demo`, { 'content-type': 'application/json', ...headers }, 'POST', card)

test('a change that names another origin, or none, is refused', async () => {
  const evil = { origin: 'https://evil.example' }
  for (const headers of [
    {},
    evil,
    { origin: server.editor },
    { origin: server.portal, 'sec-fetch-site': 'same-site' },
    { origin: 'null' },
  ]) {
    const answer = await signIn(headers as Record<string, string>)
    expect([answer.status, JSON.parse(answer.text).code], JSON.stringify(headers)).toEqual([403, 'WRONG_ORIGIN'])
    expect(answer.headers['set-cookie']).toBeUndefined()
  }
})

const someId = 'a'.repeat(26)
const called = Object.entries(ROUTES).map(([name, { method, path, access }]) => ({
  name,
  method,
  access,
  path: path.replace(/:\w+/g, someId),
}))

test.each(called.filter(({ access }) => access === 'signed-in'))('$name answers 401 to nobody', async ({ method, path }) => {
  const answer = await raw(`${server.portal}${path}`, { origin: server.portal }, method)
  expect([answer.status, JSON.parse(answer.text).code]).toEqual([401, 'SIGN_IN_NEEDED'])
})

test.each(called.filter(({ method }) => method !== 'GET'))('$name is refused from another site', async ({ method, path }) => {
  const { cookie = '' } = await server.signIn()
  const answer = await raw(`${server.portal}${path}`, { origin: 'https://evil.example', cookie }, method)
  expect([answer.status, JSON.parse(answer.text).code]).toEqual([403, 'WRONG_ORIGIN'])
})

test('a change from the portal’s own page is taken', async () => {
  expect((await signIn({ origin: server.portal })).status).toBe(200)
  expect((await signIn({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
})

test('a wrong host name gets one page with the right address, on each of the three ports', async () => {
  for (const origin of [server.portal, server.wopi, server.editor]) {
    const { port } = new URL(origin)
    // to test clients of Microsoft 365 WOPI has that other name
    const other = origin === server.wopi ? '[::1]' : '127.0.0.1'
    for (const host of [`${other}:${port}`, 'files.example.com']) {
      const answer = await raw(`${origin}/some/place`, { host })
      expect(answer.status).toBe(421)
      expect(answer.text).toContain(`href="${server.portal}/`)
      expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    }
  }
})

test('what is asked of a wrong host name is not put into the page as markup', async () => {
  const { port } = new URL(server.portal)
  const answer = await raw(server.portal, { host: `127.0.0.1:${port}`, 'x-path': '' })
  expect(answer.status).toBe(421)
  const path = await raw(`${server.portal}/"><script>alert(1)</script>`, { host: '127.0.0.1' })
  expect(path.text).not.toContain('<script')
})

test('the health check answers by any name, on the WOPI origin only', async () => {
  expect((await raw(`${server.wopi}/health`, { host: '10.0.0.7' })).text).toBe('{"status":"ok"}')
  expect((await fetch(`${server.editor}/health`)).status).toBe(404)
})

test('the WOPI and editor origins set no cookie and serve no page of the portal', async () => {
  const anna = await server.signIn()
  for (const origin of [server.wopi, server.editor])
    for (const path of ['/', '/api/me', '/sign-in']) {
      const answer = await fetch(`${origin}${path}`, { headers: { cookie: anna.cookie ?? '' } })
      expect([answer.status, answer.headers.get('set-cookie')], `${origin}${path}`).toEqual([404, null])
    }
})

test('an address that cannot be read, or is nowhere, is not repeated', async () => {
  for (const origin of [server.portal, server.wopi, server.editor]) {
    const unreadable = await raw(`${origin}/%E0%A4%A?access_token=abc`, {})
    expect([unreadable.status, unreadable.text], origin).toEqual([400, ''])
    const nowhere = await raw(`${origin}/api/nowhere?access_token=abc`, {})
    expect(nowhere.status).toBe(404)
    expect(nowhere.text).not.toMatch(/nowhere|abc/)
  }
})

test('the portal’s pages may not be framed and run no inline script', async () => {
  const answer = await server.visitor().fetch('/sign-in')
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toContain("script-src 'self';")
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
})

test('an address that a person may type is the portal, an unknown call is a problem', async () => {
  const page = await server.visitor().fetch('/folders/whatever')
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  const call = await server.visitor().fetch('/api/whatever')
  expect([call.status, call.headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8'])
})

test('malformed JSON, a wrong shape and a huge body are refused in words, with a request id', async () => {
  const headers = { origin: server.portal, 'content-type': 'application/json' }
  const post = (body: string) => raw(`${server.portal}/api/sign-in`, headers, 'POST', body)
  for (const [body, code, status] of [
    ['{', 'BAD_REQUEST', 400],
    ['{}', 'BAD_REQUEST', 400],
    [JSON.stringify({ email: 'a@b', password: 'x'.repeat(2 * 1024 * 1024) }), 'TOO_LARGE', 413],
  ] as const) {
    const answer = await post(body)
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.text)).toMatchObject({ code, status, requestId: expect.stringMatching(/^[0-9a-f]{12}$/) })
  }
})

test('a client that breaks off, sends rubbish or 40 KB of headers does no harm', async () => {
  const { connect } = await import('node:net')
  const { port } = new URL(server.portal)
  const say = (text: string) =>
    new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.end(text))
      socket.on('close', () => resolve()).on('error', () => undefined)
      socket.resume()
    })
  await say('\u0016\u0003\u0001 this is not HTTP\r\n\r\n')
  await say(`GET / HTTP/1.1\r\nhost: localhost:${port}\r\nx: ${'y'.repeat(40 * 1024)}\r\n\r\n`)
  await say(`POST /api/sign-in HTTP/1.1\r\nhost: localhost:${port}\r\ncontent-length: 100\r\n\r\n{"half":`)
  expect((await server.visitor().fetch('/api/sign-in')).status).toBe(200)
})
