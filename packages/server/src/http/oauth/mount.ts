import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { PER_ADDRESS } from '../../accounts/attempts.ts'
import { Failures } from '../../accounts/failures.ts'
import type { App } from '../../app.ts'
import { PLAIN_PAGE_HEADERS } from '../plain-page.ts'
import { mountConsent } from './consent.ts'
import { AUTHORIZATION_PATH, createProvider, FILES_SCOPE, OAUTH_PREFIX, SESSION_COOKIE } from './provider.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** apps call it that are no page of ours: it proves who is asking in its own way */
    anyOrigin?: boolean
  }
}

const SLOW_DOWN = JSON.stringify({
  error: 'temporarily_unavailable',
  error_description: 'Too many requests from this address were refused. Try again in a minute.',
})

/** The authorization server for apps, on the portal's origin. */
export interface OAuth {
  mount(portal: FastifyInstance): Promise<void>
  /** The subject that a living access token speaks for. */
  subjectOfToken(token: string): Promise<string | undefined>
}

/** Undefined: no app is set up, and there is no authorization server. */
export async function createOAuth(app: App): Promise<OAuth | undefined> {
  const { mobile, portalOrigin } = app.config
  if (!mobile) return undefined
  const provider = await createProvider(app, mobile)
  const answer = provider.callback()
  const { protocol, host } = new URL(portalOrigin)
  const refused = new Failures()

  function serve(request: FastifyRequest, reply: FastifyReply) {
    const { raw } = request
    for (const [name, value] of Object.entries({ ...reply.getHeaders(), ...PLAIN_PAGE_HEADERS })) {
      if (value !== undefined && name !== 'content-type') reply.raw.setHeader(name, value)
    }
    reply.hijack()
    const address = raw.url ?? ''
    raw.headers['x-forwarded-proto'] = protocol.slice(0, -1)
    raw.headers['x-forwarded-host'] = host
    const [path] = address.split('?')
    // codes, refresh tokens and the client's secret are guessed with POST or not at all, whatever way the path is written
    if (request.method === 'POST') {
      // by address alone: there is one client for everybody, and a stranger's guesses must not shut it out
      if (refused.count(request.ip, app.now()) >= PER_ADDRESS) {
        raw.resume()
        reply.raw.writeHead(429, { 'content-type': 'application/json', 'retry-after': '60' }).end(SLOW_DOWN)
        return
      }
      reply.raw.once('close', () => {
        if (reply.raw.statusCode >= 400) refused.add(request.ip, app.now())
      })
    }
    const begins = path === AUTHORIZATION_PATH
    if (begins) raw.headers.cookie = withoutSession(raw.headers.cookie)
    const asked = begins ? withScope(address) : address
    Object.assign(raw, { originalUrl: asked, url: asked.slice(OAUTH_PREFIX.length) })
    void answer(raw, reply.raw)
  }

  return {
    mount: async (portal) => {
      await portal.register(async (scope) => {
        scope.removeAllContentTypeParsers()
        mountConsent(scope, app, provider)
        // the library reads forms itself
        await scope.register(async (open) => {
          open.removeAllContentTypeParsers()
          open.addContentTypeParser('*', (_request, _payload, done) => done(null))
          const config = { anyOrigin: true }
          open.route({ method: ['GET', 'POST', 'OPTIONS'], url: `${OAUTH_PREFIX}/*`, config, exposeHeadRoute: false, handler: serve })
        })
      })
    },
    subjectOfToken: async (token) => {
      const found = await provider.AccessToken.find(token)
      if (found?.clientId !== mobile.clientId || found.isExpired) return undefined
      // one that was being written while its grant was taken away is worth nothing either
      return found.grantId && (await provider.Grant.find(found.grantId)) ? found.accountId : undefined
    },
  }
}

/** Apps need not know what to ask for; what they know of other hosts is passed over. */
function withScope(address: string): string {
  const url = new URL(address, 'http://portal.invalid')
  const scopes = new Set([...(url.searchParams.get('scope') ?? '').split(' ').filter(Boolean), FILES_SCOPE])
  url.searchParams.set('scope', [...scopes].join(' '))
  return url.pathname + url.search
}

/** Every sign-in begins anew: who signed an app in before is nothing to whoever is signed in to the portal now. */
const withoutSession = (cookies: string | undefined) =>
  cookies
    ?.split(/; */)
    .filter((pair) => !pair.startsWith(SESSION_COOKIE))
    .join('; ')
