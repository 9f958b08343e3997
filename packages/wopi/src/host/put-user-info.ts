import { emptyResponse, errorResponse, refusalResponse, type WopiResponse } from '../wire/response.ts'
import { readText } from './body.ts'
import type { WopiStore } from './store.ts'

const MAX_LENGTH = 1024

/** The body is the text itself, not JSON. A reader may store it too: it belongs to the user, not to the file. */
export async function putUserInfo<Actor>(
  store: WopiStore<Actor>,
  actor: Actor,
  { id }: { id: string },
  body: AsyncIterable<Uint8Array>,
): Promise<WopiResponse> {
  const text = await readText(body, MAX_LENGTH)
  if (text === undefined) return errorResponse('USER_INFO_MALFORMED')
  const result = await store.putUserInfo(actor, id, text)
  return result.outcome === 'ok' ? emptyResponse(200) : refusalResponse(result)
}
