import { type Probed, probe } from '../ask.ts'
import { type CheckDefinition, type Finding, failure, ok, type World } from '../check.ts'
import { atPortal, atWopi, proxyLines } from '../reached.ts'

/** WOPI's longest lock; queries as long as Microsoft's, with a long token. */
const LOCK = 'L'.repeat(1024)
const TOKEN = `access_token=${'t'.repeat(1500)}`
const QUERY = `${TOKEN}&sc=${'s'.repeat(2000 - TOKEN.length - '&sc='.length)}`

/** As Microsoft's servers send them, and as long. */
const WOPI_HEADERS: Record<string, string> = {
  'X-WOPI-Override': 'PUT_RELATIVE',
  'X-WOPI-Proof': 'P'.repeat(343).concat('='),
  'X-WOPI-ProofOld': 'O'.repeat(343).concat('='),
  'X-WOPI-TimeStamp': '638000000000000000',
  'X-WOPI-SuggestedTarget': 'Caf+AOk- +ZYdO9g-.docx',
  'X-WOPI-OldLock': '{"S":"1f0c","E":2, "F":4}',
  'X-WOPI-MaxExpectedSize': '2147483647',
  'X-WOPI-CorrelationID': '11111111-2222-3333-4444-555555555555',
  'X-WOPI-ClientVersion': '16.0.0.0',
  'X-WOPI-MachineName': 'MACHINE',
  Authorization: 'Bearer abc',
}

const attempt = (world: World, question: Parameters<typeof probe>[2]) =>
  probe(world, world.app.config.wopiOrigin, question).catch(() => undefined)

const problem = (probed: Probed | undefined) => (probed ? `status ${probed.answer.status}` : 'the connection was cut')

const longer = proxyLines({
  nginx: 'large_client_header_buffers 8 32k;\nproxy_buffer_size 32k; proxy_buffers 8 32k;',
  Apache: 'LimitRequestLine 16384\nLimitRequestFieldSize 16384',
  HAProxy: 'tune.bufsize 32768',
  IIS: '<requestLimits maxUrl="16384" maxQueryString="16384"/>',
})

async function emptyLock(world: World): Promise<Finding> {
  const arrived = (await attempt(world, {}))?.answer.headers['x-wopi-lock']
  if (arrived === '') return ok('An empty X-WOPI-Lock comes back as empty')
  return failure(`An empty X-WOPI-Lock in an answer ${arrived === undefined ? 'is thrown away' : 'is changed'} on its way back`, {
    why: 'It says that a file is not locked: without it editors cannot tell, and open read-only or not at all.',
    change: proxyLines({
      nginx: 'take proxy_hide_header X-WOPI-Lock and more_clear_headers out',
      Apache: 'take Header unset and Header edit for X-WOPI-Lock out',
      Caddy: 'take header_down -X-WOPI-Lock out of reverse_proxy',
      IIS: 'host it out of process: hostingModel="outofprocess" (the in-process one drops empty headers)',
    }),
  })
}

async function longLock(world: World): Promise<Finding> {
  const probed = await attempt(world, { headers: { 'X-WOPI-Lock': LOCK } })
  const there = probed?.seen?.headers['x-wopi-lock'] === LOCK
  if (there && probed?.answer.headers['x-wopi-lock'] === LOCK) return ok('A lock of 1,024 characters goes through and comes back')
  return failure(`A lock of 1,024 characters does not ${there ? 'come back' : 'arrive'} whole (${problem(probed)})`, {
    why: 'Editors whose locks are long cannot lock, and so not save.',
    change: longer,
  })
}

async function longQuery(world: World): Promise<Finding> {
  const probed = await attempt(world, { rest: `?${QUERY}` })
  if (probed?.seen?.target.endsWith(`?${QUERY}`)) return ok('A query of 2,000 characters with a token of 1,500 arrives')
  return failure(`A query of 2,000 characters does not arrive whole (${problem(probed)})`, {
    why: 'Editors put the access token and more into the query: files do not open.',
    change: longer,
  })
}

async function wopiHeaders(world: World): Promise<Finding> {
  const probed = await attempt(world, { method: 'POST', headers: WOPI_HEADERS, body: '' })
  const names = Object.keys(WOPI_HEADERS)
  const changed = names.filter((name) => probed?.seen?.headers[name.toLowerCase()] !== WOPI_HEADERS[name])
  if (probed?.seen?.method === 'POST' && changed.length === 0) return ok(`${names.length} headers of WOPI requests arrive unchanged`)
  const lost = probed?.seen ? changed.join(', ') || 'the method' : `the whole request (${problem(probed)})`
  return failure(`A proxy takes away or changes ${lost}`, {
    why: 'Editors say by these headers what they want and who they are: without them opening or saving fails.',
    change: proxyLines({
      nginx: `take out proxy_set_header and limit_except for ${lost}`,
      Apache: 'take out RequestHeader unset / edit for them',
      Caddy: 'take out header_up for them',
    }),
  })
}

/** The portal's own calls use more than GET and POST. */
async function methods(world: World, origin: string): Promise<Finding> {
  const wanted = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']
  const arrived = await Promise.all(
    wanted.map(async (method) => {
      const probed = await probe(world, origin, { method }).catch(() => undefined)
      return method === 'HEAD' ? probed?.ours : probed?.seen?.method === method
    }),
  )
  const refused = wanted.filter((_, index) => !arrived[index])
  if (refused.length === 0) return ok(`${wanted.join(', ')} pass at the portal`)
  return failure(`A proxy refuses ${refused.join(', ')} at ${origin}`, {
    why: 'People cannot rename, upload or delete.',
    change: proxyLines({
      nginx: 'take limit_except and if ($request_method …) out',
      Apache: 'take <Limit>, <LimitExcept> and AllowMethods out',
      Caddy: 'take @… method matchers out',
    }),
  })
}

export const proxyHeaderChecks: CheckDefinition[] = [
  { id: 'empty-lock-header', group: 'proxy', title: 'An empty lock header survives', look: atWopi(emptyLock) },
  { id: 'long-lock', group: 'proxy', title: 'The longest lock passes', look: atWopi(longLock) },
  { id: 'long-query', group: 'proxy', title: 'Long queries and tokens pass', look: atWopi(longQuery) },
  { id: 'wopi-headers', group: 'proxy', title: 'WOPI’s headers pass unchanged', look: atWopi(wopiHeaders) },
  { id: 'methods', group: 'proxy', title: 'The portal’s methods pass', look: atPortal(methods) },
]
