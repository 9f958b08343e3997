import { HEADERS } from '../wire/headers.ts'
import { emptyResponse, refusalResponse, type WopiResponse } from '../wire/response.ts'
import type { ContainerStore } from './store.ts'

/** WOPI: only an empty folder can be deleted. */
export async function deleteContainer<Actor>(store: ContainerStore<Actor>, actor: Actor, { id }: { id: string }): Promise<WopiResponse> {
  const result = await store.removeContainer(actor, id)
  if (result.outcome === 'container-not-empty') return emptyResponse(409, { [HEADERS.serverError]: 'The container is not empty' })
  return result.outcome === 'ok' ? emptyResponse(200) : refusalResponse(result)
}
