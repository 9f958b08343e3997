import { microsoft365 } from '../../office/microsoft-365.ts'
import { notPublic } from '../../office/public-names.ts'
import { portalOrigins } from '../../organizations/hostnames.ts'
import { type Answer, connectionProblem, probe } from '../ask.ts'
import { type CheckDefinition, type Finding, failure, fineForTrying, notApplicable, ok, type World, warning } from '../check.ts'
import { proxyLines } from '../reached.ts'

type Place = 'portal' | 'wopi' | 'editor'

interface Address {
  origin: string
  place: Place
  setting: 'publicUrl' | 'wopiUrl' | 'wopiTestUrl' | 'editorUrl'
}

const PLACES: Record<Place, string> = { portal: 'the portal', wopi: 'WOPI', editor: 'the built-in editor' }
const WHY = 'Browsers and editors use this address: what does not answer here does not open.'

const upstream = (world: World, place: Place) => `http://127.0.0.1:${world.app.config.ports[place]}`

const passOn = (world: World, { origin, place }: Address) =>
  proxyLines({
    nginx: `server_name ${new URL(origin).hostname}; location / { proxy_pass ${upstream(world, place)}; proxy_set_header Host $http_host; }`,
    Apache: `ProxyPreserveHost On\nProxyPass / ${upstream(world, place)}/ nocanon`,
    Caddy: `${new URL(origin).hostname} { reverse_proxy ${upstream(world, place).slice('http://'.length)} }`,
  })

/** Where a redirect leads, without path and query: those may hold what nobody should read. */
function redirection({ status, headers }: Answer, origin: string): string | undefined {
  if (status < 300 || status > 399 || !headers.location) return undefined
  return URL.canParse(headers.location, origin) ? new URL(headers.location, origin).origin : 'an unreadable address'
}

async function reaches(world: World, address: Address): Promise<Finding> {
  const { origin, place, setting } = address
  try {
    const { answer, seen } = await probe(world, origin)
    if (seen) {
      const meant = world.app.config.ports[place]
      if (seen.port === meant) return ok(`${origin} leads to this server`)
      return failure(`${origin} leads to port ${seen.port} of this server; ${PLACES[place]} is on port ${meant}`, {
        why: WHY,
        change: passOn(world, address),
      })
    }
    const target = redirection(answer, origin)
    if (target) {
      return failure(`${origin} redirects to ${target === origin ? 'another path there' : target} (status ${answer.status})`, {
        why: 'Editors do not follow redirects, and a redirected save loses its body.',
        change: `Take the redirect (return 301, rewrite, RewriteRule, redir) out of the proxy for ${new URL(origin).host}${
          target === origin ? '.' : `, or set ${setting}: ${target} in moorage.yaml if that is the right address.`
        }`,
      })
    }
    return failure(`${origin} is answered by something else (status ${answer.status})`, {
      why: WHY,
      change: `Correct ${setting} in moorage.yaml, or pass the name on to this server:\n${passOn(world, address)}`,
    })
  } catch (error) {
    return failure(`${origin}: ${connectionProblem(error)}`, {
      why: WHY,
      change: `Let ${new URL(origin).host} lead to this server, from this machine too, or correct ${setting} in moorage.yaml.`,
    })
  }
}

/** Only Microsoft 365 (test) comes to that address. */
async function testReaches(world: World): Promise<Finding> {
  const { wopiTestOrigin: origin, wopiOrigin } = world.app.config
  if (origin === wopiOrigin) return notApplicable('It is the WOPI address itself')
  const found = await reaches(world, { origin, place: 'wopi', setting: 'wopiTestUrl' })
  if (found.status === 'ok') return found
  const { state } = microsoft365(world.app)
  if (state === 'off') return notApplicable(`${found.seen}. Only Microsoft 365 (test) needs it, and Microsoft 365 is off`)
  return state === 'testing' ? found : { ...found, status: 'warning' }
}

