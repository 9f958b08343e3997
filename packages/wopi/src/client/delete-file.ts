import { clientRequest, type WopiTarget } from './request.ts'
import { type ClientFailure, type ClientResponse, failureOf } from './response.ts'

export const deleteFileRequest = (target: WopiTarget) => clientRequest('DeleteFile', target)

export const processDeleteFileResponse = (response: ClientResponse): { outcome: 'ok' } | ClientFailure =>
  response.status === 200 ? { outcome: 'ok' } : failureOf(response)
