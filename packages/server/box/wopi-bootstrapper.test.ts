import { join } from 'node:path'
import type { Me } from '@moorage/api'
import Sqlite from 'libsql'
import type { Configuration, TokenEndpointResponse } from 'openid-client'
import * as client from 'openid-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asking, Browser, CLIENT_ID, CLIENT_SECRET, discover, MOBILE, OFFICE_REDIRECT_URI, signInApp } from './app-sign-in.ts'
import { type BoxServer, startServer, type Visitor } from './server.ts'
import { type Answer, heldOf, secretsIn, send, wopi } from './wopi-requests.ts'

interface Boot {
  Bootstrap: { EcosystemUrl: string; UserId: string; SignInName: string; UserFriendlyName: string }
  AccessTokenInfo?: { AccessToken: string; AccessTokenExpiry: number }
  RootContainerInfo?: { ContainerPointer: { Name: string; Url: string } }
}

let server: BoxServer
let config: Configuration
let anna: Visitor
let tokens: TokenEndpointResponse
const secrets: string[] = [CLIENT_SECRET]

const keep = <T extends TokenEndpointResponse>(given: T): T => {
  secrets.push(given.access_token, ...(given.refresh_token ? [given.refresh_token] : []))
  return given
}
beforeAll(async () => {
  server = await startServer({ environment: MOBILE })
  config = await discover(server)
  anna = await server.signIn('anna@demo.test')
  const signedIn = await signInApp(config, anna)
  secrets.push(signedIn.code)
  tokens = keep(signedIn.tokens)
})
afterAll(() => server?.stop())

const boot = (token: string, headers: Record<string, string> = {}, method = 'GET') =>
  send(method, `${server.wopi}/wopibootstrapper`, { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers })
const shortcut = (token: string, operation: string, more: Record<string, string> = {}) =>
  boot(token, { 'x-wopi-ecosystemoperation': operation, ...more }, 'POST')
const below = (url: string, part: string) => url.replace('?', `${part}?`)
const tokenIn = (url: string) => new URL(url).searchParams.get('access_token') ?? ''
const arrange = (script: string) => {
  const database = new Sqlite(join(server.data, 'moorage.db'))
  database.exec('pragma busy_timeout = 5000')
  database.exec(script)
  database.close()
}
const challengeOf = (answer: Answer) => [answer.status, answer.headers['www-authenticate']]
const refused = () => [401, `Bearer authorization_uri="${server.portal}/oauth/auth",tokenIssuance_uri="${server.portal}/oauth/token"`]

test('an app goes from its sign-in to My Files and saves a file there with the derived tokens', async () => {
  expect([tokens.token_type, tokens.expires_in]).toEqual(['bearer', 3600])
  const me = await anna.get<Me>('/api/me')
  const answer = await boot(tokens.access_token)
  expect([answer.status, answer.headers['content-type']?.split(';')[0]]).toEqual([200, 'application/json'])
  const { Bootstrap } = answer.json<Boot>()
  expect(Bootstrap).toMatchObject({ UserId: me.id, SignInName: 'anna@demo.test', UserFriendlyName: me.name })
  expect((await send('GET', Bootstrap.EcosystemUrl)).json()).toEqual({ SupportsContainers: true })
  const root = (await send('GET', below(Bootstrap.EcosystemUrl, '/root_container_pointer'))).json<{
    ContainerPointer: { Name: string; Url: string }
  }>().ContainerPointer
  expect(root.Name).toBe('My Files')
  expect(new URL(root.Url).pathname).toBe(`/wopi/containers/${me.myFiles.id}`)
  const made = await send('POST', root.Url, { 'x-wopi-override': 'CREATE_CHILD_FILE', 'x-wopi-suggestedtarget': 'Phone.docx' })
  expect(made.status).toBe(200)
  const { ChildFiles } = (await send('GET', below(root.Url, '/children'))).json<{ ChildFiles: { Name: string; Url: string }[] }>()
  const file = heldOf(ChildFiles.find(({ Name }) => Name === 'Phone.docx')?.Url ?? '')
  secrets.push(tokenIn(Bootstrap.EcosystemUrl), tokenIn(root.Url), file.accessToken)
  expect((await wopi.info(file)).json()).toMatchObject({
    UserId: me.id,
    UserCanWrite: true,
    SupportsContainers: true,
    LicenseCheckForEditIsEnabled: false,
  })
  expect((await wopi.lock(file, 'phone')).status).toBe(200)
  expect((await wopi.put(file, 'from the phone', 'phone')).status).toBe(200)
  expect((await wopi.get(file)).body).toBe('from the phone')
  expect((await wopi.unlock(file, 'phone')).status).toBe(200)
})

