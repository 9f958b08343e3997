import { probe } from '../ask.ts'
import { type CheckDefinition, type Finding, failure, notApplicable, ok, type World, warning } from '../check.ts'
import { atPortal, atWopi, proxyLines } from '../reached.ts'

/** The events are sent over 900 ms: whoever gets them one by one waits at least this between the first and the last. */
const SPREAD_MS = 450
/** How long nothing is read: far more than any network takes to fill what lies between */
const WAIT_MS = 1500
/** proofs are good for 20 minutes; this is far less, and more than any clock that is looked after is off */
const SKEW_MS = 60_000

async function unbuffered(world: World, origin: string): Promise<Finding> {
  let last = ''
  const probed = await probe(world, origin, {
    rest: '?flood',
    waitMs: WAIT_MS,
    timeoutMs: 60_000,
    onPiece: (piece) => {
      last = (last + piece.subarray(-10).toString('latin1')).slice(-10)
    },
  }).catch(() => undefined)
  if (!probed)
    return failure('A large answer of WOPI is cut off on its way (32 MB, not read for a moment)', {
      why: 'Large files do not open, or arrive incomplete.',
      change: proxyLines({
        nginx: 'proxy_buffering off;\nsend_timeout 60s; proxy_read_timeout 1h;\n(and let its user write to proxy_temp_path)',
        Apache: 'ProxyTimeout 3600',
        Caddy: 'take write_timeout and response_header_timeout out',
      }),
    })
  if (probed.ours && Number(last) >= WAIT_MS / 2) return ok('Answers of WOPI are passed on as fast as they are read, and stored nowhere')
  return warning('A proxy takes answers of WOPI in before anybody reads them', {
    why: 'Large files are stored by the proxy first: that fills its disk, and a download that was given up goes on.',
    change: proxyLines({
      nginx: 'proxy_buffering off;\nproxy_request_buffering off;',
      Apache: `ProxyPass / http://127.0.0.1:${world.app.config.ports.wopi}/ nocanon flushpackets=on`,
      Caddy: 'reverse_proxy … { flush_interval -1 }',
    }),
  })
}

async function eventStream(world: World, origin: string): Promise<Finding> {
  const arrived: number[] = []
  const { ours } = await probe(world, origin, {
    rest: '?events',
    headers: { accept: 'text/event-stream', 'accept-encoding': 'gzip' },
    onPiece: (_piece, ms) => arrived.push(ms),
  })
  if (ours && (arrived.at(-1) ?? 0) - (arrived[0] ?? 0) >= SPREAD_MS) return ok('Events reach the portal’s pages as they happen')
  return failure('A proxy holds back the events that the portal’s pages listen to', {
    why: 'Pages do not show what others change until somebody reloads them.',
    change: proxyLines({
      nginx: 'proxy_buffering off;   (and take proxy_ignore_headers X-Accel-Buffering and gzip_types text/event-stream out)',
      Apache: 'SetEnvIf Request_URI "^/api/events" no-gzip=1',
      Caddy: 'reverse_proxy … { flush_interval -1 }',
    }),
  })
}

async function unchanged(world: World, origin: string): Promise<Finding> {
  for (const rest of ['?bytes', '']) {
    const { answer } = await probe(world, origin, { rest, headers: { 'accept-encoding': 'gzip, br' } })
    const { 'content-encoding': encoding, 'content-length': length } = answer.headers
    const kind = rest ? 'files' : 'JSON'
    if (encoding)
      return warning(`A proxy compresses WOPI’s answers (${kind}, ${encoding.slice(0, 20)})`, {
        why: 'Office files are compressed already: it costs time and memory, takes Content-Length away and changes ETags.',
        change: proxyLines({
          nginx: 'gzip off;   (in the server block of WOPI)',
          Apache: 'SetEnv no-gzip 1',
          Caddy: 'take encode out for WOPI',
        }),
      })
    if (rest && length !== String(answer.size))
      return warning('A proxy takes the Content-Length of files away', {
        why: 'Editors and browsers cannot tell a file that was cut short from a whole one.',
        change: proxyLines({
          nginx: 'chunked_transfer_encoding on;   (take filters such as sub_filter, ssi and gunzip out)',
          Apache: 'take SetOutputFilter out',
        }),
      })
  }
  return ok('Answers of WOPI come back neither compressed nor without their length')
}

async function uncached(world: World, origin: string): Promise<Finding> {
  const { answer } = await probe(world, origin)
  const said = answer.headers['cache-control']
  if (said === 'no-store') return ok('Cache-Control comes back as it was sent')
  return failure(
    `A proxy ${said === undefined ? 'takes Cache-Control away' : `makes Cache-Control “${said.slice(0, 60)}” of “no-store”`}`,
    {
      why: 'What is one person’s may be kept and shown to another, and editors open old content.',
      change: proxyLines({
        nginx: 'take expires, add_header Cache-Control, proxy_hide_header Cache-Control and proxy_cache out',
        Apache: 'take ExpiresActive, Header set Cache-Control and CacheEnable out',
        Caddy: 'take header Cache-Control out',
      }),
    },
  )
}

/** The server leaves Date out of the answers of its probe: one that comes back is a proxy's. */
async function clock(world: World, origin: string): Promise<Finding> {
  const { app } = world
  const { answer } = await probe(world, origin)
  const theirs = Date.parse(answer.headers.date ?? '')
  if (Number.isNaN(theirs)) return notApplicable('No proxy puts a date of its own on answers')
  const off = theirs - app.now()
  const seconds = Math.round(Math.abs(off) / 1000)
  if (Math.abs(off) <= SKEW_MS) return ok('The clocks of this server and the proxy agree to the minute')
  return failure(`The proxy’s clock is ${seconds} seconds ${off > 0 ? 'ahead of' : 'behind'} this server’s`, {
    why: 'One of the two is wrong. Editors’ signatures are good for 20 minutes around this server’s time, and saved times are wrong.',
    change: 'On both machines: timedatectl set-ntp true   (then compare with: date -u)',
  })
}

export const proxyAnswerChecks: CheckDefinition[] = [
  { id: 'answers-unbuffered', group: 'proxy', title: 'Answers are passed on as they come', look: atWopi(unbuffered) },
  { id: 'event-stream', group: 'proxy', title: 'The portal’s pages hear what happens', look: atPortal(eventStream) },
  { id: 'answers-unchanged', group: 'proxy', title: 'Answers are not compressed or changed', look: atWopi(unchanged) },
  { id: 'answers-uncached', group: 'proxy', title: 'Nothing of WOPI is kept by a proxy', look: atWopi(uncached) },
  { id: 'proxy-clock', group: 'proxy', title: 'This server and the proxy have the same time', look: atWopi(clock) },
]
