import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  createHost,
  HEADERS,
  type HeaderBag,
  type MemoryActor,
  type OperationName,
  type WopiRequest,
  type WopiResponse,
  type WopiStore,
} from '@moorage/wopi'
import type { App } from '../app.ts'
import { type Canary, canaryAt } from '../doctor/canary.ts'
import { noteCall } from '../editing-sessions/calls.ts'
import { hostSessionId } from '../editing-sessions/sessions.ts'
import { measureWopi } from '../metrics.ts'
import { BUSY_SECONDS, Crowded, enterCrowd } from '../office/crowding.ts'
import { judgeProof, type SignedRequest } from '../office/proofs.ts'
import { type OfficeStore, officeStore } from '../office/store.ts'
import type { Pourable } from '../storage/blobs/blob-store.ts'
import { among } from '../trusted-proxies.ts'
import { UNAVAILABLE_SECONDS, unavailable } from '../unavailable.ts'

export const SERVER_VERSION = 'Moorage/0.1'
const PREFIX = '/wopi/'

/** What is logged of one request: never its token, address or query. */
interface Trace {
  /** answered as X-Request-Id, so that an answer leads to its line */
  reqId: string
  operation?: OperationName
  editor?: string
  item?: string
  session?: string
  proof?: string
  stage?: string
  /** whose requests were too many at once */
  busy?: string
}

/** WOPI: a proof that does not hold is a 500, for whatever reason. */
class ProofRefused extends Error {}

type Answering = (request: IncomingMessage, response: ServerResponse) => void

/**
 * The WOPI endpoints below /wopi/ and nothing else; the rest of the origin is `elsewhere`'s. Not by a framework: bodies
 * stream through, whatever their type, with no limit but the store's own.
 */
export function wopiListener(app: App, elsewhere: Answering): Answering {
  const store = officeStore(app)
  const redirects = proxyRedirects(app)
  return (request, response) => {
    const { method, url } = request
    if ((method === 'GET' || method === 'POST') && url?.startsWith(PREFIX)) void serve(app, store, redirects, request, response)
    else elsewhere(request, response)
  }
}

/** A body that the proxy sends from the disk: it has no byte of its own. */
class SentByProxy {
  readonly location: string

