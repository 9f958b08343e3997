import type { RelativeTarget } from '../host/store.ts'
import { HEADERS } from '../wire/headers.ts'
import { decodeUtf7 } from '../wire/utf7.ts'
import { clientRequest, type WopiTarget } from './request.ts'
import { type ClientFailure, type ClientResponse, failureOf, jsonObject, nonsense, textOf } from './response.ts'
import { targetHeaders } from './target-headers.ts'

/** Saves `body` as a new file beside the target. A suggested name of ".txt" asks for the same name with that extension. */
export function putRelativeFileRequest<Body>(
  target: WopiTarget,
  name: RelativeTarget,
  body: Body,
  options: { size?: number; conversion?: boolean } = {},
) {
  return clientRequest<Body>(
    'PutRelativeFile',
    target,
    {
      'Content-Type': 'application/octet-stream',
      ...targetHeaders(name),
      [HEADERS.size]: options.size?.toString(),
      [HEADERS.fileConversion]: options.conversion ? 'true' : undefined,
    },
    body,
  )
}

export type PutRelativeFileAnswer =
  /** `url` is the new file's WopiSrc with a token of its own */
  | { outcome: 'ok'; name: string; url: string; hostViewUrl?: string; hostEditUrl?: string }
  /** exact mode: there is a file of that name (and it is locked when `held` is not ''); `suggestion` would work */
  | { outcome: 'name-taken'; held: string; suggestion?: string }
  | ClientFailure

export function processPutRelativeFileResponse(response: ClientResponse): PutRelativeFileAnswer {
  if (response.status === 409) {
    const suggestion = response.headers.get(HEADERS.validRelativeTarget)
    return {
      outcome: 'name-taken',
      held: response.headers.get(HEADERS.lock) ?? '',
      suggestion: suggestion ? decodeUtf7(suggestion) : undefined,
    }
  }
  if (response.status !== 200) return failureOf(response)
  const json = jsonObject(response)
  const name = textOf(json?.Name)
  const url = textOf(json?.Url)
  if (!name || !url) return nonsense(response, 'PutRelativeFile lacks Name or Url')
  return { outcome: 'ok', name, url, hostViewUrl: textOf(json?.HostViewUrl), hostEditUrl: textOf(json?.HostEditUrl) }
}
