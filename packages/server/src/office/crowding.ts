import type { App } from '../app.ts'
import type { WopiActor } from './wopi-actor.ts'

/** A client that is told to come back in so many seconds has lost nothing: a save is still with its editor. */
export const BUSY_SECONDS = 2

/** The WOPI request was one too many at once, of its grant or its organization. WOPI: 503, "server busy". */
export class Crowded extends Error {
  readonly whose: 'grant' | 'organization'
  constructor(whose: 'grant' | 'organization') {
    super(`too many requests at once of one ${whose}`)
    this.whose = whose
  }
}

/** Requests under way by `grant …` and `organization …`, of the one process that answers them. */
const underWay = new WeakMap<App['db'], Map<string, number>>()

/**
 * Counts a request in; answers what counts it out, once. By the token, never by the address that it came from:
 * Microsoft calls for everybody from a few. So a runaway client, or everybody of one organization, leaves room for the
 * others.
 * @throws Crowded
 */
export function enterCrowd({ config, db }: Pick<App, 'config' | 'db'>, { grant, actor }: Pick<WopiActor, 'grant' | 'actor'>): () => void {
  const counts = underWay.get(db) ?? new Map<string, number>()
  underWay.set(db, counts)
  const keys = [`grant ${grant.id}`, `organization ${actor.organizationId}`] as const
  const most = [config.wopiRequestsPerGrant, config.wopiRequestsPerOrganization] as const
  const [ofGrant, ofOrganization] = keys.map((key) => counts.get(key) ?? 0) as [number, number]
  if (ofGrant >= most[0]) throw new Crowded('grant')
  if (ofOrganization >= most[1]) throw new Crowded('organization')
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  let left = false
  return () => {
    if (left) return
    left = true
    for (const key of keys) {
      const count = (counts.get(key) ?? 1) - 1
      if (count > 0) counts.set(key, count)
      else counts.delete(key)
    }
  }
}
