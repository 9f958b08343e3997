import { HEADERS } from '../wire/headers.ts'
import { encodeUtf7 } from '../wire/utf7.ts'
import { clientRequest, type WopiTarget } from './request.ts'
import { type ClientFailure, type ClientResponse, failureOf, jsonObject, nonsense, textOf } from './response.ts'

/** `name` is without extension, which a rename never changes. `lock` is needed while the file is locked. */
export const renameFileRequest = (target: WopiTarget, name: string, lock?: string) =>
  clientRequest('RenameFile', target, { [HEADERS.requestedName]: encodeUtf7(name), [HEADERS.lock]: lock })

/** `name` is the one the host gave, without extension. */
export function processRenameFileResponse(response: ClientResponse): { outcome: 'ok'; name: string } | ClientFailure {
  if (response.status !== 200) return failureOf(response)
  const name = textOf(jsonObject(response)?.Name)
  return name ? { outcome: 'ok', name } : nonsense(response, 'RenameFile lacks Name')
}
