import type { Body, Params, Query, Response, ROUTES, RouteName } from '@moorage/api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../access/actor.ts'
import type { ActivityNote } from '../activity.ts'
import type { App } from '../app.ts'

type RouteOf<N extends RouteName> = (typeof ROUTES)[N]

/** One call of a route, already validated against its schemas; `actor` is present on all but public routes. */
export interface Call<N extends RouteName> {
  app: App
  actor: RouteOf<N>['access'] extends 'public' ? undefined : Actor
  params: Params<RouteOf<N>>
  query: Query<RouteOf<N>>
  body: Body<RouteOf<N>>
  request: FastifyRequest
  reply: FastifyReply
  /** says more for the activity entry that a route with `records` leaves; later words add to earlier ones */
  note: (about: ActivityNote) => void
}

/** Returns the response shape; routes without one send through `reply` (stream, 204) and return it. */
export type Handler<N extends RouteName> = (call: Call<N>) => Promise<'response' extends keyof RouteOf<N> ? Response<RouteOf<N>> : unknown>

/** All of them: a route without a handler does not compile. */
export type Handlers = { [N in RouteName]: Handler<N> }
