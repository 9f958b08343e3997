import type { Body, Params, Query, Response, ROUTES, RouteName } from '@moorage/api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../access/actor.ts'
import type { App } from '../app.ts'

type RouteOf<N extends RouteName> = (typeof ROUTES)[N]

/** One call of a route, already validated against its schemas; `actor` is present on signed-in routes. */
export interface Call<N extends RouteName> {
  app: App
  actor: RouteOf<N>['access'] extends 'signed-in' ? Actor : undefined
  params: Params<RouteOf<N>>
  query: Query<RouteOf<N>>
  body: Body<RouteOf<N>>
  request: FastifyRequest
  reply: FastifyReply
}

/** Returns the response shape; routes without one send through `reply` (stream, 204) and return it. */
export type Handler<N extends RouteName> = (call: Call<N>) => Promise<'response' extends keyof RouteOf<N> ? Response<RouteOf<N>> : unknown>

/** All of them: a route without a handler does not compile. */
export type Handlers = { [N in RouteName]: Handler<N> }
