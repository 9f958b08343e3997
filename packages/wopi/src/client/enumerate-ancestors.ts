import { booleanHeader, HEADERS } from '../wire/headers.ts'
import { clientRequest, type WopiTarget } from './request.ts'
import { type ClientFailure, type ClientResponse, failureOf, jsonObject, nonsense, pointersOf } from './response.ts'

export const enumerateAncestorsRequest = (target: WopiTarget) => clientRequest('EnumerateAncestors', target)

/** The same of a container; its answer is read by the same function. */
export const enumerateContainerAncestorsRequest = (target: WopiTarget) => clientRequest('EnumerateContainerAncestors', target)

/** Root first, direct parent last; `incomplete` when the user may not see the upper part. */
export function processEnumerateAncestorsResponse(
  response: ClientResponse,
): { outcome: 'ok'; ancestors: { name: string; url: string }[]; incomplete: boolean } | ClientFailure {
  if (response.status !== 200) return failureOf(response)
  const list = jsonObject(response)?.AncestorsWithRootFirst
  if (!Array.isArray(list)) return nonsense(response, 'EnumerateAncestors lacks AncestorsWithRootFirst')
  const incomplete = booleanHeader(response.headers.get(HEADERS.enumerationIncomplete) ?? undefined) ?? false
  return { outcome: 'ok', ancestors: pointersOf(list), incomplete }
}
