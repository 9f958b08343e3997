import { HEADERS, headerText } from '../wire/headers.ts'
import { emptyResponse, jsonResponse, refusalResponse, type WopiResponse } from '../wire/response.ts'
import { encodeUtf7 } from '../wire/utf7.ts'
import type { RelativeTarget, WopiStore } from './store.ts'

/** WOPI: the lock of the source is of no interest; that of a target to be overwritten is. */
export async function putRelativeFile<Actor>(
  store: WopiStore<Actor>,
  actor: Actor,
  { id, target, conversion }: { id: string; target: RelativeTarget; conversion: boolean },
  body: AsyncIterable<Uint8Array>,
): Promise<WopiResponse> {
  const result = await store.writeRelative(actor, id, target, body, { conversion })
  switch (result.outcome) {
    case 'ok': {
      const { name, url, hostViewUrl, hostEditUrl } = result
      return jsonResponse(200, JSON.stringify({ Name: name, Url: url, HostViewUrl: hostViewUrl, HostEditUrl: hostEditUrl }))
    }
    case 'name-illegal':
      return emptyResponse(400, { [HEADERS.invalidFileNameError]: headerText(result.reason) })
    case 'name-taken':
      return emptyResponse(409, { [HEADERS.validRelativeTarget]: encodeUtf7(result.suggestion) })
    default:
      return refusalResponse(result)
  }
}

/**
 * Both target headers, or neither. WOPI: where the user may not use PutRelativeFile at all, this too is answered
 * 501 and not 400, so the file's own answer has to be asked for.
 */
export async function mayPutRelative<Actor>(store: WopiStore<Actor>, actor: Actor, id: string): Promise<WopiResponse | undefined> {
  const info = await store.checkFileInfo(actor, id, {})
  if ('outcome' in info) return refusalResponse(info)
  return info.UserCanNotWriteRelative ? refusalResponse({ outcome: 'unsupported' }) : undefined
}
