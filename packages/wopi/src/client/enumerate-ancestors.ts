import { booleanHeader, HEADERS } from '../wire/headers.ts'
import { clientRequest, type WopiTarget } from './request.ts'
import { type ClientFailure, type ClientResponse, failureOf, jsonObject, nonsense, textOf } from './response.ts'

export const enumerateAncestorsRequest = (target: WopiTarget) => clientRequest('EnumerateAncestors', target)

/** Root first, direct parent last; `incomplete` when the user may not see the upper part. */
export function processEnumerateAncestorsResponse(
  response: ClientResponse,
): { outcome: 'ok'; ancestors: { name: string; url: string }[]; incomplete: boolean } | ClientFailure {
  if (response.status !== 200) return failureOf(response)
  const list = jsonObject(response)?.AncestorsWithRootFirst
  if (!Array.isArray(list)) return nonsense(response, 'EnumerateAncestors lacks AncestorsWithRootFirst')
  const ancestors = list.flatMap((entry: { Name?: unknown; Url?: unknown } | null) => {
    const [name, url] = [textOf(entry?.Name), textOf(entry?.Url)]
    return name && url ? [{ name, url }] : []
  })
  return { outcome: 'ok', ancestors, incomplete: booleanHeader(response.headers.get(HEADERS.enumerationIncomplete) ?? undefined) ?? false }
}
