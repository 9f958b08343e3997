import { bearerChallenge, type SignInPlaces } from '../wire/challenge.ts'
import { HEADERS, type HeaderBag, header } from '../wire/headers.ts'
import { writeJson } from '../wire/json.ts'
import { emptyResponse, errorResponse, jsonResponse, refusalResponse, type WopiResponse } from '../wire/response.ts'
import { fileIdOfWopiSrc } from '../wire/wopi-src.ts'
import type { BootstrapStore } from './bootstrap-store.ts'
import { containerJson } from './container-json.ts'
import type { Refusal } from './store.ts'

export interface BootstrapperOptions<User> {
  store: BootstrapStore<User>
  /** the X-WOPI-ServerVersion of every answer */
  serverVersion: string
  /** the host's address up to its wopi segment, as it stands in every WopiSrc: https://wopi.example.com/wopi */
  wopiUrl: string
  signIn: SignInPlaces
}

export interface BootstrapRequest {
  method: string
  headers: HeaderBag
}

export interface Bootstrapper {
  /** Answers GET and POST of /wopibootstrapper, whose body is of no interest. Rejects only with what the store throws. */
  handle(request: BootstrapRequest): Promise<WopiResponse>
}

const oauthTokenOf = (headers: HeaderBag) => /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(header(headers, 'Authorization') ?? '')?.[1]

type Shortcut = { outcome: 'ok'; adds: Record<string, object> } | Refusal
const NOTHING: Shortcut = { outcome: 'ok', adds: {} }

/** What a shortcut adds to the plain answer. WOPI: a shortcut that the host does not know adds nothing, and is no error. */
async function shortcut<User>(store: BootstrapStore<User>, user: User, headers: HeaderBag, wopiUrl: string): Promise<Shortcut> {
  switch (header(headers, HEADERS.ecosystemOperation)?.trim()) {
    case 'GET_NEW_ACCESS_TOKEN': {
      const fileId = fileIdOfWopiSrc(header(headers, HEADERS.wopiSrc)?.trim() ?? '', wopiUrl)
      const result = fileId === undefined ? ({ outcome: 'not-found' } as const) : await store.newAccessToken(user, fileId)
      if (result.outcome !== 'ok') return result
      return { outcome: 'ok', adds: { AccessTokenInfo: { AccessToken: result.accessToken, AccessTokenExpiry: result.expiresAt } } }
    }
    case 'GET_ROOT_CONTAINER': {
      const result = await store.rootContainer?.(user)
      if (result === undefined) return NOTHING
      return result.outcome === 'ok' ? { outcome: 'ok', adds: { RootContainerInfo: containerJson(result) } } : result
    }
    default:
      return NOTHING
  }
}

/**
 * The entry point of apps that begin with an OAuth 2.0 sign-in instead of a page. TLS, and who issues OAuth tokens,
 * are the caller's business.
 */
export function createBootstrapper<User>({ store, serverVersion, wopiUrl, signIn }: BootstrapperOptions<User>): Bootstrapper {
  // WOPI: exactly one challenge of the Bearer scheme with every 401
  const unauthorized = (): WopiResponse => {
    const response = errorResponse('OAUTH_TOKEN_INVALID')
    return { ...response, headers: { ...response.headers, 'WWW-Authenticate': bearerChallenge(signIn) } }
  }
  const refuse = (refusal: Refusal) => (refusal.outcome === 'unauthorized' ? unauthorized() : refusalResponse(refusal))

  async function answer({ method, headers }: BootstrapRequest): Promise<WopiResponse> {
    const verb = method.toUpperCase()
    if (verb !== 'GET' && verb !== 'POST') return emptyResponse(501)
    const oauthToken = oauthTokenOf(headers)
    const user = oauthToken === undefined ? undefined : await store.authenticate(oauthToken)
    if (user === undefined) return unauthorized()
    const sessionContext = header(headers, HEADERS.sessionContext) || undefined
    const plain = await store.bootstrap(user, sessionContext === undefined ? {} : { sessionContext })
    if ('outcome' in plain) return refuse(plain)
    const result = verb === 'POST' ? await shortcut(store, user, headers, wopiUrl) : NOTHING
    if (result.outcome !== 'ok') return refuse(result)
    const { ecosystemUrl, userId, signInName, userFriendlyName } = plain
    const bootstrap = { EcosystemUrl: ecosystemUrl, UserId: userId, SignInName: signInName, UserFriendlyName: userFriendlyName }
    return jsonResponse(200, writeJson({ Bootstrap: bootstrap, ...result.adds }))
  }

  return {
    async handle(request) {
      const response = await answer(request)
      return { ...response, headers: { [HEADERS.serverVersion]: serverVersion, ...response.headers } }
    },
  }
}
