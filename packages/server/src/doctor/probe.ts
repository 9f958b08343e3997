import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { App } from '../app.ts'
import { PROBE_HEADER, PROBE_PATH, type ProbeSeen, probeSecret } from './ask.ts'

/** `?events` answers ten small pieces, a moment apart, as the portal's stream of events does. */
const PIECES = 10
const APART_MS = 100
/**
 * `?flood` answers so many, and in its last ten characters how many milliseconds it took until somebody had taken all:
 * where the asking end does not read, that is a proxy.
 */
const FLOOD_MB = 32
const MB = Buffer.alloc(2 ** 20)
/** `?bytes` answers so many, which would compress well */
const BYTES = 64 * 1024

/**
 * The server's own end of the doctor's questions, at any of its addresses: says what arrived. Only this process knows
 * the secret; for everybody else the address does not exist. Answers whether it took the request.
 */
export function answerProbe(app: Pick<App, 'db'>, request: IncomingMessage, response: ServerResponse, port: number): boolean {
  if (!request.url?.startsWith(PROBE_PATH) || request.headers[PROBE_HEADER] !== probeSecret(app)) return false
  void answer(request, response, port).catch(() => response.destroy())
  return true
}

async function answer(request: IncomingMessage, response: ServerResponse, port: number) {
  let received = 0
  for await (const piece of request) received += (piece as Buffer).length
  response.setHeader(PROBE_HEADER, 'seen')
  response.setHeader('cache-control', 'no-store')
  // a Date that comes back is a proxy's
  response.sendDate = false
  // empty on purpose: proxies that drop empty headers break GetLock
  response.setHeader('x-wopi-lock', request.headers['x-wopi-lock'] ?? '')
  if (request.url === `${PROBE_PATH}?events`) return sendEvents(response)
  if (request.url === `${PROBE_PATH}?flood`) return flood(response)
  if (request.url === `${PROBE_PATH}?bytes`) {
    response.setHeader('content-type', 'application/octet-stream')
    response.setHeader('content-length', BYTES)
    return response.end(Buffer.alloc(BYTES, 'moorage '))
  }
  const { [PROBE_HEADER]: _secret, ...headers } = request.headers
  const seen: ProbeSeen = {
    port,
    method: request.method ?? '',
    target: request.url ?? '',
    httpVersion: request.httpVersion,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')])),
    received,
    remoteAddress: request.socket.remoteAddress ?? '',
    remotePort: request.socket.remotePort ?? 0,
  }
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(seen))
}

async function flood(response: ServerResponse) {
  response.setHeader('content-type', 'application/octet-stream')
  response.setHeader('content-length', FLOOD_MB * MB.length + 10)
  const started = performance.now()
  for (let sent = 0; sent < FLOOD_MB && !response.destroyed; sent++) if (!response.write(MB)) await drained(response)
  response.end(String(Math.round(performance.now() - started)).padStart(10))
}

/** Or closed. */
const drained = (response: ServerResponse) =>
  new Promise<void>((resolve) => {
    const go = () => {
      response.off('drain', go).off('close', go)
      resolve()
    }
    response.once('drain', go).once('close', go)
  })

async function sendEvents(response: ServerResponse) {
  response.setHeader('content-type', 'text/event-stream')
  response.setHeader('x-accel-buffering', 'no')
  for (let sent = 0; sent < PIECES && !response.destroyed; sent++) {
    if (sent > 0) await pause(APART_MS)
    response.write(`: ${sent}\n\n`)
  }
  response.end()
}
