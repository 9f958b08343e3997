import { OPERATIONS, type OperationName, type PathShape } from '../operations.ts'
import { HEADERS } from '../wire/headers.ts'

/** What a client holds about one file, container or ecosystem: its address and the token that opens it. */
export interface WopiTarget {
  /** absolute, without token; a query is kept */
  wopiSrc: string
  accessToken: string
}

/** A request to send as it is. Sign it with `proofHeaders({ url, accessToken, now }, …)`. */
export interface ClientRequest<Body = string | undefined> {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  body: Body
}

/**
 * What an address that a host returned stands for: WOPI puts the token into it. undefined when it has none. The rest
 * of its query is kept.
 */
export function targetOfUrl(url: string): WopiTarget | undefined {
  const at = url.indexOf('?')
  const pairs = at < 0 ? [] : url.slice(at + 1).split('&')
  const isToken = (pair: string) => pair.startsWith('access_token=')
  const accessToken = new URLSearchParams(pairs.find(isToken)).get('access_token')
  const rest = pairs.filter((pair) => !isToken(pair)).join('&')
  return accessToken ? { wopiSrc: `${url.slice(0, at)}${rest && `?${rest}`}`, accessToken } : undefined
}

const suffix = (path: PathShape) => path.replace(/^(files\/\{id\}|containers\/\{id\}|ecosystem)/, '')

/** The address of one of a resource's endpoints. WOPI: the token is always a query parameter. */
function addressOf({ wopiSrc, accessToken }: WopiTarget, path: PathShape): string {
  const at = wopiSrc.indexOf('?')
  const [base, query] = at < 0 ? [wopiSrc, ''] : [wopiSrc.slice(0, at), `${wopiSrc.slice(at + 1)}&`]
  return `${base.replace(/\/$/, '')}${suffix(path)}?${query}access_token=${encodeURIComponent(accessToken)}`
}

/** Builds the request of one operation from its row of the table. Headers without a value are left out. */
export function clientRequest<Body = undefined>(
  operation: OperationName,
  target: WopiTarget,
  headers: Record<string, string | undefined> = {},
  body?: Body,
): ClientRequest<Body> {
  const { verb, path, override } = OPERATIONS[operation]
  const sent = { [HEADERS.accessToken]: `Bearer ${target.accessToken}`, [HEADERS.override]: override || undefined, ...headers }
  return {
    method: verb,
    url: addressOf(target, path),
    headers: Object.fromEntries(Object.entries(sent).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    body: body as Body,
  }
}
