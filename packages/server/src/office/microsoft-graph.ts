import type { Configuration } from 'openid-client'
import type { App } from '../app.ts'
import type { MicrosoftGraphConfig } from '../config.ts'

type Handles = Pick<App, 'config' | 'fetch'>

/** The service plan of Office for the web, and its siblings for schools and authorities. WOPI: "or equivalent". */
const OFFICE_FOR_THE_WEB = { id: 'e95bec33-7c88-4a70-8e19-b10bd9d0c014', name: /^SHAREPOINTWAC(_[A-Z0-9]+)?$/ }
/** the least that Graph lets read one's own licences */
const SCOPE = 'User.Read'
const ANSWER_MS = 15_000
const PAGES_MAX = 20

/** Microsoft answered otherwise than agreed, or not at all; the message is for the log. */
export class GraphUnavailable extends Error {}

/** One person's way to Microsoft and back. */
export interface MicrosoftSignIn {
  /** where the browser goes */
  url: string
  state: string
  verifier: string
}

/** The library is only loaded where it is used. Nothing is read from Microsoft before somebody signs in. */
async function client({ config, fetch }: Handles, graph: MicrosoftGraphConfig) {
  const oauth = await import('openid-client')
  const endpoints = {
    issuer: graph.authority,
    authorization_endpoint: `${graph.authority}/oauth2/v2.0/authorize`,
    token_endpoint: `${graph.authority}/oauth2/v2.0/token`,
  }
  const configuration: Configuration = new oauth.Configuration(endpoints, graph.clientId, {}, oauth.ClientSecretPost(graph.clientSecret))
  configuration.timeout = ANSWER_MS / 1000
  configuration[oauth.customFetch] = (url, options) => fetch(url, options as RequestInit)
  if (graph.authority.startsWith('http:')) oauth.allowInsecureRequests(configuration)
  return { oauth, configuration, redirectUri: `${config.portalOrigin}${CALLBACK_PATH}` }
}

/** Registered with Microsoft as the application's redirect address. */
export const CALLBACK_PATH = '/licence/callback'

export async function beginSignIn(app: Handles, graph: MicrosoftGraphConfig): Promise<MicrosoftSignIn> {
  const { oauth, configuration, redirectUri } = await client(app, graph)
  const verifier = oauth.randomPKCECodeVerifier()
  const state = oauth.randomState()
  const url = oauth.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: SCOPE,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  return { url: url.href, state, verifier }
}

/**
 * Takes the code that the browser came back with and reads the person's licences with it; nothing of it is kept.
 * @throws GraphUnavailable when Microsoft refuses or cannot be reached
 */
export async function holdsLicence(app: Handles, graph: MicrosoftGraphConfig, signIn: MicrosoftSignIn, query: string): Promise<boolean> {
  const { oauth, configuration, redirectUri } = await client(app, graph)
  try {
    const answer = new URL(`${redirectUri}?${query}`)
    const checks = { pkceCodeVerifier: signIn.verifier, expectedState: signIn.state }
    const { access_token: token } = await oauth.authorizationCodeGrant(configuration, answer, checks)
    return await readLicences(app, graph, token)
  } catch (error) {
    throw error instanceof GraphUnavailable ? error : new GraphUnavailable((error as { code?: string }).code ?? 'sign-in failed')
  }
}

interface LicenceDetails {
  value?: { servicePlans?: { servicePlanId?: string; servicePlanName?: string; provisioningStatus?: string }[] }[]
  '@odata.nextLink'?: string
}

async function readLicences({ fetch }: Handles, { graphUrl }: MicrosoftGraphConfig, token: string): Promise<boolean> {
  let url: string | undefined = `${graphUrl}/v1.0/me/licenseDetails`
  for (let page = 0; url !== undefined && page < PAGES_MAX; page++) {
    // the token goes to Graph and nowhere else, whatever an answer says
    if (new URL(url).origin !== new URL(graphUrl).origin) throw new GraphUnavailable('the next page is elsewhere')
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' }
    const answer: Response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(ANSWER_MS) })
    if (!answer.ok) throw new GraphUnavailable(`licenseDetails was answered ${answer.status}`)
    const details = (await answer.json()) as LicenceDetails
    const plans = (details.value ?? []).flatMap(({ servicePlans }) => servicePlans ?? [])
    const named = plans.filter(
      ({ servicePlanId, servicePlanName }) =>
        servicePlanId?.toLowerCase() === OFFICE_FOR_THE_WEB.id || OFFICE_FOR_THE_WEB.name.test(servicePlanName ?? ''),
    )
    if (named.some(({ provisioningStatus }) => provisioningStatus === 'Success')) return true
    url = details['@odata.nextLink']
  }
  return false
}
