import { HEADERS } from '../wire/headers.ts'
import { jsonResponse, refusalResponse, type WopiResponse } from '../wire/response.ts'
import type { WopiStore, WriteRequest } from './store.ts'

/** Collabora's code for "changed elsewhere since you read it"; older servers look for the second spelling. */
const CHANGED_OUTSIDE = JSON.stringify({ COOLStatusCode: 1010, LOOLStatusCode: 1010 })

export async function putFile<Actor>(
  store: WopiStore<Actor>,
  actor: Actor,
  { id, write }: { id: string; write: WriteRequest },
  body: AsyncIterable<Uint8Array>,
): Promise<WopiResponse> {
  const result = await store.write(actor, id, body, write)
  if (result.outcome === 'changed-outside') return jsonResponse(409, CHANGED_OUTSIDE)
  if (result.outcome !== 'ok') return refusalResponse(result)
  return jsonResponse(200, JSON.stringify({ LastModifiedTime: result.lastModifiedTime }), { [HEADERS.itemVersion]: result.version })
}
