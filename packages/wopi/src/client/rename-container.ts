import { HEADERS } from '../wire/headers.ts'
import { encodeUtf7 } from '../wire/utf7.ts'
import { processRenameFileResponse } from './rename-file.ts'
import { clientRequest, type WopiTarget } from './request.ts'
import type { ClientFailure, ClientResponse } from './response.ts'

export const renameContainerRequest = (target: WopiTarget, name: string) =>
  clientRequest('RenameContainer', target, { [HEADERS.requestedName]: encodeUtf7(name) })

export function processRenameContainerResponse(
  response: ClientResponse,
): { outcome: 'ok'; name: string } | { outcome: 'name-taken' } | ClientFailure {
  return response.status === 409 ? { outcome: 'name-taken' } : processRenameFileResponse(response)
}