  constructor(location: string) {
    this.location = location
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {}
}

/** Where nginx finds a blob by itself; undefined for requests that did not come by it, and where none is set up. */
function proxyRedirects({ config }: Pick<App, 'config'>): (request: IncomingMessage) => string | undefined {
  const { accelRedirect, trustedProxies } = config
  if (!accelRedirect) return () => undefined
  const trusted = among(trustedProxies)
  return ({ socket }) => (trusted(socket.remoteAddress ?? '') ? accelRedirect : undefined)
}

async function serve(
  app: App,
  store: OfficeStore,
  redirects: ReturnType<typeof proxyRedirects>,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const started = app.now()
  // its last part: Node keeps random bytes for these in store
  const trace: Trace = { reqId: randomUUID().slice(24) }
  const target = request.url ?? ''
  const mark = target.indexOf('?')
  const wopiRequest: WopiRequest = {
    method: request.method ?? '',
    path: (mark < 0 ? target : target.slice(0, mark)).slice(PREFIX.length),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: request.headers,
    body: readable(request),
  }
  let answer: WopiResponse | undefined
  let failure: unknown
  let leave = () => {}
  try {
    const signed = { target, headers: request.headers }
    const canary = canaryAt(app, wopiRequest.path)
    const host = canary
      ? createHost({ store: ofCanary(app, canary, signed, trace), serverVersion: SERVER_VERSION })
      : createHost({
          store: redirected(
            checked(app, store, signed, trace, (counted) => (leave = counted)),
            redirects(request),
          ),
          serverVersion: SERVER_VERSION,
        })
    answer = await host.handle(wopiRequest)
    await send(request, response, answer, trace.reqId)
  } catch (error) {
    failure = error
    if (error instanceof Crowded) trace.busy = error.whose
    await refuse(app, request, response, error, trace.reqId)
  } finally {
    leave()
    const ms = app.now() - started
    log(app, request, response, trace, ms, failure)
    observe(app, request, response, trace, ms, failure, answer?.headers)
  }
}

/** The store with contents that nginx sends by itself, where it can. */
function redirected(store: OfficeStore, location: string | undefined): OfficeStore {
  if (!location) return store
  const read: OfficeStore['read'] = async (who, id) => {
    const content = await store.read(who, id)
    if ('outcome' in content || content.blob === undefined) return content
    const body = new SentByProxy(location + content.blob)
    return { ...content, open: async () => body }
  }
  return { ...store, read }
}

/** The store with the proof check in front: no operation sees a request whose signature its editor's policy refuses, or that is one too many. */
function checked(app: App, store: OfficeStore, signed: SignedRequest, trace: Trace, counted: (leave: () => void) => void): OfficeStore {
  return {
    ...store,
    authenticate: async (token, resource, operation) => {
      trace.operation = operation
      const who = await store.authenticate(token, resource, operation)
      if (!who) return undefined
      trace.editor = who.editor.id
      trace.session = hostSessionId(who.grant.id)
      if (who.grant.stage) trace.stage = who.grant.stage
      if (resource.kind !== 'ecosystem') trace.item = resource.id
      // before the proof, which costs most
      counted(enterCrowd(app, who))
      const verdict = await judgeProof(app, who.editor, signed, who.grant.createdAt)
      trace.proof = verdict.outcome === 'accepted' ? verdict.by : verdict.reason
      if (verdict.outcome === 'refused') throw new ProofRefused()
      return { ...who, proven: verdict.by !== 'policy' }
    },
  }
}

/** A document of the doctor's, whose proofs are checked as everybody's are. */
const ofCanary = (app: App, canary: Canary, signed: SignedRequest, trace: Trace): WopiStore<MemoryActor> => ({
  ...canary.store,
  authenticate: async (token, resource, operation) => {
    trace.operation = operation
    const who = await canary.store.authenticate(token, resource, operation)
    if (!who) return undefined
    trace.editor = canary.editor.id
    const verdict = await judgeProof(app, canary.editor, signed, app.now())
    trace.proof = verdict.outcome === 'accepted' ? verdict.by : verdict.reason
    canary.note({ operation, target: signed.target, verdict })
    if (verdict.outcome === 'refused') throw new ProofRefused()
    return who
  },
})

/** A body that can be given up half-way without ending the connection: its sender still has to hear the answer. */
function readable(request: IncomingMessage): AsyncIterable<Uint8Array> {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  if (encoding === undefined && (length === undefined || length === '0')) return NOTHING
  return { [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Uint8Array> }
}

const NOTHING: AsyncIterable<Uint8Array> = {
  [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) }),
}

async function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: WopiResponse, reqId: string) {
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body === undefined ? 0 : undefined
  response.writeHead(status, {
    'X-Request-Id': reqId,
    // contents are anybody's: whoever opens the address in a browser gets bytes, never a page
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    // what is still unread now is past every bound: the connection cannot be used again
    ...(request.complete ? {} : { Connection: 'close' }),
    ...(length === undefined ? {} : { 'Content-Length': String(length) }),
    ...headers,
    ...(body instanceof SentByProxy ? { 'X-Accel-Redirect': body.location, 'Content-Length': '0' } : {}),
  })
  if (body === undefined || typeof body === 'string') response.end(body)
  else if (body instanceof SentByProxy) response.end()
  else if ('pour' in body) await (body as Pourable).pour(response)
  else await pipeline(body instanceof Readable ? body : Readable.from(body), response)
}

