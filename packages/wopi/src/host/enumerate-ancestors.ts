import { HEADERS } from '../wire/headers.ts'
import { jsonResponse, refusalResponse, type WopiResponse } from '../wire/response.ts'
import type { WopiStore } from './store.ts'

/** WOPI: root first, direct parent last. */
export async function enumerateAncestors<Actor>(store: WopiStore<Actor>, actor: Actor, { id }: { id: string }): Promise<WopiResponse> {
  const result = await store.ancestors(actor, id)
  if (result.outcome !== 'ok') return refusalResponse(result)
  const json = JSON.stringify({ AncestorsWithRootFirst: result.ancestors.map(({ name, url }) => ({ Name: name, Url: url })) })
  return jsonResponse(200, json, result.incomplete ? { [HEADERS.enumerationIncomplete]: 'true' } : {})
}
