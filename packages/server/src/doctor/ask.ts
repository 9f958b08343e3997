import { randomBytes } from 'node:crypto'
import { lookup } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
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
  /** who handed it over: a proxy, or the asking machine itself */
  remoteAddress: string
  remotePort: number
}

export interface Question {
  method?: string
  headers?: Record<string, string>
  body?: Readable | string
  /** default 10 s, for the whole of it */
  timeoutMs?: number
  /** default 64 kB: the rest of an answer is thrown away */
  most?: number
  /** nothing of the answer's body is read for so long */
  waitMs?: number
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
  /** this end of the connection */
  localPort: number
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

/** How long a proxy may think about a body that was announced before it is sent anyway. */
const CONTINUE_MS = 1000

/** As browsers do (RFC 6761): a name below localhost is this machine, whatever name servers say. */
const asBrowsers: LookupFunction = (name, options, found) => lookup(name.endsWith('.localhost') ? 'localhost' : name, options, found)

export const ask: Ask = (origin, target, question = {}) =>
  new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body, timeoutMs = 10_000, most = 64 * 1024, waitMs = 0, onPiece } = question
    const { protocol, hostname, port } = new URL(origin)
    const started = performance.now()
    const streamed = body !== undefined && typeof body !== 'string' ? body : undefined
    const request = (protocol === 'https:' ? https : http).request({
      method,
      hostname: hostname.replace(/[[\]]/g, ''),
      ...(port ? { port } : {}),
      path: target,
      lookup: asBrowsers,
      // whoever refuses a large body does so before it is sent, and the refusal is heard
      headers: streamed ? { ...headers, expect: '100-continue' } : headers,
      // each question has a connection of its own, as the first request of a client has
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
    })
    let answered = false
    request.on('error', (error) => {
      streamed?.destroy()
      if (!answered) reject(error)
    })
    request.on('response', (response) => {
      answered = true
      const localPort = response.socket.localPort ?? 0
      const pieces: Buffer[] = []
      let size = 0
      const take = (piece: Buffer) => {
        onPiece?.(piece, performance.now() - started)
        if (size < most) pieces.push(piece.subarray(0, most - size))
        size += piece.length
      }
      if (waitMs > 0) setTimeout(() => response.on('data', take), waitMs)
      else response.on('data', take)
      response.on('error', reject)
      response.on('end', () => {
        streamed?.destroy()
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          rawHeaders: response.rawHeaders,
          text: Buffer.concat(pieces).toString(),
          size,
          localPort,
        })
      })
    })
    if (streamed) sendWhenWelcome(request, streamed)
    else request.end(body)
  })

function sendWhenWelcome(request: http.ClientRequest, body: Readable) {
  const send = () => {
    clearTimeout(timer)
    request.off('continue', send)
    body.on('error', (error) => request.destroy(error)).pipe(request)
  }
  const timer = setTimeout(send, CONTINUE_MS)
  request.once('continue', send)
  request.once('response', () => clearTimeout(timer))
  request.once('close', () => clearTimeout(timer))
  request.flushHeaders()
}

export interface Probed {
  /** what came back */
  answer: Answer
  /** what arrived; absent when somebody else answered */
  seen?: ProbeSeen
  /** the answer is the server's own, whatever it says */
  ours: boolean
}

/** Nothing stands between the asking and the answering end. */
export const isDirect = ({ answer, seen }: Probed) => seen !== undefined && seen.remotePort === answer.localPort

/** Asks the server's own probe through a public address. */
export async function probe(
  { app, ask: send }: { app: Pick<App, 'db'>; ask: Ask },
  origin: string,
  question: Question & { rest?: string } = {},
): Promise<Probed> {
  const { rest = '', headers, ...others } = question
  const answer = await send(origin, `${PROBE_PATH}${rest}`, { ...others, headers: { ...headers, [PROBE_HEADER]: probeSecret(app) } })
  const ours = answer.status === 200 && answer.headers[PROBE_HEADER] === 'seen'
  const seen = ours && answer.text.startsWith('{') ? (JSON.parse(answer.text) as ProbeSeen) : undefined
  return { answer, ours, ...(seen ? { seen } : {}) }
}

/** An error of a connection in words that say what to look at. */
export function connectionProblem(error: unknown): string {
  const { code, name, message } = error as NodeJS.ErrnoException
  if (name === 'TimeoutError' || name === 'AbortError') return 'no answer in time'
  if (code === 'ECONNREFUSED') return 'nothing listens there (connection refused)'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the name does not resolve on this machine'
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'the connection was cut'
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || code === 'ETIMEDOUT') return 'no way leads there from this machine'
  if (
    code?.startsWith('ERR_TLS') ||
    code?.startsWith('UNABLE_TO_') ||
    code?.includes('CERT') ||
    code?.includes('SIGNED') ||
    code === 'EPROTO'
  )
    return `its certificate is not trusted (${code})`
  return code ? `it failed (${code})` : message.slice(0, 120)
}