/** Anything unforeseen, and bad proofs: 500 without a reason, which only the log has. One too many at once, or a machine that cannot now: 503. */
async function refuse(app: App, request: IncomingMessage, response: ServerResponse, error: unknown, reqId: string) {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  const proof = error instanceof ProofRefused
  const busy = error instanceof Crowded
  if (!proof && !busy && !request.destroyed) app.log.error({ reqId, ...describe(error) }, 'a WOPI request failed unexpectedly')
  for await (const size of sizes(readable(request))) if (size > 1024 * 1024) break
  const { text, later } = saidOf(error, reqId)
  const headers = { [HEADERS.serverVersion]: SERVER_VERSION, [HEADERS.serverError]: text }
  await send(
    request,
    response,
    later ? { status: 503, headers: { ...headers, 'Retry-After': `${later}` } } : { status: 500, headers },
    reqId,
  )
}

/** The reason that is said, and after how many seconds it may be otherwise. */
function saidOf(error: unknown, reqId: string): { text: string; later?: number } {
  if (error instanceof Crowded) return { text: 'Too many requests at once, come back in a moment', later: BUSY_SECONDS }
  if (error instanceof ProofRefused) return { text: 'The proof of this request does not hold' }
  if (unavailable(error)) return { text: `Cannot be done at the moment, reference ${reqId}`, later: UNAVAILABLE_SECONDS }
  return { text: `Unexpected, reference ${reqId}` }
}

async function* sizes(body: AsyncIterable<Uint8Array>): AsyncIterable<number> {
  let size = 0
  try {
    for await (const chunk of body) yield (size += chunk.length)
  } catch {
    // gone away
  }
}

/** What kind of error and where in our code, without what it may quote: paths, keys, addresses. */
function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = (error as NodeJS.ErrnoException).code
  return { error: error.name, ...(code ? { code } : {}), ...(/[/\\]/.test(error.message) ? {} : { message: error.message }) }
}

const TRACED = {
  correlationId: HEADERS.correlationId,
  clientSession: HEADERS.sessionId,
  requestId: HEADERS.requestId,
  deviceId: HEADERS.deviceId,
  clientVersion: HEADERS.clientVersion,
} as const

/** One line per request, with everything that Microsoft asks for in a fault report and nothing that opens a file. */
function log(app: App, request: IncomingMessage, response: ServerResponse, trace: Trace, ms: number, failure: unknown) {
  if (!app.log.isLevelEnabled('info')) return
  const ids = Object.entries(TRACED).flatMap(([name, header]) => {
    const value = request.headers[header.toLowerCase()]
    return typeof value === 'string' ? [[name, value.replace(/[^\w.:{}-]/g, '').slice(0, 80)]] : []
  })
  const status = response.headersSent ? response.statusCode : 'gone'
  app.log.info(
    {
      ...trace,
      status,
      ms,
      ...(failure && !(failure instanceof ProofRefused || failure instanceof Crowded) ? { cut: true } : {}),
      ...Object.fromEntries(ids),
    },
    'wopi',
  )
}

/** Into the metrics; and, of a known editing session only, into its timeline: a stranger's have no place in anybody's. */
function observe(
  app: App,
  request: IncomingMessage,
  response: ServerResponse,
  trace: Trace,
  ms: number,
  failure: unknown,
  answered: HeaderBag = {},
) {
  const { operation, editor, session, stage, proof } = trace
  const refused = failure instanceof ProofRefused
  const cut = failure !== undefined && !refused && trace.busy === undefined && response.destroyed
  const status = response.headersSent && !cut ? response.statusCode : 0
  const length = request.headers['content-length']
  measureWopi(app, {
    ...{ operation, client: editor, status, ms },
    bytes: length === undefined ? undefined : Number(length),
    proofRefused: refused ? proof : undefined,
    busy: trace.busy,
  })
  if (!operation || !editor || !session) return
  noteCall(app, {
    ...{ operation, client: editor, stage: stage ?? null, sessionId: session, ms },
    status,
    request: request.headers,
    response: answered,
    ...(refused && proof ? { proofRefused: proof } : {}),
    ...(trace.busy === undefined ? {} : { busy: true }),
  })
}
