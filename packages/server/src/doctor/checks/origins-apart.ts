import { isPublicName } from '../../office/public-names.ts'
import type { Answer } from '../ask.ts'
import { type CheckDefinition, type Finding, failure, fineForTrying, ok, type World, warning } from '../check.ts'
import { atPortal, notReached, proxyLines } from '../reached.ts'

const hostnameOf = (origin: string) => new URL(origin).hostname

/** As origins the settings keep them apart; cookies go by host name alone. */
async function namesApart({ app }: World): Promise<Finding> {
  const { portalOrigin, wopiOrigin, wopiTestOrigin, editorOrigin } = app.config
  const meant = { portal: portalOrigin, WOPI: wopiOrigin, editor: editorOrigin }
  const names = Object.values(meant).map(hostnameOf)
  const said = Object.entries(meant)
    .map(([name, origin]) => `${name} ${hostnameOf(origin)}`)
    .join(', ')
  if (new Set(names).size < names.length) {
    if (!isPublicName(hostnameOf(portalOrigin)))
      return fineForTrying('host names of their own for portal, WOPI and editor, not ports of one')
    return warning(`Portal, WOPI and editor share a host name and differ by port: ${said}`, {
      why: 'Browsers send the portal’s sign-in cookie to every port of its host, the editor’s too; Microsoft wants WOPI on a host of its own.',
      change: `In moorage.yaml: wopiUrl: ${below(portalOrigin, 'wopi')}\neditorUrl: ${below(portalOrigin, 'editor')}\n(with DNS, proxy and certificate for them), or leave both out: these are the defaults without a port.`,
    })
  }
  if (wopiTestOrigin === wopiOrigin && isPublicName(hostnameOf(wopiOrigin)))
    return warning(`Microsoft 365 and Microsoft 365 (test) would come to the same address, ${wopiOrigin}`, {
      why: 'Microsoft keeps test and production apart by host name and admits a name in one of them only.',
      change: `In moorage.yaml: wopiTestUrl: ${below(portalOrigin, 'wopi-test')}`,
    })
  return ok(`Each has a host name of its own: ${said}`)
}

const below = (origin: string, name: string) => `${new URL(origin).protocol}//${name}.${hostnameOf(origin)}`

const isPage = ({ status, headers }: Answer) => status < 400 && /text\/html/.test(headers['content-type'] ?? '')
const isWopi = ({ headers }: Answer) => headers['x-wopi-serverversion'] !== undefined
const oneHost = proxyLines({
  nginx: 'proxy_set_header Host $http_host;   (not the name of another address)',
  Apache: 'ProxyPreserveHost On',
  Caddy: 'take header_up Host and rewrite out of the names’ blocks',
})

async function wopiServesOnlyWopi(world: World): Promise<Finding> {
  const { wopiOrigin, wopiTestOrigin } = world.app.config
  for (const origin of new Set([wopiOrigin, wopiTestOrigin])) {
    const elsewhere = await notReached(world, origin)
    if (elsewhere && origin === wopiOrigin) return elsewhere
    if (elsewhere) continue
    for (const path of ['/', '/sign-in', '/api/sign-in']) {
      const answer = await world.ask(origin, path)
      if (answer.status >= 400 && !isPage(answer)) continue
      return failure(`${origin}${path} is answered with status ${answer.status}: more than WOPI is served there`, {
        why: 'What serves pages and WOPI under one name lets a page there reach both.',
        change: oneHost,
      })
    }
    if (isWopi(await world.ask(origin, '/wopi/ecosystem'))) continue
    return failure(`${origin} does not answer as WOPI`, { why: 'Editors get no file from there.', change: oneHost })
  }
  return ok(`${wopiOrigin} answers WOPI, and neither pages nor the portal’s calls`)
}

async function portalServesNoWopi(world: World, origin: string): Promise<Finding> {
  const call = await world.ask(origin, '/api/sign-in')
  const wopi = await world.ask(origin, '/wopi/ecosystem')
  if (isWopi(wopi))
    return failure(`${origin}/wopi is answered as WOPI`, {
      why: 'Access tokens would travel under the portal’s own name, beside its sign-in cookie.',
      change: oneHost,
    })
  if (call.status !== 200)
    return failure(`${origin}/api/sign-in is answered with status ${call.status}`, {
      why: 'The portal’s pages cannot talk to their server: nobody signs in.',
      change: oneHost,
    })
  return ok(`${origin} answers the portal, and no WOPI`)
}

export const originChecks: CheckDefinition[] = [
  {
    id: 'names-apart',
    group: 'addresses',
    title: 'Portal, WOPI and editor have host names of their own',
    short: true,
    offline: true,
    look: namesApart,
  },
  { id: 'wopi-only', group: 'addresses', title: 'The WOPI addresses serve WOPI and nothing else', look: wopiServesOnlyWopi },
  {
    id: 'portal-only',
    group: 'addresses',
    title: 'The portal’s address serves the portal and no WOPI',
    look: atPortal(portalServesNoWopi),
  },
]
