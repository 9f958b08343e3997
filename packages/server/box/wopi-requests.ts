import { request as httpRequest } from 'node:http'
import type { BoxServer } from './server.ts'

/** What a client holds about one file. */
export interface Held {
  wopiSrc: string
  accessToken: string
}

export interface Answer {
  status: number
  /** as they were on the wire: an absent and an empty header are told apart */
  headers: Record<string, string | undefined>
  body: string
  /** this client's own, a new one for every request */
  port: number
  json<T>(): T
}

export type Part = '' | '/contents' | '/ancestry'

/** The address with its token. */
export const address = ({ wopiSrc, accessToken }: Held, part: Part = '') => `${wopiSrc}${part}?access_token=${accessToken}`

/** One request by node:http, which changes nothing: no redirects, no header folding, the empty header as empty. */
export function send(method: string, url: string, headers: Record<string, string> = {}, body?: Uint8Array | string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port, pathname, search } = new URL(url)
    const bytes = body === undefined ? undefined : Buffer.from(body)
    const length = method === 'GET' ? {} : { 'content-length': String(bytes?.length ?? 0) }
    const outgoing = httpRequest(
      { method, hostname, port, path: pathname + search, headers: { ...length, ...headers }, agent: false },
      (incoming) => {
        const chunks: Buffer[] = []
        const port = incoming.socket.localPort ?? 0
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          const received = incoming.headers as Record<string, string | undefined>
          resolve({ status: incoming.statusCode ?? 0, headers: received, body: text, port, json: <T>() => JSON.parse(text) as T })
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(bytes)
  })
}

const override = (name: string, more: Record<string, string> = {}) => ({ 'x-wopi-override': name, ...more })
const lockHeader = (lock: string | undefined): Record<string, string> => (lock === undefined ? {} : { 'x-wopi-lock': lock })

/** The operations as a client sends them; a lock left undefined is a missing header, '' an empty one. */
export const wopi = {
  info: (held: Held) => send('GET', address(held)),
  get: (held: Held, headers: Record<string, string> = {}) => send('GET', address(held, '/contents'), headers),
  lock: (held: Held, lock: string | undefined) => send('POST', address(held), override('LOCK', lockHeader(lock))),
  getLock: (held: Held) => send('POST', address(held), override('GET_LOCK')),
  refresh: (held: Held, lock: string | undefined) => send('POST', address(held), override('REFRESH_LOCK', lockHeader(lock))),
  unlock: (held: Held, lock: string | undefined) => send('POST', address(held), override('UNLOCK', lockHeader(lock))),
  relock: (held: Held, lock: string | undefined, old: string) =>
    send('POST', address(held), override('LOCK', { ...lockHeader(lock), 'x-wopi-oldlock': old })),
  put: (held: Held, body: Uint8Array | string, lock?: string, more: Record<string, string> = {}) =>
    send('POST', address(held, '/contents'), override('PUT', { ...lockHeader(lock), ...more }), body),
  putRelative: (held: Held, headers: Record<string, string>, body: Uint8Array | string) =>
    send('POST', address(held), override('PUT_RELATIVE', headers), body),
  rename: (held: Held, name: string, lock?: string, body?: string) =>
    send('POST', address(held), override('RENAME_FILE', { 'x-wopi-requestedname': name, ...lockHeader(lock) }), body),
  remove: (held: Held) => send('POST', address(held), override('DELETE')),
  userInfo: (held: Held, text: string) => send('POST', address(held), override('PUT_USER_INFO'), text),
}

/** Splits the address that PutRelativeFile answers. */
export function heldOf(url: string): Held {
  const { origin, pathname, searchParams } = new URL(url)
  return { wopiSrc: origin + pathname, accessToken: searchParams.get('access_token') ?? '' }
}

/** A new file beside `beside`, through WOPI itself; its token is derived from that of `beside`. */
export async function newFile(beside: Held, content: Uint8Array | string, name = 'fresh.txt'): Promise<Held> {
  const made = await wopi.putRelative(beside, { 'x-wopi-suggestedtarget': name }, content)
  if (made.status !== 200) throw new Error(`PutRelativeFile was answered ${made.status}`)
  return heldOf(made.json<{ Url: string }>().Url)
}

/** Waits until what the server does meanwhile has become true. */
export async function eventually(check: () => Promise<boolean> | boolean, what: string): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) if (await check()) return
  throw new Error(`did not come true: ${what}`)
}

/** Nothing that opens a file, and nothing about the inside of the server, may stand in an answer or in the log. */
export function secretsIn(server: BoxServer, tokens: string[], texts: string[] = []): string[] {
  const stack = /\n? {4}at |\bat [\w.<>]+ \(|node_modules|\.ts:\d|\.js:\d/
  return [...server.log, ...texts].filter(
    (text) => tokens.some((token) => text.includes(token)) || stack.test(text) || text.includes(server.data),
  )
}
