import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { App } from '../app.ts'
import { PROBE_HEADER, PROBE_PATH, type ProbeSeen, probeSecret } from './ask.ts'

/** `?pieces` answers ten pieces, a moment apart: a proxy that buffers hands them over all at once. */
const PIECES = 10
const APART_MS = 100

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
  // empty on purpose: proxies that drop empty headers break GetLock
  response.setHeader('x-wopi-lock', '')
  if (request.url?.startsWith(`${PROBE_PATH}?pieces`)) return sendPieces(response)
  const { [PROBE_HEADER]: _secret, ...headers } = request.headers
  const seen: ProbeSeen = {
    port,
    method: request.method ?? '',
    target: request.url ?? '',
    httpVersion: request.httpVersion,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')])),
    received,
    remoteAddress: request.socket.remoteAddress ?? '',
  }
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(seen))
}

async function sendPieces(response: ServerResponse) {
  response.setHeader('content-type', 'application/octet-stream')
  for (let sent = 0; sent < PIECES && !response.destroyed; sent++) {
    if (sent > 0) await pause(APART_MS)
    response.write(Buffer.alloc(1024, sent))
  }
  response.end()
}
