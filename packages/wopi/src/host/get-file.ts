import { HEADERS } from '../wire/headers.ts'
import { errorResponse, refusalResponse, type WopiResponse } from '../wire/response.ts'
import type { WopiStore } from './store.ts'

/** WOPI: reads are never blocked by locks, and answer the bytes themselves, never a redirect. */
export async function getFile<Actor>(
  store: WopiStore<Actor>,
  actor: Actor,
  { id, maxExpectedSize }: { id: string; maxExpectedSize: number },
): Promise<WopiResponse> {
  const content = await store.read(actor, id)
  if ('outcome' in content) return refusalResponse(content)
  if (content.size > maxExpectedSize) return errorResponse('LARGER_THAN_EXPECTED')
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(content.size),
      [HEADERS.itemVersion]: content.version,
    },
    body: await content.open(),
  }
}
