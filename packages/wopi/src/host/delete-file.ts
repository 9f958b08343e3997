import { emptyResponse, refusalResponse, type WopiResponse } from '../wire/response.ts'
import type { WopiStore } from './store.ts'

export async function deleteFile<Actor>(store: WopiStore<Actor>, actor: Actor, { id }: { id: string }): Promise<WopiResponse> {
  const result = await store.remove(actor, id)
  return result.outcome === 'ok' ? emptyResponse(200) : refusalResponse(result)
}
