import { request } from 'node:http'
import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MOBILE } from './app-sign-in.ts'
import { type BoxServer, startServer } from './server.ts'

/** One port for three host names under https, as behind a reverse proxy that ends TLS. */
let server: BoxServer
let port: number

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(address && typeof address === 'object' ? address.port : 0))
    })
  })

beforeAll(async () => {
  port = await freePort()
  const environment = {
    MOORAGE_PUBLIC_URL: 'https://files.example.com',
    MOORAGE_PORTAL_PORT: String(port),
    MOORAGE_TRUSTED_PROXIES: '127.0.0.1',
    ...MOBILE,
  }
  server = await startServer({ environment })
})
afterAll(() => server?.stop())

interface Answer {
  status: number | undefined
  headers: Record<string, string | string[] | undefined>
  text: string
}

const ask = (host: string, path: string, more: { method?: string; headers?: Record<string, string>; body?: string } = {}) =>
  new Promise<Answer>((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = more
    const sent = request({ host: '127.0.0.1', port, path, method, headers: { host, ...headers } }, async (response) => {
      let text = ''
      for await (const chunk of response.setEncoding('utf8')) text += chunk
      resolve({ status: response.statusCode, headers: response.headers, text })
    })
    sent.on('error', reject).end(body)
  })

const signIn = (headers: Record<string, string>, email = 'anna@demo.test') => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', origin: 'https://files.example.com', ...headers },
  body: JSON.stringify({ email }),
})

test('each host name has its own origin behind it', async () => {
  expect((await ask('files.example.com', '/api/sign-in')).text).toContain('anna@demo.test')
  expect((await ask('wopi.files.example.com', '/health')).text).toBe('{"status":"ok"}')
  expect((await ask('editor.files.example.com', '/hosting/discovery')).text).toContain('https://editor.files.example.com/')
  expect((await ask('wopi.files.example.com', '/api/sign-in')).status).toBe(404)
  expect((await ask('files.example.com', '/hosting/discovery')).text).not.toContain('wopi-discovery')
})

test('a name that is none of them is told the public address', async () => {
  const answer = await ask('old-name.example.com', '/folders/x')
  expect(answer.status).toBe(421)
  expect(answer.text).toContain('href="https://files.example.com/folders/x"')
})

test('names are told apart without case, port 443 and a last dot', async () => {
  expect((await ask('FILES.example.com:443', '/api/sign-in')).status).toBe(200)
  expect((await ask('files.example.com.', '/api/sign-in')).status).toBe(200)
})

test('the cookie is for https only, and changes must come from the https origin', async () => {
  const answer = await ask('files.example.com', '/api/sign-in/demo', signIn({}))
  expect(answer.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; Secure; SameSite=Lax$/)
  expect(answer.headers['strict-transport-security']).toBe('max-age=31536000')
  const plain = await ask('files.example.com', '/api/sign-in/demo', signIn({ origin: 'http://files.example.com' }))
  expect(plain.status).toBe(403)
})

test('attempts are counted for the address that the trusted proxy names', async () => {
  const attempt = (from: string, index: number) =>
    ask('files.example.com', '/api/sign-in', {
      ...signIn({ 'x-forwarded-for': from }),
      body: JSON.stringify({ email: `${index}@example.com`, password: 'x' }),
    })
  for (let index = 0; index < 60; index++) expect((await attempt('203.0.113.5', index)).status).toBe(401)
  expect((await attempt('203.0.113.5', 60)).status).toBe(429)
  expect((await attempt('203.0.113.6', 61)).status).toBe(401)
})

test('a session for a validator names the WOPI host', async () => {
  const { wopiSrc } = await server.session('anna@demo.test', '/My Files/Validation.wopitest')
  expect(wopiSrc).toMatch(/^https:\/\/wopi\.files\.example\.com\/wopi\/files\/[a-z2-7]{26}$/)
})

test('an app signs in at the public address, whatever a request says of its own', async () => {
  const headers = { 'x-forwarded-proto': 'http', 'x-forwarded-host': 'evil.example.com' }
  const { text } = await ask('files.example.com', '/oauth/.well-known/openid-configuration', { headers })
  expect(JSON.parse(text)).toMatchObject({
    issuer: 'https://files.example.com/oauth',
    authorization_endpoint: 'https://files.example.com/oauth/auth',
    token_endpoint: 'https://files.example.com/oauth/token',
  })
  const asked = `/oauth/auth?client_id=${encodeURIComponent(MOBILE.MOORAGE_MOBILE_CLIENT_ID)}&response_type=code&redirect_uri=https://localhost`
  const begun = await ask('files.example.com', asked, { headers })
  expect([begun.status, begun.headers.location]).toEqual([303, expect.stringMatching(/^\/oauth\/consent\/[\w-]+$/)])
  const cookies = [begun.headers['set-cookie'] ?? []].flat()
  expect(cookies.length).toBeGreaterThan(1)
  for (const cookie of cookies) expect(cookie).toMatch(/path=\/oauth.*secure; httponly|path=\/oauth.*httponly.*secure/i)
  const challenge = (await ask('wopi.files.example.com', '/wopibootstrapper')).headers['www-authenticate']
  expect(challenge).toContain('authorization_uri="https://files.example.com/oauth/auth"')
})
