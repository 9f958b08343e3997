import { among, bare } from '../../trusted-proxies.ts'
import { isDirect, type Probed, probe } from '../ask.ts'
import { type CheckDefinition, type Finding, failure, notApplicable, ok, type World, warning } from '../check.ts'
import { atPortal, proxyLines } from '../reached.ts'

/** An address that nobody has: what is kept for documentation. */
const NOBODY = '203.0.113.77'
const NO_PROXY = 'Nothing stands between this machine and the server'

const setForwarded = proxyLines({
  nginx: 'proxy_set_header X-Forwarded-For $remote_addr;',
  Apache: 'RequestHeader unset X-Forwarded-For early   (mod_proxy then adds the visitor’s own)',
  Caddy: 'nothing: take header_up X-Forwarded-For out of reverse_proxy',
  HAProxy: 'option forwardfor; http-request del-header X-Forwarded-For',
})

async function trusted(world: World, origin: string): Promise<Finding> {
  const { trustedProxies } = world.app.config
  const probed: Probed = await probe(world, origin, { headers: { 'X-Forwarded-For': NOBODY } })
  if (isDirect(probed)) return notApplicable(NO_PROXY)
  const peer = bare(probed.seen?.remoteAddress ?? '')
  const forwarded = (probed.seen?.headers['x-forwarded-for'] ?? '').split(',').map((entry) => entry.trim())
  const said = forwarded.at(-1)
  const believed = among(trustedProxies)(peer)
  if (said === NOBODY && believed)
    return failure(`The proxy at ${peer} is believed, and passes on the X-Forwarded-For that visitors send`, {
      why: 'Anybody can pretend to have any address: limits on wrong passwords no longer hold, and the activity names the wrong place.',
      change: setForwarded,
    })
  if (!said || said === NOBODY)
    return warning(`The proxy at ${peer} does not say whose requests it passes on (no X-Forwarded-For of its own)`, {
      why: 'All visitors look like one: a few wrong passwords of one person lock out everybody.',
      change: `${setForwarded}\nmoorage.yaml: ${trustLine(trustedProxies, peer, believed)}`,
    })
  if (!believed)
    return warning(`The proxy at ${peer} says whose requests it passes on, but is not among trustedProxies`, {
      why: 'All visitors look like one: a few wrong passwords of one person lock out everybody.',
      change: `moorage.yaml: ${trustLine(trustedProxies, peer, believed)}`,
    })
  return ok(`The proxy at ${peer} is believed, and says whose requests it passes on`)
}

const trustLine = (trustedProxies: readonly string[], peer: string, believed: boolean) =>
  `trustedProxies: ${JSON.stringify(believed ? trustedProxies : [...trustedProxies, peer])}`

async function scheme(world: World, origin: string): Promise<Finding> {
  const probed = await probe(world, origin)
  if (isDirect(probed)) return notApplicable(NO_PROXY)
  const meant = new URL(origin).protocol.slice(0, -1)
  const said = probed.seen?.headers['x-forwarded-proto']
  if (!said) return ok(`The proxy names no scheme; the server goes by publicUrl, which says ${meant}`)
  const last = said.split(',').at(-1)?.trim().toLowerCase()
  if (last === meant) return ok(`X-Forwarded-Proto says ${meant}, as publicUrl does`)
  return warning(`X-Forwarded-Proto says ${last === 'http' || last === 'https' ? last : 'something else'}, publicUrl says ${meant}`, {
    why: 'One proxy after another takes part, and one of them is wrong: what goes by that header makes addresses that do not open.',
    change: proxyLines({
      nginx: `proxy_set_header X-Forwarded-Proto ${meant};`,
      Apache: `RequestHeader set X-Forwarded-Proto ${meant}`,
      Caddy: 'servers { trusted_proxies static private_ranges }',
    }),
  })
}

export const proxyTrustChecks: CheckDefinition[] = [
  { id: 'proxy-trusted', group: 'proxy', title: 'The server learns whose requests the proxy passes on', look: atPortal(trusted) },
  { id: 'forwarded-scheme', group: 'proxy', title: 'The proxy says the scheme that people use', look: atPortal(scheme) },
]
