import { readActivities } from '../wire/activities.ts'
import { writeJson } from '../wire/json.ts'
import { errorResponse, jsonResponse, refusalResponse, type WopiResponse } from '../wire/response.ts'
import { readUtf8 } from './body.ts'
import type { WopiStore } from './store.ts'

/** Plenty for a round of comments; what is longer is no list of them. */
const MAX_BYTES = 1024 * 1024
/** WOPI: accepted, and a type that this host does not know. */
const ACCEPTED = 0
const UNKNOWN_TYPE = 3

export async function addActivities<Actor>(
  store: WopiStore<Actor>,
  actor: Actor,
  { id }: { id: string },
  body: AsyncIterable<Uint8Array>,
): Promise<WopiResponse> {
  const text = await readUtf8(body, MAX_BYTES)
  if (text === undefined) return refusalResponse({ outcome: 'too-large' })
  const activities = readActivities(text)
  if (activities === undefined) return errorResponse('ACTIVITIES_MALFORMED')
  const comments = activities.flatMap(({ comment }) => comment ?? [])
  const result = (await store.addActivities?.(actor, id, comments)) ?? { outcome: 'unsupported' }
  if (result.outcome !== 'ok') return refusalResponse(result)
  const responses = activities.map(({ id: Id, comment }) => ({ Id, Status: comment ? ACCEPTED : UNKNOWN_TYPE }))
  return jsonResponse(200, writeJson({ ActivityResponses: responses }))
}
