import { serializeContainerInfo } from '../wire/container-info.ts'
import { jsonResponse, refusalResponse, type WopiResponse } from '../wire/response.ts'
import type { ContainerStore } from './store.ts'

export async function checkContainerInfo<Actor>(store: ContainerStore<Actor>, actor: Actor, { id }: { id: string }): Promise<WopiResponse> {
  const info = await store.checkContainerInfo(actor, id)
  return 'outcome' in info ? refusalResponse(info) : jsonResponse(200, serializeContainerInfo(info))
}
