import { WopiError } from '../errors.ts'
import { OPERATIONS, type OperationName } from '../operations.ts'
import { HEADERS } from '../wire/headers.ts'
import { type ParsedOperation, parseEnvelope, parseOperation, type WopiEnvelope, type WopiRequest } from '../wire/request.ts'
import { errorResponse, type WopiResponse } from '../wire/response.ts'
import { drain, TrackedBody } from './body.ts'
import { perform } from './perform.ts'
import { mayPutRelative } from './put-relative-file.ts'
import type { Resource, WopiStore } from './store.ts'

export interface HostOptions<Actor, Request extends WopiRequest> {
  store: WopiStore<Actor, Request>
  /** the X-WOPI-ServerVersion of every answer */
  serverVersion: string
  /** how much of a refused body is read so that its sender sees the answer; bytes, 16 MiB unless told */
  drainBound?: number
}

export interface WopiHost<Request extends WopiRequest = WopiRequest> {
  /**
   * Answers one request. Rejects only with what the store or the body throws: answer that as 500, without its text.
   */
  handle(request: Request): Promise<WopiResponse>
}

const NEEDS = { file: undefined, container: 'containers', ecosystem: 'ecosystem' } as const

/** Whether the store has the part that keeps this kind of resource, or carries out this operation. */
const carries = <Actor>(
  store: Pick<WopiStore<Actor>, 'containers' | 'ecosystem' | 'shareUrl' | 'addActivities'>,
  part: NonNullable<(typeof OPERATIONS)[OperationName]['needs']> | undefined,
) => part === undefined || store[part] !== undefined

const idOf = (resource: Resource) => (resource.kind === 'ecosystem' ? '' : resource.id)

async function answer<Actor, Request extends WopiRequest>(
  store: WopiStore<Actor, Request>,
  { name, resource, accessToken }: WopiEnvelope,
  request: Request,
  body: AsyncIterable<Uint8Array>,
): Promise<WopiResponse> {
  // whoever keeps no containers has no tokens for them either
  if (!carries(store, NEEDS[resource.kind])) return errorResponse('UNSUPPORTED')
  const actor = await store.authenticate(accessToken, resource, name, request)
  if (actor === undefined) return errorResponse('TOKEN_INVALID')
  if (name === undefined || !carries(store, OPERATIONS[name].needs)) return errorResponse('UNSUPPORTED')
  let operation: ParsedOperation
  try {
    operation = parseOperation(name, idOf(resource), request.headers)
  } catch (error) {
    const refused = name === 'PutRelativeFile' ? await mayPutRelative(store, actor, idOf(resource)) : undefined
    if (refused) return refused
    throw error
  }
  return perform(store, actor, operation, body)
}

/**
 * A WOPI host over anybody's storage: give it a store, hand it requests, send its answers. Proof keys are for the
 * caller to check before, as only the caller knows the address that the client wrote.
 *
 * @example
 * const host = createHost({ store: createMemoryStore(), serverVersion: 'example/1' })
 * const { status, headers, body } = await host.handle({ method: 'GET', path: 'files/7', query: 'access_token=t', headers: {}, body: nothing })
 */
export function createHost<Actor, Request extends WopiRequest = WopiRequest>({
  store,
  serverVersion,
  drainBound = 16 * 1024 * 1024,
}: HostOptions<Actor, Request>): WopiHost<Request> {
  return {
    async handle(request) {
      const body = new TrackedBody(request.body)
      let response: WopiResponse
      try {
        response = await answer(store, parseEnvelope(request), request, body)
      } catch (error) {
        if (!(error instanceof WopiError)) throw error
        response = errorResponse(error.code)
      }
      if (!body.started) await drain(body, drainBound)
      return { ...response, headers: { [HEADERS.serverVersion]: serverVersion, ...response.headers } }
    },
  }
}
