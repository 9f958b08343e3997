import type { IncomingMessage, ServerResponse } from 'node:http'
import { HEADERS, type HeaderBag, type OperationName } from '@moorage/wopi'
import type { App } from '../app.ts'
import { noteCall } from '../editing-sessions/calls.ts'
import { measureWopi } from '../metrics.ts'
import { Crowded } from '../office/crowding.ts'

/** WOPI: a proof that does not hold is a 500, for whatever reason. */
export class ProofRefused extends Error {}

/** What is logged of one request: never its token, address or query. */
export interface Trace {
  /** answered as X-Request-Id, so that an answer leads to its line */
  reqId: string
  operation?: OperationName | undefined
  editor?: string
  item?: string
  session?: string
  proof?: string
  stage?: string
  /** whose requests were too many at once */
  busy?: string
}

/** How a request ended. */
interface Ended {
  ms: number
  failure: unknown
  headers?: HeaderBag | undefined
}

const TRACED = Object.entries({
  correlationId: HEADERS.correlationId,
  clientSession: HEADERS.sessionId,
  requestId: HEADERS.requestId,
  deviceId: HEADERS.deviceId,
  clientVersion: HEADERS.clientVersion,
}).map(([name, header]) => [name, header.toLowerCase()] as const)

/** One line per request, with everything that Microsoft asks for in a fault report and nothing that opens a file. */
export function logWopi(app: App, request: IncomingMessage, response: ServerResponse, trace: Trace, { ms, failure }: Ended) {
  if (!app.log.isLevelEnabled('info')) return
  const line: Record<string, unknown> = { ...trace, status: response.headersSent ? response.statusCode : 'gone', ms }
  if (failure && !(failure instanceof ProofRefused || failure instanceof Crowded)) line.cut = true
  for (const [name, header] of TRACED) {
    const value = request.headers[header]
    if (typeof value === 'string') line[name] = value.replace(/[^\w.:{}-]/g, '').slice(0, 80)
  }
  app.log.info(line, 'wopi')
}

/** Into the metrics; and, of a known editing session only, into its timeline: a stranger's have no place in anybody's. */
export function observeWopi(app: App, request: IncomingMessage, response: ServerResponse, trace: Trace, ended: Ended) {
  const { operation, editor, session, stage, proof, busy } = trace
  const { ms, failure, headers = {} } = ended
  const refused = failure instanceof ProofRefused
  const cut = failure !== undefined && !refused && busy === undefined && response.destroyed
  const status = response.headersSent && !cut ? response.statusCode : 0
  const length = request.headers['content-length']
  const proofRefused = refused ? proof : undefined
  const bytes = length === undefined ? undefined : Number(length)
  measureWopi(app, { operation, client: editor, status, ms, bytes, proofRefused, busy })
  if (!operation || !editor || !session) return
  noteCall(app, {
    ...{ operation, client: editor, stage: stage ?? null, sessionId: session, ms, status },
    ...{ request: request.headers, response: headers, proofRefused, busy: busy !== undefined },
  })
}
