import { HEADERS } from '../wire/headers.ts'
import { clientRequest, type WopiTarget } from './request.ts'
import { type ClientFailure, type ClientResponse, failureOf } from './response.ts'

/** `maxSize` in bytes: a larger file is answered by `larger-than-expected` instead of its bytes. */
export const getFileRequest = (target: WopiTarget, options: { maxSize?: number } = {}) =>
  clientRequest('GetFile', target, { [HEADERS.maxExpectedSize]: options.maxSize?.toString() })

/** Judges status and headers; on `ok` the body is the file, for the caller to stream. */
export function processGetFileResponse(
  response: Pick<ClientResponse, 'status' | 'headers'>,
): { outcome: 'ok'; version: string | undefined } | { outcome: 'larger-than-expected' } | ClientFailure {
  if (response.status === 412) return { outcome: 'larger-than-expected' }
  if (response.status !== 200) return failureOf(response)
  return { outcome: 'ok', version: response.headers.get(HEADERS.itemVersion) || undefined }
}
