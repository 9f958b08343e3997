import { createHash } from 'node:crypto'
import { HEADERS, type HeaderBag, header, type OperationName } from '@moorage/wopi'
import type { App } from '../app.ts'
import type { MeasureName } from './measures.ts'
import { count, noteEvent, type SessionEvent, tally } from './recorder.ts'

/** One WOPI call as it was answered. */
export interface WopiCall {
  operation: OperationName
  client: string
  /** of the roll-out; null: the editor is not being rolled out */
  stage: string | null
  sessionId: string
  /** 0: the connection was gone before the answer */
  status: number
  ms: number
  request: HeaderBag
  response: HeaderBag
  /** why the proof was refused */
  proofRefused?: string | undefined
  /** it was one too many at once: no fault of the server's or the editor's, which comes again */
  busy?: boolean | undefined
}

const LOCKING: ReadonlySet<OperationName> = new Set(['Lock', 'GetLock', 'RefreshLock', 'Unlock', 'UnlockAndRelock', 'PutFile'])
const SAVES: ReadonlySet<OperationName> = new Set<OperationName>(['PutFile'])

/** Locks are told apart in what people see, and never shown: they are the editor's own. */
export const shortLock = (lock: string | undefined): string | undefined =>
  lock === undefined || lock === '' ? lock : createHash('sha256').update(lock).digest('hex').slice(0, 8)

/** Ids only, whatever a header holds. */
const id = (text: string | readonly string[] | undefined) =>
  text
    ?.toString()
    .replace(/[^\w.:{}-]/g, '')
    .slice(0, 80)

/** As Node names them. */
const [CORRELATION_ID, REQUEST_ID] = [HEADERS.correlationId.toLowerCase(), HEADERS.requestId.toLowerCase()]

/**
 * The lock before and after, as far as the call itself shows it: WOPI tells the held lock with every refusal, and a
 * call that was answered 200 had the one that it named.
 */
export function locksOf({ operation, status, request, response }: Pick<WopiCall, 'operation' | 'status' | 'request' | 'response'>): {
  lockBefore?: string
  lockAfter?: string
} {
  if (status === 409) return both(header(response, HEADERS.lock))
  if (status !== 200 || !LOCKING.has(operation)) return {}
  if (operation === 'GetLock') return both(header(response, HEADERS.lock))
  const lock = header(request, HEADERS.lock)
  const old = header(request, HEADERS.oldLock)
  if (operation === 'Lock') return lock === undefined ? {} : { lockAfter: lock }
  if (operation === 'UnlockAndRelock')
    return { ...(old === undefined ? {} : { lockBefore: old }), ...(lock === undefined ? {} : { lockAfter: lock }) }
  if (operation === 'Unlock') return lock === undefined ? {} : { lockBefore: lock, lockAfter: '' }
  return both(lock)
}

const both = (lock: string | undefined) => (lock === undefined ? {} : { lockBefore: lock, lockAfter: lock })

function measuresOf({ operation, status, proofRefused, busy }: WopiCall): MeasureName[] {
  if (busy) return ['call']
  if (proofRefused !== undefined) return ['call', 'proof-refused']
  const save = SAVES.has(operation)
  const failed = status >= 500 || (save && (status === 0 || status === 413))
  const names: MeasureName[] = ['call']
  if (failed) names.push('call-failed')
  if (save) names.push(failed ? 'save-failed' : 'save')
  // GetLock and Lock on a file of another editor are asked to find out; a save that is refused is trouble
  if (status === 409) names.push('conflict')
  return names
}

/** Into the timeline of its session, and into what is measured. */
export function noteCall(app: Pick<App, 'db' | 'log' | 'now'>, call: WopiCall) {
  const { operation, client, stage, sessionId, status, ms, request, proofRefused, busy } = call
  const at = app.now()
  const { lockBefore, lockAfter } = locksOf(call)
  const [before, after] = [shortLock(lockBefore), shortLock(lockAfter)]
  const [correlationId, requestId] = [id(request[CORRELATION_ID]), id(request[REQUEST_ID])]
  const event: SessionEvent = { sessionId, at, source: 'editor', name: operation, status, ms }
  if (before !== undefined) event.lockBefore = before
  if (after !== undefined) event.lockAfter = after
  if (correlationId) event.correlationId = correlationId
  if (requestId) event.requestId = requestId
  if (proofRefused !== undefined) event.detail = `Its proof was refused: ${proofRefused}.`
  if (busy) event.detail = 'One request too many at once; it was told to come back.'
  noteEvent(app, event)
  const measures = measuresOf(call)
  const failed = measures.some((name) => name === 'call-failed' || name === 'proof-refused')
  const saved = measures.includes('save') && status === 200
  tally(app, sessionId, {
    lastAt: at,
    calls: 1,
    saves: saved ? 1 : 0,
    failures: failed ? 1 : 0,
    conflicts: measures.includes('conflict') ? 1 : 0,
    ...(saved ? { lastSaveAt: at } : {}),
  })
  count(app, { client, stage: stage ?? '', at, measures, ms })
}
