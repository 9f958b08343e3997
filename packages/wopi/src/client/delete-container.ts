import { clientRequest, type WopiTarget } from './request.ts'
import { type ClientFailure, type ClientResponse, failureOf } from './response.ts'

export const deleteContainerRequest = (target: WopiTarget) => clientRequest('DeleteContainer', target)

export function processDeleteContainerResponse(response: ClientResponse): { outcome: 'ok' } | { outcome: 'not-empty' } | ClientFailure {
  if (response.status === 409) return { outcome: 'not-empty' }
  return response.status === 200 ? { outcome: 'ok' } : failureOf(response)
}