test('Office’s own requests do: no PKCE, no scope, a redirect address without a path', async () => {
  const browser = new Browser(anna)
  const identity = { client_id: CLIENT_ID, redirect_uri: OFFICE_REDIRECT_URI }
  const query = new URLSearchParams({ ...identity, response_type: 'code', rs: 'de-DE', build: '16.0', platform: 'iOS' })
  const page = await browser.next(`/oauth/auth?${query}`)
  const back = await browser.next((await browser.answer(page, 'allow')).headers.get('location') ?? '')
  const code = new URL(back).searchParams.get('code') ?? ''
  const exchange = (secret: string) =>
    fetch(`${server.portal}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ ...identity, code, grant_type: 'authorization_code', client_secret: secret }),
    })
  expect((await exchange('a wrong secret')).status).toBe(401)
  const answer = await exchange(CLIENT_SECRET)
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
  const given = keep((await answer.json()) as TokenEndpointResponse)
  secrets.push(code)
  expect((await boot(given.access_token)).status).toBe(200)
})

test('the shortcut gives My Files at once, and an unknown one the plain answer', async () => {
  const info = (await shortcut(tokens.access_token, 'GET_ROOT_CONTAINER')).json<Boot>().RootContainerInfo
  expect(info?.ContainerPointer.Name).toBe('My Files')
  expect((await send('GET', info?.ContainerPointer.Url ?? '')).status).toBe(200)
  const other = await shortcut(tokens.access_token, 'GET_SOMETHING_ELSE')
  expect([other.status, Object.keys(other.json<Boot>())]).toEqual([200, ['Bootstrap']])
})

test('GetNewAccessToken begins ten new hours for a file of this host that its user may see, and for nothing else', async () => {
  const { wopiSrc } = await server.session('ben@demo.test', '/Projects/Volunteers.csv')
  const before = Date.now()
  const info = (await shortcut(tokens.access_token, 'GET_NEW_ACCESS_TOKEN', { 'x-wopi-wopisrc': wopiSrc })).json<Boot>().AccessTokenInfo
  const held = { wopiSrc, accessToken: info?.AccessToken ?? '' }
  secrets.push(held.accessToken)
  const hours = ((info?.AccessTokenExpiry ?? 0) - before) / 3_600_000
  expect(Math.round(hours * 10) / 10).toBe(10)
  expect((await wopi.info(held)).json()).toMatchObject({ BaseFileName: 'Volunteers.csv' })

  const { myFiles } = await (await server.signIn('ben@demo.test')).get<Me>('/api/me')
  const hidden = await server
    .signIn('ben@demo.test')
    .then((ben) => ben.get<{ items: { id: string; kind: string }[] }>(`/api/folders/${myFiles.id}/items`))
  const bens = hidden.items.find(({ kind }) => kind === 'file')?.id ?? 'a'.repeat(26)
  const foreign = [
    wopiSrc.replace(server.wopi, 'https://elsewhere.example'),
    `${server.wopi}/wopi/files/${'a'.repeat(26)}`,
    `${server.wopi}/wopi/files/${bens}`,
    `${server.wopi}/wopi/containers/${myFiles.id}`,
    `${wopiSrc}/contents`,
  ]
  for (const source of foreign)
    expect([source, (await shortcut(tokens.access_token, 'GET_NEW_ACCESS_TOKEN', { 'x-wopi-wopisrc': source })).status]).toEqual([
      source,
      404,
    ])
  expect((await shortcut(tokens.access_token, 'GET_NEW_ACCESS_TOKEN')).status).toBe(404)
})

test('without a living token the answer is 401 with exactly one challenge, which says where to sign in', async () => {
  const { accessToken } = await server.session('anna@demo.test', '/Projects/Volunteers.csv', '--profile', 'native')
  expect(challengeOf(await boot(''))).toEqual(refused())
  for (const token of ['nonsense', ' ', accessToken, tokens.refresh_token ?? '', CLIENT_SECRET])
    expect(challengeOf(await boot('', { authorization: `Bearer ${token}` }))).toEqual(refused())
  expect(challengeOf(await boot('', { authorization: 'Basic YTpi' }))).toEqual(refused())
  expect(challengeOf(await shortcut('nonsense', 'GET_ROOT_CONTAINER'))).toEqual(refused())
  const metadata = config.serverMetadata()
  expect([metadata.authorization_endpoint, metadata.token_endpoint]).toEqual([
    `${server.portal}/oauth/auth`,
    `${server.portal}/oauth/token`,
  ])
  const old = keep((await signInApp(config, anna)).tokens)
  expect((await boot(old.access_token)).status).toBe(200)
  arrange(`update oauth_state set expires_at = 1 where kind = 'AccessToken'`)
  expect(challengeOf(await boot(old.access_token))).toEqual(refused())
  tokens = keep(await client.refreshTokenGrant(config, tokens.refresh_token ?? ''))
})

test('a refresh token gives a new access token, a revoked one none, and codes and refresh tokens are good once', async () => {
  const { tokens: first, code } = await signInApp(config, anna, 'openid offline_access')
  secrets.push(code)
  keep(first)
  expect(first.claims()?.sub).toContain((await anna.get<Me>('/api/me')).id)
  const second = keep(await client.refreshTokenGrant(config, first.refresh_token ?? ''))
  expect((await boot(second.access_token)).status).toBe(200)
  await client.tokenRevocation(config, second.refresh_token ?? '')
  await expect(client.refreshTokenGrant(config, second.refresh_token ?? '')).rejects.toThrow()
  expect((await boot(second.access_token)).status).toBe(401)

  const { authorize, verifier, state } = await asking(config)
  const browser = new Browser(anna)
  const resume = (await browser.answer(await browser.next(authorize.href), 'allow')).headers.get('location') ?? ''
  const back = new URL(await browser.next(resume))
  await expect(client.authorizationCodeGrant(config, back, { pkceCodeVerifier: 'x'.repeat(50), expectedState: state })).rejects.toThrow()
  const redeem = () => client.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier, expectedState: state })
  const both = await Promise.allSettled([redeem(), redeem()])
  for (const one of both) if (one.status === 'rejected') expect(one.reason).toMatchObject({ status: 400, error: 'invalid_grant' })
  expect(both.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1)
  for (const one of both) if (one.status === 'fulfilled') keep(one.value)
  await expect(redeem()).rejects.toThrow()
  // a code that comes again was stolen: what it gave ends
  for (const one of both) if (one.status === 'fulfilled') expect((await boot(one.value.access_token)).status).toBe(401)

  const third = keep((await signInApp(config, anna)).tokens)
  const fourth = keep(await client.refreshTokenGrant(config, third.refresh_token ?? ''))
  await expect(client.refreshTokenGrant(config, third.refresh_token ?? '')).rejects.toThrow()
  expect((await boot(fourth.access_token)).status).toBe(401)
})

test('only the person who is signed in to the portal can allow it, on the portal’s own page', async () => {
  const { authorize } = await asking(config)
  const nobody = new Browser(server.visitor())
  const page = await nobody.next(authorize.href)
  expect(await nobody.next(page)).toBe(`${server.portal}/sign-in?next=${encodeURIComponent(new URL(page).pathname)}`)
  expect((await nobody.answer(page, 'allow')).status).toBe(400)

  const browser = new Browser(anna)
  const asked = await browser.next(authorize.href)
  const shown = await browser.fetch(asked)
  expect(await shown.text()).toContain('(anna@demo.test)')
  const policy = shown.headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self' https://localhost")
  expect((await browser.answer(asked, 'allow', 'https://elsewhere.example')).status).toBe(403)
  expect((await new Browser(anna).fetch(asked)).status).toBe(400)
  const refusal = new URL(await browser.next((await browser.answer(asked, 'refuse')).headers.get('location') ?? ''))
  expect([refusal.origin, refusal.searchParams.get('error')]).toEqual(['https://localhost', 'access_denied'])

  const elsewhere = new URL(authorize)
  elsewhere.searchParams.set('redirect_uri', 'https://elsewhere.example/')
  const stopped = await browser.fetch(elsewhere.href)
  expect([stopped.status, stopped.headers.get('location')]).toEqual([400, null])
})

test('the second person of a browser is asked as themselves', async () => {
  const visitor = await server.signIn('anna@demo.test')
  const browser = new Browser(visitor)
  const { authorize } = await asking(config)
  await browser.next((await browser.answer(await browser.next(authorize.href), 'allow')).headers.get('location') ?? '')
  visitor.cookie = (await server.signIn('ben@demo.test')).cookie
  const page = await browser.next((await asking(config)).authorize.href)
  expect(await (await browser.fetch(page)).text()).toContain('(ben@demo.test)')
})

test('signing out everywhere, a disabled account and a guest end what apps hold', async () => {
  const ben = await server.signIn('ben@demo.test')
  const { id } = await ben.get<Me>('/api/me')
  const { tokens: held } = await signInApp(config, ben)
  keep(held)
  arrange(`update account set disabled_at = 1 where id = '${id}'`)
  expect(challengeOf(await boot(held.access_token))).toEqual(refused())
  await expect(client.refreshTokenGrant(config, held.refresh_token ?? '')).rejects.toThrow()
  arrange(`update account set disabled_at = null, kind = 'guest' where id = '${id}'`)
  expect((await boot(held.access_token)).status).toBe(401)
  const guest = new Browser(ben)
  expect((await guest.fetch(await guest.next((await asking(config)).authorize.href))).status).toBe(403)
  arrange(`update account set kind = 'standard' where id = '${id}'`)

  const again = keep((await signInApp(config, ben)).tokens)
  const { EcosystemUrl } = (await boot(again.access_token)).json<Boot>().Bootstrap
  expect((await ben.post('/api/sign-out-everywhere')).ok).toBe(true)
  expect(challengeOf(await boot(again.access_token))).toEqual(refused())
  expect((await send('GET', EcosystemUrl)).status).toBe(401)
  await expect(client.refreshTokenGrant(config, again.refresh_token ?? '')).rejects.toThrow()
  expect((await boot(tokens.access_token)).status).toBe(200)
})

test('no token stands in the log or, as such, in the database', () => {
  expect(secrets.length).toBeGreaterThan(12)
  expect(secretsIn(server, secrets)).toEqual([])
  const database = new Sqlite(join(server.data, 'moorage.db'))
  const rows = JSON.stringify(database.prepare('select * from oauth_state').all())
  database.close()
  expect(secrets.filter((secret) => rows.includes(secret))).toEqual([])
})

test('of requests with one code or refresh token at the same instant one is served and the others are told invalid_grant', async () => {
  const ask = async (fields: Record<string, string>) => {
    const body = new URLSearchParams({ client_id: CLIENT_ID, client_secret: CLIENT_SECRET, ...fields })
    const answer = await fetch(`${server.portal}/oauth/token`, { method: 'POST', body })
    return { status: answer.status, json: (await answer.json()) as TokenEndpointResponse & { error?: string } }
  }
  const atOnce = async (fields: Record<string, string>) => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => ask(fields)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400])
    for (const { status, json } of answers) {
      if (status === 400) expect(json.error).toBe('invalid_grant')
      else keep(json)
    }
  }
  const { authorize, verifier } = await asking(config)
  const browser = new Browser(anna)
  const resume = (await browser.answer(await browser.next(authorize.href), 'allow')).headers.get('location') ?? ''
  const back = new URL(await browser.next(resume))
  await atOnce({
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: authorize.searchParams.get('redirect_uri') ?? '',
    code_verifier: verifier,
  })
  const { tokens: own } = await signInApp(config, anna)
  keep(own)
  await atOnce({ grant_type: 'refresh_token', refresh_token: own.refresh_token ?? '' })
})

test('whoever was refused sixty times in a minute is told to wait, however the address is written, and nobody else is', async () => {
  const guessing = await startServer({ environment: { ...MOBILE, MOORAGE_TRUSTED_PROXIES: '127.0.0.1, ::1' } })
  try {
    const ask = (from: string, secret: string, path = '/oauth/token') =>
      fetch(guessing.portal + path, {
        method: 'POST',
        headers: { 'x-forwarded-for': from },
        body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'guessed', client_id: CLIENT_ID, client_secret: secret }),
      })
    const ways = ['/oauth/token', '/oauth/TOKEN', '/oauth/token/', '/oauth/token?again']
    for (let count = 0; count < 60; count++) {
      const answer = await ask('203.0.113.1', 'guessed', ways[count % ways.length])
      expect(answer.status).toBe(401)
      await answer.arrayBuffer()
    }
    for (const way of ways) {
      const answer = await ask('203.0.113.1', CLIENT_SECRET, way)
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60'])
      expect(await answer.json()).toMatchObject({ error: 'temporarily_unavailable' })
    }
    expect((await ask('203.0.113.2', CLIENT_SECRET)).status).toBe(400)
  } finally {
    await guessing.stop()
  }
})

test('without a client of that kind there is neither bootstrapper nor authorization server', async () => {
  const plain = await startServer()
  try {
    expect((await send('GET', `${plain.wopi}/wopibootstrapper`)).status).toBe(404)
    for (const path of ['/oauth/auth', '/oauth/token', '/oauth/.well-known/openid-configuration'])
      expect((await send('GET', plain.portal + path)).status).toBe(404)
  } finally {
    await plain.stop()
  }
})
