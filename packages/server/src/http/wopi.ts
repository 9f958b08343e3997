import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createHost, HEADERS, type MemoryActor, type WopiHost, type WopiRequest, type WopiResponse, type WopiStore } from '@moorage/wopi'
import type { App } from '../app.ts'
import { type Canary, canaryAt } from '../doctor/canary.ts'
import { hostSessionId } from '../editing-sessions/sessions.ts'
import { BUSY_SECONDS, Crowded, enterCrowd } from '../office/crowding.ts'
import { judgeProof } from '../office/proofs.ts'
import { officeStore } from '../office/store.ts'
import type { Pourable } from '../storage/blobs/blob-store.ts'
import { UNAVAILABLE_SECONDS, unavailable } from '../unavailable.ts'
import { proxyRedirects, type Reader, readBy, SentByProxy } from './sent-by-proxy.ts'
import { logWopi, observeWopi, ProofRefused, type Trace } from './wopi-trace.ts'

export const SERVER_VERSION = 'Moorage/0.1'
const PREFIX = '/wopi/'

/** A request on its way through the host. */
interface Call extends WopiRequest {
  /** path and query, byte for byte: what its proof is about */
  target: string
  trace: Trace
  redirect: string | undefined
  /** counts it out again, where it was counted in */
  leave?: () => void
}

type Answering = (request: IncomingMessage, response: ServerResponse) => void

/**
 * The WOPI endpoints below /wopi/ and nothing else; the rest of the origin is `elsewhere`'s. Not by a framework: bodies
 * stream through, whatever their type, with no limit but the store's own.
 */
export function wopiListener(app: App, elsewhere: Answering): Answering {
  const host = createHost({ store: checked(app), serverVersion: SERVER_VERSION })
  const redirects = proxyRedirects(app)
  return (request, response) => {
    const { method, url } = request
    if ((method !== 'GET' && method !== 'POST') || !url?.startsWith(PREFIX)) return elsewhere(request, response)
    const call = callOf(request, url, redirects(request))
    const canary = canaryAt(app, call.path)
    void serve(app, canary ? createHost({ store: ofCanary(app, canary), serverVersion: SERVER_VERSION }) : host, call, request, response)
  }
}

function callOf(request: IncomingMessage, target: string, redirect: string | undefined): Call {
  const mark = target.indexOf('?')
  return {
    method: request.method ?? '',
    path: (mark < 0 ? target : target.slice(0, mark)).slice(PREFIX.length),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: request.headers,
    body: readable(request),
    target,
    // its last part: Node keeps random bytes for these in store
    trace: { reqId: randomUUID().slice(24) },
    redirect,
  }
}

async function serve(app: App, host: WopiHost<Call>, call: Call, request: IncomingMessage, response: ServerResponse) {
  const started = app.now()
  const { trace } = call
  let answer: WopiResponse | undefined
  let failure: unknown
  try {
    answer = await host.handle(call)
    await send(request, response, answer, trace.reqId)
  } catch (error) {
    failure = error
    if (error instanceof Crowded) trace.busy = error.whose
    await refuse(app, request, response, error, trace.reqId)
  } finally {
    call.leave?.()
    const ended = { ms: app.now() - started, failure, headers: answer?.headers }
    logWopi(app, request, response, trace, ended)
    observeWopi(app, request, response, trace, ended)
  }
}

/** The store with the proof check in front: no operation sees a request whose signature its editor's policy refuses, or that is one too many. */
function checked(app: App): WopiStore<Reader, Call> {
  const store = officeStore(app)
  return {
    ...store,
    read: readBy(store),
    authenticate: async (token, resource, operation, call) => {
      if (!call) return undefined
      const { trace } = call
      trace.operation = operation
      const who: Reader | undefined = await store.authenticate(token, resource, operation)
      if (!who) return undefined
      trace.editor = who.editor.id
      trace.session = hostSessionId(who.grant.id)
      if (who.grant.stage) trace.stage = who.grant.stage
      if (resource.kind !== 'ecosystem') trace.item = resource.id
      // before the proof, which costs most
      call.leave = enterCrowd(app, who)
      const verdict = await judgeProof(app, who.editor, call, who.grant.createdAt)
      trace.proof = verdict.outcome === 'accepted' ? verdict.by : verdict.reason
      if (verdict.outcome === 'refused') throw new ProofRefused()
      who.proven = verdict.by !== 'policy'
      who.redirect = call.redirect
      return who
    },
  }
}

/** A document of the doctor's, whose proofs are checked as everybody's are. */
const ofCanary = (app: App, canary: Canary): WopiStore<MemoryActor, Call> => ({
  ...canary.store,
  authenticate: async (token, resource, operation, call) => {
    if (!call) return undefined
    call.trace.operation = operation
    const who = await canary.store.authenticate(token, resource, operation)
    if (!who) return undefined
    call.trace.editor = canary.editor.id
    const verdict = await judgeProof(app, canary.editor, call, app.now())
    call.trace.proof = verdict.outcome === 'accepted' ? verdict.by : verdict.reason
    canary.note({ operation, target: call.target, verdict })
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
  const sent: Record<string, string> = {
    'X-Request-Id': reqId,
    // contents are anybody's: whoever opens the address in a browser gets bytes, never a page
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  }
  // what is still unread now is past every bound: the connection cannot be used again
  if (!request.complete) sent.Connection = 'close'
  if (body === undefined) sent['Content-Length'] = '0'
  else if (typeof body === 'string') sent['Content-Length'] = `${Buffer.byteLength(body)}`
  Object.assign(sent, headers)
  if (body instanceof SentByProxy) Object.assign(sent, { 'X-Accel-Redirect': body.location, 'Content-Length': '0' })
  response.writeHead(status, sent)
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
