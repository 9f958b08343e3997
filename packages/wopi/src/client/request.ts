import { OPERATIONS, type OperationName, type PathShape } from '../operations.ts'
import { HEADERS } from '../wire/headers.ts'

/** What a client holds about one file: its WopiSrc and the token that opens it. */
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

const suffix = (path: PathShape) => path.replace(/^files\/\{id\}/, '')

/** The address of one of a file's endpoints. WOPI: the token is always a query parameter. */
function addressOf({ wopiSrc, accessToken }: WopiTarget, path: PathShape): string {
  const at = wopiSrc.indexOf('?')
  const [base, query] = at < 0 ? [wopiSrc, ''] : [wopiSrc.slice(0, at), `${wopiSrc.slice(at + 1)}&`]
  return `${base.replace(/\/$/, '')}${suffix(path)}?${query}access_token=${encodeURIComponent(accessToken)}`
}

/** Builds the request of one file operation from its row of the table. Headers without a value are left out. */
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
