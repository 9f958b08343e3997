import type { Body, Params, Query, Response as ResponseOf, ROUTES, RouteName } from '@moorage/api'
import { problemFrom, unreachable } from './problem.ts'
import { address, verb } from './routes.ts'

type RouteOf<N extends RouteName> = (typeof ROUTES)[N]
type Part<K extends string, T> = [T] extends [undefined] ? unknown : { [P in K]: T }
type Bytes<N extends RouteName> = 'bytes' extends keyof RouteOf<N> ? { bytes: Blob } : unknown
type Input<N extends RouteName> = Part<'params', Params<RouteOf<N>>> &
  Part<'query', Query<RouteOf<N>>> &
  Part<'body', Body<RouteOf<N>>> &
  Bytes<N>
type Options = { signal?: AbortSignal }
type Arguments<N extends RouteName> = unknown extends Input<N> ? [input?: Options] : [input: Input<N> & Options]
type Anything = Options & { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown; bytes?: Blob }

const BYTES = 'application/octet-stream'

/** Fired on `window` when the server says that nobody is signed in any more. */
export const SIGNED_OUT = 'moorage:signed-out'

/**
 * Calls one route of the API table.
 * Example: const { items } = await call('listFolder', { params: { folderId }, query: { offset: 0 } }).
 * @throws ApiProblem always; AbortError when `signal` was used.
 */
export async function call<N extends RouteName>(name: N, ...[given]: Arguments<N>): Promise<ResponseOf<RouteOf<N>>> {
  const input = (given ?? {}) as Anything
  const sent = input.bytes ?? (input.body === undefined ? undefined : JSON.stringify(input.body))
  let answer: Response
  try {
    answer = await fetch(address(name, input.params, input.query), {
      method: verb(name),
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(sent === undefined ? {} : { 'content-type': input.bytes ? BYTES : 'application/json' }) },
      body: sent,
      signal: input.signal,
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw unreachable()
  }
  if (!answer.ok) {
    const problem = problemFrom(answer.status, await answer.text().catch(() => ''))
    if (problem.code === 'SIGN_IN_NEEDED') window.dispatchEvent(new Event(SIGNED_OUT))
    throw problem
  }
  const body = answer.status === 204 ? '' : await answer.text().catch(() => Promise.reject(unreachable()))
  return (body ? JSON.parse(body) : undefined) as ResponseOf<RouteOf<N>>
}
