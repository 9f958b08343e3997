import { HEADERS } from '../wire/headers.ts'
import { writeJson } from '../wire/json.ts'
import { jsonResponse, refusalResponse, type WopiResponse } from '../wire/response.ts'
import { pointerJson } from './container-json.ts'
import type { AncestorsResult, ContainerStore, WopiStore } from './store.ts'

/** WOPI: root first, direct parent last; of a file and of a folder alike. */
function ancestry(result: AncestorsResult): WopiResponse {
  if (result.outcome !== 'ok') return refusalResponse(result)
  const json = writeJson({ AncestorsWithRootFirst: result.ancestors.map(pointerJson) })
  return jsonResponse(200, json, result.incomplete ? { [HEADERS.enumerationIncomplete]: 'true' } : {})
}

export async function enumerateAncestors<Actor>(store: WopiStore<Actor>, actor: Actor, { id }: { id: string }): Promise<WopiResponse> {
  return ancestry(await store.ancestors(actor, id))
}

export async function enumerateContainerAncestors<Actor>(
  store: ContainerStore<Actor>,
  actor: Actor,
  { id }: { id: string },
): Promise<WopiResponse> {
  return ancestry(await store.containerAncestors(actor, id))
}
