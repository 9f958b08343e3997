import type { Configuration } from 'openid-client'
import * as client from 'openid-client'
import type { BoxServer, Visitor } from './server.ts'

export const CLIENT_ID = 'office-for-the-test'
export const CLIENT_SECRET = 'a secret that only the test knows'
/** the client library writes addresses with a path */
export const REDIRECT_URI = 'https://localhost/signed-in'
/** what Office registers */
export const OFFICE_REDIRECT_URI = 'https://localhost'
export const MOBILE = {
  MOORAGE_MOBILE_CLIENT_ID: CLIENT_ID,
  MOORAGE_MOBILE_CLIENT_SECRET: CLIENT_SECRET,
  MOORAGE_MOBILE_REDIRECT_URIS: `${OFFICE_REDIRECT_URI}, ${REDIRECT_URI}`,
}

/** The authorization server as a client library finds it. */
export const discover = (server: BoxServer): Promise<Configuration> =>
  client.discovery(new URL(`${server.portal}/oauth`), CLIENT_ID, {}, client.ClientSecretPost(CLIENT_SECRET), {
    execute: [client.allowInsecureRequests],
  })

/** As a browser: its cookies by name with the path that they are for. */
export class Browser {
  readonly #visitor: Visitor
  readonly #cookies = new Map<string, { value: string; path: string }>()

  constructor(visitor: Visitor) {
    this.#visitor = visitor
  }

  async fetch(address: string, init: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(address, this.#visitor.portal)
    const own = [...this.#cookies].filter(([, { path }]) => pathname.startsWith(path)).map(([name, { value }]) => `${name}=${value}`)
    const cookie = [...(this.#visitor.cookie ? [this.#visitor.cookie] : []), ...own].join('; ')
    const answer = await fetch(new URL(address, this.#visitor.portal), {
      redirect: 'manual',
      ...init,
      headers: { accept: 'text/html', cookie, ...init.headers },
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      this.#cookies.set(name, { value, path: /path=([^;]+)/i.exec(line)?.[1] ?? '/' })
    }
    return answer
  }

  /** Where a redirect leads. */
  async next(address: string, init?: RequestInit): Promise<string> {
    const answer = await this.fetch(address, init)
    const location = answer.headers.get('location')
    if (!location)
      throw new Error(`${new URL(address, this.#visitor.portal).pathname} was answered ${answer.status} ${await answer.text()}`)
    return new URL(location, this.#visitor.portal).href
  }

  answer(page: string, answer: 'allow' | 'refuse', origin = this.#visitor.portal) {
    return this.fetch(page, {
      method: 'POST',
      body: new URLSearchParams({ answer }),
      headers: { origin },
    })
  }
}

export interface Asking {
  authorize: URL
  verifier: string
  state: string
}

export async function asking(config: Configuration, scope?: string): Promise<Asking> {
  const verifier = client.randomPKCECodeVerifier()
  const state = client.randomState()
  const challenge = await client.calculatePKCECodeChallenge(verifier)
  const more: Record<string, string> = scope ? { scope } : {}
  const parameters = { redirect_uri: REDIRECT_URI, code_challenge: challenge, code_challenge_method: 'S256', state, rs: 'en-US', ...more }
  return { authorize: client.buildAuthorizationUrl(config, parameters), verifier, state }
}

/** The whole sign-in of somebody who allows it. */
export async function signInApp(config: Configuration, visitor: Visitor, scope?: string) {
  const { authorize, verifier, state } = await asking(config, scope)
  const browser = new Browser(visitor)
  const page = await browser.next(authorize.href)
  const resume = (await browser.answer(page, 'allow')).headers.get('location') ?? ''
  const back = new URL(await browser.next(resume))
  const tokens = await client.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier, expectedState: state })
  return { tokens, code: back.searchParams.get('code') ?? '' }
}
