import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export const APPLICATION = { id: 'moorage-for-the-test', secret: 'a secret that only this test knows' }

interface ServicePlan {
  servicePlanId: string
  servicePlanName: string
  provisioningStatus: string
}

export const OFFICE_FOR_THE_WEB: ServicePlan = {
  servicePlanId: 'e95bec33-7c88-4a70-8e19-b10bd9d0c014',
  servicePlanName: 'SHAREPOINTWAC',
  provisioningStatus: 'Success',
}
export const EXCHANGE: ServicePlan = {
  servicePlanId: '9aaf7827-d63c-4b61-89c3-182f06f82e5c',
  servicePlanName: 'EXCHANGE_S_STANDARD',
  provisioningStatus: 'Success',
}

/** Two services on one port: a real authorization server where Microsoft has its own, and Graph's licenseDetails. */
export async function startMicrosoft() {
  // the library wants it and Node 20 lacks it
  URL.parse ??= (input: string, base?: string | URL) => (URL.canParse(input, base?.toString()) ? new URL(input, base) : null)
  /** by Microsoft account, one list of plans per page; null: Graph is out of order */
  const licences = new Map<string, ServicePlan[][] | null>()
  const asked: string[] = []
  let provider: Provider | undefined
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', address())
    if (url.pathname !== '/v1.0/me/licenseDetails') return provider?.callback()(request, response)
    const token = await provider?.AccessToken.find(request.headers.authorization?.replace('Bearer ', '') ?? '')
    const pages = licences.get(token?.accountId ?? '')
    asked.push(token?.accountId ?? 'nobody')
    if (!token || pages === null) return response.writeHead(token ? 503 : 401).end()
    const page = Number(url.searchParams.get('page') ?? 0)
    const next = (pages?.length ?? 0) > page + 1 ? { '@odata.nextLink': `${address()}/v1.0/me/licenseDetails?page=${page + 1}` } : {}
    const value = (pages?.[page] ?? []).length > 0 ? [{ skuPartNumber: 'TEST', servicePlans: pages?.[page] }] : []
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ value, ...next }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = () => `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    address: address(),
    licences,
    asked,
    /** Who may send people here; its portal's address is only known once it runs. */
    admit(portal: string) {
      provider = new Provider(address(), {
        clients: [
          {
            client_id: APPLICATION.id,
            client_secret: APPLICATION.secret,
            redirect_uris: [`${portal}/licence/callback`],
            token_endpoint_auth_method: 'client_secret_post',
          },
        ],
        scopes: ['openid', 'offline_access', 'User.Read'],
        routes: { authorization: '/oauth2/v2.0/authorize', token: '/oauth2/v2.0/token' },
        features: { devInteractions: { enabled: true } },
        cookies: { keys: ['only for the test'] },
      })
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections()),
  }
}

export type Microsoft = Awaited<ReturnType<typeof startMicrosoft>>

/**
 * Goes through Microsoft's sign-in pages as a browser would, as this Microsoft account, and answers the address that
 * they send the browser back to.
 */
export async function signInAtMicrosoft(start: string, account: string): Promise<string> {
  const cookies = new Map<string, string>()
  const at = async (url: string, form?: Record<string, string>) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const body = form ? { method: 'POST', body: new URLSearchParams(form) } : {}
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie }, ...body })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (!location) throw new Error(`${new URL(url).pathname} was answered ${answer.status}`)
    return new URL(location, url).href
  }
  const resumed = async (interaction: string, form: Record<string, string>) => at(await at(interaction, form))
  const consent = await resumed(await at(start), { prompt: 'login', login: account, password: 'x' })
  return resumed(consent, { prompt: 'consent' })
}
