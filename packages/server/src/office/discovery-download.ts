import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import type { App } from '../app.ts'

const FETCH_TIMEOUT_MS = 10_000
/** no known discovery file is a tenth of this */
const MAX_BYTES = 4 * 1024 * 1024
const MAX_REDIRECTS = 3

/**
 * Addresses that machines give out secrets at; no editor lives there. Loopback and private ones are where many live.
 * Link-local ones, and where clouds put what is told to machines only: Alibaba, Azure, Oracle, Amazon by IPv6. The list
 * knows an IPv4 address in its IPv6 forms too.
 */
const MACHINES = new BlockList()
MACHINES.addSubnet('169.254.0.0', 16)
MACHINES.addSubnet('fe80::', 10, 'ipv6')
for (const address of ['100.100.100.200', '168.63.129.16', '192.0.0.192']) MACHINES.addAddress(address)
MACHINES.addAddress('fd00:ec2::254', 'ipv6')

const linkLocal = (address: string) => MACHINES.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** @throws Error with words that go on after "The address" */
export async function refuseLinkLocal(url: URL) {
  const host = url.hostname.replace(/[[\]]/g, '')
  // a name that is not found fails in words when it is fetched
  const addresses = isIP(host)
    ? [host]
    : await lookup(host, { all: true })
        .then((all) => all.map(({ address }) => address))
        .catch(() => [])
  if (addresses.some(linkLocal)) throw new Error('leads into a machine’s own network, where nothing of the kind lives')
}

/** Only to the same name, and not from https to http: an address that leads elsewhere has to be given as it is. */
function redirected(from: URL, location: string | null): URL {
  if (!location || !URL.canParse(location, from.href)) throw new Error('redirects to nowhere')
  const to = new URL(location, from.href)
  const downgrade = from.protocol === 'https:' && to.protocol !== 'https:'
  if (!/^https?:$/.test(to.protocol) || to.hostname !== from.hostname || to.username || downgrade)
    throw new Error(`redirects to ${to.origin === 'null' ? to.protocol : to.origin}: give that address instead, if it is meant`)
  return to
}

/** By the code that Node gives it; each goes on after "The address". */
const CAUSES: Record<string, (host: string) => string> = {
  ENOTFOUND: (host) => `names a host that does not exist (${host})`,
  EAI_AGAIN: (host) => `names a host that could not be looked up just now (${host})`,
  ECONNREFUSED: (host) => `is not answered: nothing listens at ${host}`,
  ECONNRESET: (host) => `is not answered: ${host} ended the connection`,
  CERT_HAS_EXPIRED: () => 'has a certificate that has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: () => 'has a self-signed certificate, which this server does not trust',
  SELF_SIGNED_CERT_IN_CHAIN: () => 'has a certificate of an authority that this server does not trust',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: () => 'has a certificate that cannot be verified, as an intermediate one is missing',
  ERR_TLS_CERT_ALTNAME_INVALID: () => 'has a certificate for another name',
  ERR_SSL_WRONG_VERSION_NUMBER: (host) => `is not answered: ${host} does not speak https`,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: (host) => `is not answered: ${host} does not speak https`,
}

/** What failed, for people, after "The address": fetch itself only says "fetch failed". */
export function fetchProblem(error: unknown, { host }: URL): string {
  const { name, message, cause } = error as Error & { cause?: NodeJS.ErrnoException & { errors?: NodeJS.ErrnoException[] } }
  if (name === 'TimeoutError') return `did not answer within ${FETCH_TIMEOUT_MS / 1000} seconds`
  const code = cause?.code ?? cause?.errors?.[0]?.code ?? ''
  return CAUSES[code]?.(host) ?? (name === 'TypeError' ? `cannot be reached${code ? ` (${code})` : ''}` : message)
}

async function get(app: Pick<App, 'fetch'>, first: URL, signal: AbortSignal): Promise<Response> {
  let url = first
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const answer = await app.fetch(url.href, { signal, redirect: 'manual', headers: { accept: 'text/xml, application/xml' } })
    if (answer.status < 300 || answer.status > 399) return answer
    await answer.body?.cancel()
    url = redirected(url, answer.headers.get('location'))
  }
  throw new Error('redirects in circles')
}

/**
 * The document at a discovery address. Bounded in time, size and where it goes. `heard` is told of the answer's headers
 * before it is known whether the document is any good.
 * @throws Error with words that go on after "The address"
 */
export async function downloadDiscovery(app: Pick<App, 'fetch'>, address: string, heard?: (headers: Headers) => void): Promise<string> {
  const url = new URL(address)
  const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS)
  try {
    await refuseLinkLocal(url)
    const answer = await get(app, url, signal)
    heard?.(answer.headers)
    if (!answer.ok || !answer.body) throw new Error(`answered ${answer.status}, not a discovery document`)
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
      size += chunk.length
      if (size > MAX_BYTES) throw new Error(`is larger than ${MAX_BYTES / 1024 / 1024} MB, which no discovery document is`)
      chunks.push(chunk)
    }
    return new TextDecoder().decode(Buffer.concat(chunks))
  } catch (error) {
    throw new Error(fetchProblem(error, url), { cause: error })
  }
}
