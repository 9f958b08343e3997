import type { CommentActivity } from '../wire/activities.ts'
import { clientRequest, type WopiTarget } from './request.ts'
import { type ClientFailure, type ClientResponse, failureOf, jsonObject, nonsense, textOf } from './response.ts'

const activityJson = (activity: CommentActivity) => ({
  Type: 'comment',
  Id: activity.id,
  Created: activity.createdAt === undefined ? undefined : new Date(activity.createdAt).toISOString(),
  Data: {
    ContentId: activity.contentId,
    NavigationId: activity.navigationId,
    ContentAction: activity.action,
    CommentText: activity.text,
    IsReply: activity.isReply,
  },
  People: activity.people.map(({ id, name, provider, mentioned, inThread, repliedTo }) => ({
    Id: id,
    Name: name,
    Provider: provider,
    Mentioned: mentioned,
    InThread: inThread,
    RepliedTo: repliedTo,
  })),
})

/** Tells the host what was done to comments in the document. */
export const addActivitiesRequest = (target: WopiTarget, activities: readonly CommentActivity[]) =>
  clientRequest<string>(
    'AddActivities',
    target,
    { 'Content-Type': 'application/json' },
    JSON.stringify({ Activities: activities.map(activityJson) }),
  )

/** `accepted` are ids; the host did not want the rest. */
export function processAddActivitiesResponse(response: ClientResponse): { outcome: 'ok'; accepted: string[] } | ClientFailure {
  if (response.status !== 200) return failureOf(response)
  const list = jsonObject(response)?.ActivityResponses
  if (!Array.isArray(list)) return nonsense(response, 'AddActivities lacks ActivityResponses')
  const accepted = list.flatMap((entry: { Id?: unknown; Status?: unknown } | null) => (entry?.Status === 0 ? (textOf(entry.Id) ?? []) : []))
  return { outcome: 'ok', accepted }
}
