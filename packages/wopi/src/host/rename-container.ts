import { HEADERS, headerText } from '../wire/headers.ts'
import { writeJson } from '../wire/json.ts'
import { emptyResponse, jsonResponse, refusalResponse, type WopiResponse } from '../wire/response.ts'
import type { ContainerStore } from './store.ts'

/** WOPI: unlike a file's, a folder's name is taken as it is wished or not at all. */
export async function renameContainer<Actor>(
  store: ContainerStore<Actor>,
  actor: Actor,
  { id, requestedName }: { id: string; requestedName: string },
): Promise<WopiResponse> {
  const result = await store.renameContainer(actor, id, requestedName)
  switch (result.outcome) {
    case 'ok':
      return jsonResponse(200, writeJson({ Name: result.name }))
    case 'name-illegal':
      return emptyResponse(400, { [HEADERS.invalidContainerNameError]: headerText(result.reason) })
    case 'name-taken':
      return emptyResponse(409, { [HEADERS.serverError]: 'A container of this name exists' })
    default:
      return refusalResponse(result)
  }
}
