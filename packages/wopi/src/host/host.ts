import { WopiError } from '../errors.ts'
import { OPERATIONS, type OperationName } from '../operations.ts'
import { HEADERS } from '../wire/headers.ts'
import { type ParsedOperation, parseEnvelope, parseOperation, type WopiEnvelope, type WopiRequest } from '../wire/request.ts'
import { errorResponse, type WopiResponse } from '../wire/response.ts'
import { drain, trackBody } from './body.ts'
import { perform } from './perform.ts'
import { mayPutRelative } from './put-relative-file.ts'
import type { Resource, WopiStore } from './store.ts'

export interface HostOptions<Actor> {
  store: WopiStore<Actor>
  /** the X-WOPI-ServerVersion of every answer */
  serverVersion: string
  /** how much of a refused body is read so that its sender sees the answer; bytes, 16 MiB unless told */
  drainBound?: number
}

export interface WopiHost {
  /**
   * Answers one request. Rejects only with what the store or the body throws: answer that as 500, without its text.
   */
  handle(request: WopiRequest): Promise<WopiResponse>
}

const NEEDS = { file: undefined, container: 'containers', ecosystem: 'ecosystem' } as const

/** Whether the store has the part that keeps this kind of resource, or carries out this operation. */
const carries = <Actor>(store: WopiStore<Actor>, part: NonNullable<(typeof OPERATIONS)[OperationName]['needs']> | undefined) =>
  part === undefined || store[part] !== undefined

const idOf = (resource: Resource) => (resource.kind === 'ecosystem' ? '' : resource.id)

async function answer<Actor>(
  store: WopiStore<Actor>,
  { name, resource, accessToken }: WopiEnvelope,
  request: WopiRequest,
  body: AsyncIterable<Uint8Array>,
): Promise<WopiResponse> {
  // whoever keeps no containers has no tokens for them either
  if (!carries(store, NEEDS[resource.kind])) return errorResponse('UNSUPPORTED')
  const actor = await store.authenticate(accessToken, resource, name)
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
export function createHost<Actor>({ store, serverVersion, drainBound = 16 * 1024 * 1024 }: HostOptions<Actor>): WopiHost {
  return {
    async handle(request) {
      const body = trackBody(request.body)
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
