import { HEADERS, headerText } from '../wire/headers.ts'
import { emptyResponse, jsonResponse, refusalResponse, type WopiResponse } from '../wire/response.ts'
import type { WopiStore } from './store.ts'

/** WOPI: names go in and come out without their extension, which a rename never changes. */
export async function renameFile<Actor>(
  store: WopiStore<Actor>,
  actor: Actor,
  { id, requestedName, lock }: { id: string; requestedName: string; lock: string | undefined },
): Promise<WopiResponse> {
  const result = await store.rename(actor, id, requestedName, lock)
  switch (result.outcome) {
    case 'ok':
      return jsonResponse(200, JSON.stringify({ Name: result.name, Url: result.url }))
    case 'name-illegal':
      return emptyResponse(400, { [HEADERS.invalidFileNameError]: headerText(result.reason) })
    default:
      return refusalResponse(result)
  }
}
