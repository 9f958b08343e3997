import type { ShareUrlType } from '../wire/container-info.ts'
import { HEADERS } from '../wire/headers.ts'
import { clientRequest, type WopiTarget } from './request.ts'
import { type ClientFailure, type ClientResponse, failureOf, jsonObject, nonsense, textOf } from './response.ts'

/** Of a file; `getContainerShareUrlRequest` of a container. Ask only for what SupportedShareUrlTypes names. */
export const getShareUrlRequest = (target: WopiTarget, type: ShareUrlType) =>
  clientRequest('GetShareUrl', target, { [HEADERS.urlType]: type })
export const getContainerShareUrlRequest = (target: WopiTarget, type: ShareUrlType) =>
  clientRequest('GetContainerShareUrl', target, { [HEADERS.urlType]: type })

export function processGetShareUrlResponse(response: ClientResponse): { outcome: 'ok'; url: string } | ClientFailure {
  if (response.status !== 200) return failureOf(response)
  const url = textOf(jsonObject(response)?.ShareUrl)
  return url ? { outcome: 'ok', url } : nonsense(response, 'GetShareUrl lacks ShareUrl')
}
