import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { App } from '../app.ts'
import { lacking } from '../health.ts'
import { startMetrics } from '../metrics.ts'

/** Load balancers and Prometheus ask by whatever name they have, most often by an IP address. */

const text = (response: ServerResponse, status: number, body: string) =>
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    .end(body)

const digest = (secret: string) => createHash('sha256').update(secret).digest()

/** In a time that says nothing about where they differ, nor how long the right one is. */
const same = (given: string, right: string) => timingSafeEqual(digest(given), digest(right))

async function metrics(app: App, request: IncomingMessage, response: ServerResponse) {
  const { metricsToken } = app.config
  const [, given] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
  // without a token set nobody learns that there could be one
  if (metricsToken === undefined) return text(response, 404, 'Not found\n')
  if (given === undefined || !same(given, metricsToken)) {
    response.setHeader('www-authenticate', 'Bearer')
    return text(response, 401, 'A token is needed\n')
  }
  const { metricsText } = await import('../metrics-now.ts')
  const counted = await startMetrics(app)
  const body = await metricsText(app, counted)
  response.writeHead(200, { 'content-type': counted.registry.contentType, 'cache-control': 'no-store' }).end(body)
}

async function ready(app: App, response: ServerResponse) {
  const parts = await lacking(app)
  text(response, parts.length === 0 ? 200 : 503, parts.length === 0 ? 'ready\n' : 'not ready\n')
}

/** `/healthz`, `/readyz` and, on the portal's port, `/metrics`, under any host name. Answers whether it took the request. */
export function answerMachine(app: App, request: IncomingMessage, response: ServerResponse, port: number): boolean {
  const { ports } = app.config
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  if (port !== ports.portal && port !== ports.wopi) return false
  // every request comes by here, and few are a machine's
  if (!/^\/(healthz|readyz|metrics)(\?|$)/.test(request.url ?? '')) return false
  const answer = {
    '/healthz': async () => text(response, 200, 'alive\n'),
    '/readyz': () => ready(app, response),
    ...(port === ports.portal ? { '/metrics': () => metrics(app, request, response) } : {}),
  }[request.url?.split('?', 1)[0] ?? '']
  if (!answer) return false
  answer().catch((err: unknown) => {
    app.log.error({ err }, 'a machine’s question could not be answered')
    if (!response.headersSent) text(response, 500, 'failed\n')
    else response.destroy()
  })
  return true
}
