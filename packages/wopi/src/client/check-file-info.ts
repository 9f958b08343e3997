import { type CheckFileInfo, parseFileInfo } from '../wire/file-info.ts'
import { HEADERS } from '../wire/headers.ts'
import { clientRequest, type WopiTarget } from './request.ts'
import { type ClientFailure, type ClientResponse, failureOf, nonsense } from './response.ts'

export const checkFileInfoRequest = (target: WopiTarget, options: { sessionContext?: string } = {}) =>
  clientRequest('CheckFileInfo', target, { [HEADERS.sessionContext]: options.sessionContext })

export function processCheckFileInfoResponse(response: ClientResponse): { outcome: 'ok'; info: CheckFileInfo } | ClientFailure {
  if (response.status !== 200) return failureOf(response)
  const info = parseFileInfo(response.text)
  return info ? { outcome: 'ok', info } : nonsense(response, 'CheckFileInfo lacks a required property')
}
