import { HEADERS, headerText } from '../wire/headers.ts'
import { writeJson } from '../wire/json.ts'
import { emptyResponse, jsonResponse, refusalResponse, type WopiResponse } from '../wire/response.ts'
import { encodeUtf7 } from '../wire/utf7.ts'
import { containerJson } from './container-json.ts'
import type { ContainerStore, ContainerTarget } from './store.ts'

export async function createChildContainer<Actor>(
  store: ContainerStore<Actor>,
  actor: Actor,
  { id, target }: { id: string; target: ContainerTarget },
): Promise<WopiResponse> {
  const result = await store.createChildContainer(actor, id, target)
  switch (result.outcome) {
    case 'ok':
      return jsonResponse(200, writeJson(containerJson(result)))
    case 'name-illegal':
      return emptyResponse(400, { [HEADERS.invalidContainerNameError]: headerText(result.reason) })
    case 'name-taken':
      return emptyResponse(409, { [HEADERS.validRelativeTarget]: encodeUtf7(result.suggestion) })
    default:
      return refusalResponse(result)
  }
}
