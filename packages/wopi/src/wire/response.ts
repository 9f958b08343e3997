import { WOPI_ERRORS, type WopiErrorCode } from '../errors.ts'
import type { Refusal } from '../host/store.ts'
import { HEADERS, headerText, utf8HeaderText } from './headers.ts'

/** An answer, ready to be sent. An empty header value must go out as an empty header: WOPI gives it a meaning. */
export interface WopiResponse {
  status: number
  headers: Record<string, string>
  /** JSON text, or a file's bytes in a stream that may be read once; absent: no body */
  body?: string | AsyncIterable<Uint8Array>
}

export const emptyResponse = (status: number, headers: Record<string, string> = {}): WopiResponse => ({ status, headers })

/** WOPI: JSON always says that it is, and never holds null. */
export const jsonResponse = (status: number, json: string, headers: Record<string, string> = {}): WopiResponse => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
  body: json,
})

export function errorResponse(code: WopiErrorCode): WopiResponse {
  const { status, text } = WOPI_ERRORS[code]
  return emptyResponse(status, { [HEADERS.serverError]: text })
}

const failure = (reason: string | undefined): Record<string, string> =>
  reason ? { [HEADERS.lockFailureReason]: utf8HeaderText(reason) } : {}

/** The status of everything a store can refuse. */
export function refusalResponse(refusal: Refusal): WopiResponse {
  switch (refusal.outcome) {
    case 'not-found':
      return emptyResponse(404)
    case 'unauthorized':
      return errorResponse('TOKEN_INVALID')
    case 'unsupported':
      return errorResponse('UNSUPPORTED')
    case 'bad-request':
      return emptyResponse(400, { [HEADERS.serverError]: headerText(refusal.reason) })
    case 'conflict':
      return emptyResponse(409, { [HEADERS.lock]: refusal.held, ...failure(refusal.reason) })
    case 'too-large':
      return emptyResponse(413, { [HEADERS.serverError]: 'The file is larger than this host accepts' })
    case 'no-room':
      return emptyResponse(413, { [HEADERS.serverError]: headerText(refusal.reason) })
  }
}
