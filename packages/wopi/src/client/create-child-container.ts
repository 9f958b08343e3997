import type { ContainerTarget } from '../host/store.ts'
import { HEADERS } from '../wire/headers.ts'
import { decodeUtf7, encodeUtf7 } from '../wire/utf7.ts'
import { type ContainerAnswer, containerAnswer } from './container-info.ts'
import { clientRequest, type WopiTarget } from './request.ts'
import type { ClientResponse } from './response.ts'

/** A folder in the folder `target`; a suggested name may come out changed. */
export const createChildContainerRequest = (target: WopiTarget, { mode, name }: ContainerTarget) =>
  clientRequest('CreateChildContainer', target, {
    [mode === 'suggested' ? HEADERS.suggestedTarget : HEADERS.relativeTarget]: encodeUtf7(name),
  })

/** Exact mode: `name-taken` when there is one of that name; `suggestion` would work. */
export function processCreateChildContainerResponse(
  response: ClientResponse,
): ContainerAnswer | { outcome: 'name-taken'; suggestion: string | undefined } {
  if (response.status !== 409) return containerAnswer(response)
  const suggestion = response.headers.get(HEADERS.validRelativeTarget)
  return { outcome: 'name-taken', suggestion: suggestion ? decodeUtf7(suggestion) : undefined }
}
