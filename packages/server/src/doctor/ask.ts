import { randomBytes } from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import type { Readable } from 'node:stream'
import type { App } from '../app.ts'

export const PROBE_PATH = '/health/probe'
export const PROBE_HEADER = 'x-moorage-probe'

/** What the server itself saw of a probing request: what the way through proxies made of it. */
export interface ProbeSeen {
  /** which of the server's ports it came to */
  port: number
  method: string
  /** the raw request target */
  target: string
  httpVersion: string
  /** names in lower case, in the order of arrival; repeated ones joined by ", " */
  headers: Record<string, string>
  /** bytes of the body */
  received: number
  remoteAddress: string
}

export interface Question {
  method?: string
  headers?: Record<string, string>
  body?: Readable | string
  /** default 10 s, for the whole of it */
  timeoutMs?: number
  /** default 64 kB: the rest of an answer is thrown away */
  most?: number
  /** called with each piece of the body, and how many milliseconds after the question it came */
  onPiece?: (piece: Buffer, ms: number) => void
}

export interface Answer {
  status: number
  headers: http.IncomingHttpHeaders
  /** name, value, name, value … as they came */
  rawHeaders: string[]
  text: string
  /** bytes of the whole body */
  size: number
}

/** `target` is sent as it stands: nothing in it is escaped, resolved or put into lower case. Rejects when nobody answers. */
export type Ask = (origin: string, target: string, question?: Question) => Promise<Answer>

const secrets = new WeakMap<object, string>()

/** Known to this process alone: it makes the server answer its own probes and nobody else's. */
export function probeSecret(app: Pick<App, 'db'>): string {
  const known = secrets.get(app.db)
  if (known) return known
  const made = randomBytes(24).toString('base64url')
  secrets.set(app.db, made)
  return made
}

export const ask: Ask = (origin, target, question = {}) =>
  new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body, timeoutMs = 10_000, most = 64 * 1024, onPiece } = question
    const { protocol, hostname, port } = new URL(origin)
    const started = performance.now()
    const request = (protocol === 'https:' ? https : http).request({
      method,
      hostname: hostname.replace(/[[\]]/g, ''),
      ...(port ? { port } : {}),
      path: target,
      headers,
      // each question has a connection of its own, as the first request of a client has
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
    })
    request.on('error', reject)
    request.on('response', (response) => {
      const pieces: Buffer[] = []
      let size = 0
      response.on('data', (piece: Buffer) => {
        onPiece?.(piece, performance.now() - started)
        if (size < most) pieces.push(piece.subarray(0, most - size))
        size += piece.length
      })
      response.on('error', reject)
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          rawHeaders: response.rawHeaders,
          text: Buffer.concat(pieces).toString(),
          size,
        })
      })
    })
    if (body === undefined || typeof body === 'string') request.end(body)
    else body.on('error', reject).pipe(request)
  })

/** Asks the server's own probe through a public address. `answer` is what came back; `seen` what arrived, absent when somebody else answered. */
export async function probe(
  { app, ask: send }: { app: Pick<App, 'db'>; ask: Ask },
  origin: string,
  question: Question & { rest?: string } = {},
): Promise<{ answer: Answer; seen?: ProbeSeen }> {
  const { rest = '', headers, ...others } = question
  const answer = await send(origin, `${PROBE_PATH}${rest}`, { ...others, headers: { ...headers, [PROBE_HEADER]: probeSecret(app) } })
  if (answer.status !== 200 || answer.headers[PROBE_HEADER] !== 'seen') return { answer }
  return { answer, seen: JSON.parse(answer.text) as ProbeSeen }
}

/** An error of a connection in words that say what to look at. */
export function connectionProblem(error: unknown): string {
  const { code, name, message } = error as NodeJS.ErrnoException
  if (name === 'TimeoutError' || name === 'AbortError') return 'no answer in time'
  if (code === 'ECONNREFUSED') return 'nothing listens there (connection refused)'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the name does not resolve on this machine'
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'the connection was cut'
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || code === 'ETIMEDOUT') return 'no way leads there from this machine'
  if (code?.startsWith('ERR_TLS') || code?.includes('CERT') || code?.includes('SIGNED') || code === 'EPROTO')
    return `its certificate is not trusted (${code})`
  return code ? `it failed (${code})` : message.slice(0, 120)
}
