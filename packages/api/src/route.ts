import type { Static, TSchema } from 'typebox'
import type { ActivityKind } from './activity.ts'

/**
 * One endpoint of the portal's API. `access`: who may call it at all; abilities are judged per resource. `administrator`
 * is of an organization, for it and all below, or of the system; everybody else gets 404 there.
 */
export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Fastify form: /api/items/:itemId */
  path: `/api/${string}`
  access: 'public' | 'signed-in' | 'administrator' | 'system-administrator'
  /** what one successful call leaves in the activity; every route but GET has it, and leaves exactly one entry */
  records?: ActivityKind
  /** one sentence, for the generated docs */
  summary: string
  params?: TSchema
  query?: TSchema
  body?: TSchema
  /** the body is no JSON but bytes, at most so many */
  bytes?: number
  /** absent: the answer has no JSON body (204, a stream, or server-sent events) */
  response?: TSchema
}

type StaticOf<S> = S extends TSchema ? Static<S> : undefined
export type Params<R extends Route> = StaticOf<R['params']>
export type Query<R extends Route> = StaticOf<R['query']>
export type Body<R extends Route> = StaticOf<R['body']>
export type Response<R extends Route> = StaticOf<R['response']>