async function organizationsReach(world: World): Promise<Finding> {
  const origins = portalOrigins(world.app).slice(1)
  if (origins.length === 0) return notApplicable('No organization has a host name of its own')
  const found = await Promise.all(origins.map((origin) => reaches(world, { origin, place: 'portal', setting: 'publicUrl' })))
  const wrong = found.filter(({ status }) => status !== 'ok')
  if (wrong.length === 0)
    return ok(
      origins.length === 1
        ? 'The one host name of an organization leads to the portal'
        : `All ${origins.length} host names of organizations lead to the portal`,
    )
  const names = origins.filter((_, index) => found[index]?.status !== 'ok').map((origin) => new URL(origin).hostname)
  const shown = wrong.slice(0, 5).map(({ seen }) => seen)
  return warning(`${wrong.length} of ${origins.length} host names of organizations do not lead here: ${shown.join('; ')}`, {
    why: 'Who belongs to such an organization cannot sign in under its name.',
    change: `Let the name servers and the proxy know ${names.slice(0, 5).join(', ')}, or take the host name away under Administration → Organizations.\n${proxyLines(
      { nginx: `server_name ${names.slice(0, 5).join(' ')};` },
    )}`,
  })
}

async function hostPreserved(world: World): Promise<Finding> {
  const { portalOrigin, wopiOrigin, wopiTestOrigin, editorOrigin } = world.app.config
  const origins = [...new Set([portalOrigin, wopiOrigin, wopiTestOrigin, editorOrigin])]
  const probes = await Promise.all(
    origins.map(async (origin) => ({ origin, seen: (await probe(world, origin).catch(() => undefined))?.seen })),
  )
  const reached = probes.filter(({ seen }) => seen)
  if (reached.length === 0) return notApplicable('No address leads to this server yet: mend that first')
  for (const { origin, seen } of reached) {
    const { host } = new URL(origin)
    if (seen?.headers.host === host) continue
    return failure(`A request for ${host} arrived as one for ${seen?.headers.host ?? 'no host at all'}`, {
      why: 'The server tells portal, WOPI and editor apart by host name: people read “This is not the address”.',
      change: proxyLines({
        nginx: 'proxy_set_header Host $http_host;',
        Apache: 'ProxyPreserveHost On',
        Caddy: 'take header_up Host out of reverse_proxy: Caddy keeps the host by itself',
        IIS: 'appcmd set config -section:system.webServer/proxy /preserveHostHeader:"True" /commit:apphost',
      }),
    })
  }
  return ok(
    `The Host header arrives as it was sent at ${reached.length === 1 ? 'the one address' : `all ${reached.length} addresses`} that lead here`,
  )
}

async function publicNames({ app }: World): Promise<Finding> {
  const reason = notPublic(app.config)
  if (!reason) return ok('All addresses are public names with https')
  const { state, rehearsal } = microsoft365(app)
  if (state === 'off' || rehearsal) return fineForTrying(reason.replace(/^Microsoft could not reach this server: /, ''))
  return failure(reason, {
    why: `Microsoft 365 is in ${state}: its servers call this one, so nothing opens in it.`,
    change: 'In moorage.yaml: publicUrl: https://files.example.com (your public name), with DNS, proxy and certificate for it.',
  })
}

const address = (id: string, title: string, of: (config: World['app']['config']) => Address): CheckDefinition => ({
  id,
  group: 'addresses',
  title,
  look: (world) => reaches(world, of(world.app.config)),
})

export const addressChecks: CheckDefinition[] = [
  address('portal-address', 'The portal’s address leads here', ({ portalOrigin: origin }) => ({
    origin,
    place: 'portal',
    setting: 'publicUrl',
  })),
  address('wopi-address', 'The WOPI address leads here', ({ wopiOrigin: origin }) => ({ origin, place: 'wopi', setting: 'wopiUrl' })),
  { id: 'wopi-test-address', group: 'addresses', title: 'The WOPI address for Microsoft 365 (test) leads here', look: testReaches },
  address('editor-address', 'The built-in editor’s address leads here', ({ editorOrigin: origin }) => ({
    origin,
    place: 'editor',
    setting: 'editorUrl',
  })),
  { id: 'organization-addresses', group: 'addresses', title: 'Organizations’ host names lead to the portal', look: organizationsReach },
  { id: 'host-header', group: 'addresses', title: 'The host name arrives as it was asked for', look: hostPreserved },
  {
    id: 'public-names',
    group: 'addresses',
    title: 'Microsoft can find the addresses',
    short: true,
    offline: true,
    look: publicNames,
  },
]
