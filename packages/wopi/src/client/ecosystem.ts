import type { CheckEcosystem } from '../wire/ecosystem-info.ts'
import { clientRequest, type WopiTarget } from './request.ts'
import { type ClientFailure, type ClientResponse, failureOf, jsonObject, nonsense, textOf } from './response.ts'

export { containerAnswer as processGetRootContainerResponse } from './container-info.ts'

/** Of a file; `getContainerEcosystemRequest` of a container. */
export const getEcosystemRequest = (target: WopiTarget) => clientRequest('GetEcosystem', target)
export const getContainerEcosystemRequest = (target: WopiTarget) => clientRequest('GetContainerEcosystem', target)
/** `target` is the address that GetEcosystem or the bootstrapper gave; see `targetOfUrl`. */
export const checkEcosystemRequest = (target: WopiTarget) => clientRequest('CheckEcosystem', target)
export const getRootContainerRequest = (target: WopiTarget) => clientRequest('GetRootContainer', target)

export function processGetEcosystemResponse(response: ClientResponse): { outcome: 'ok'; url: string } | ClientFailure {
  if (response.status !== 200) return failureOf(response)
  const url = textOf(jsonObject(response)?.Url)
  return url ? { outcome: 'ok', url } : nonsense(response, 'GetEcosystem lacks Url')
}

export function processCheckEcosystemResponse(response: ClientResponse): { outcome: 'ok'; info: CheckEcosystem } | ClientFailure {
  if (response.status !== 200) return failureOf(response)
  const json = jsonObject(response)
  return json
    ? { outcome: 'ok', info: { SupportsContainers: json.SupportsContainers === true } }
    : nonsense(response, 'CheckEcosystem is no object')
}
