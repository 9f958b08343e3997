import type { EventEmitter } from 'node:events'
import type Provider from 'oidc-provider'
import type { Configuration } from 'oidc-provider'
import type { App } from '../../app.ts'
import type { MobileConfig } from '../../config.ts'
import { installationOf } from '../../installation.ts'
import { PLAIN_PAGE_HEADERS, plainPage } from '../plain-page.ts'
import { oauthAdapter } from './adapter.ts'
import { cookieKey, signingKey } from './keys.ts'
import { actorOfSubject } from './subject.ts'

export const OAUTH_PREFIX = '/oauth'
export const CONSENT_PREFIX = `${OAUTH_PREFIX}/consent/`
export const AUTHORIZATION_PATH = `${OAUTH_PREFIX}/auth`
export const TOKEN_PATH = `${OAUTH_PREFIX}/token`
/** the library's own session: it lives no longer than one sign-in, as the portal's is the one that counts */
export const SESSION_COOKIE = 'moorage_oauth_session'

/** All that there is to grant: what the account may do. */
export const FILES_SCOPE = 'files'

const HOUR = 60 * 60
const DAY = 24 * HOUR
/** after so many days an app asks its user again */
const REFRESH = 90 * DAY

/** The authorization server: codes, opaque access tokens, refresh tokens, revocation, and nothing else. */
export async function createProvider(app: App, mobile: MobileConfig): Promise<Provider> {
  // the library calls it without need, and it is younger than the oldest Node that this server runs on
  URL.parse ??= (input: string, base?: string | URL) => (URL.canParse(input, base?.toString()) ? new URL(input, base) : null)
  const { default: OidcProvider } = await import('oidc-provider')
  const secret = installationOf(app).secret
  const provider = new OidcProvider(`${app.config.portalOrigin}${OAUTH_PREFIX}`, configuration(app, mobile, secret))
  // behind a proxy only the settings know the public address: mount.ts says it in these headers
  provider.proxy = true
  const note = (error: Error) => app.log.error({ error: error.name }, 'signing an app in failed unexpectedly')
  provider.on('server_error', (_ctx, error) => note(error))
  // without a listener of it Koa would print
  ;(provider as EventEmitter).on('error', note)
  return provider
}

function configuration(app: App, mobile: MobileConfig, secret: Buffer): Configuration {
  const secure = app.config.portalOrigin.startsWith('https:')
  const cookie = { httpOnly: true, sameSite: 'lax', secure, signed: true } as const
  return {
    adapter: (kind) => oauthAdapter(app, kind),
    clients: [
      {
        client_id: mobile.clientId,
        client_secret: mobile.clientSecret,
        redirect_uris: mobile.redirectUris,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_post',
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [signingKey(secret)] },
    cookies: {
      keys: [cookieKey(secret)],
      names: { session: SESSION_COOKIE, interaction: 'moorage_oauth_interaction', resume: 'moorage_oauth_resume' },
      long: { ...cookie, path: OAUTH_PREFIX },
      short: cookie,
    },
    scopes: ['openid', 'offline_access', FILES_SCOPE],
    responseTypes: ['code'],
    // apps that do not know it may do without: the client has a secret
    pkce: { required: () => false },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
    },
    ttl: {
      AccessToken: HOUR,
      AuthorizationCode: 60,
      Grant: REFRESH,
      IdToken: HOUR,
      Interaction: HOUR,
      RefreshToken: REFRESH,
      Session: HOUR,
    },
    clockTolerance: 0,
    clientBasedCORS: () => false,
    expiresWithSession: async () => false,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    findAccount: async (_ctx, sub) => ((await actorOfSubject(app, sub)) ? { accountId: sub, claims: async () => ({ sub }) } : undefined),
    // what was allowed once is not allowed for ever: whoever signs an app in is asked
    loadExistingGrant: async (ctx) => {
      const grantId = ctx.oidc.result?.consent?.grantId
      return grantId ? ctx.oidc.provider.Grant.find(grantId) : undefined
    },
    interactions: { url: (_ctx, { uid }) => `${CONSENT_PREFIX}${uid}` },
    renderError: async (ctx, out) => {
      for (const [name, value] of Object.entries(PLAIN_PAGE_HEADERS)) ctx.set(name, value)
      const text = out.error_description ?? out.error
      ctx.body = plainPage('Signing in did not work', text)
    },
  }
}
