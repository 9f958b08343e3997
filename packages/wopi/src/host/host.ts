import { WopiError } from '../errors.ts'
import { HEADERS } from '../wire/headers.ts'
import { type ParsedOperation, parseEnvelope, parseOperation, type WopiEnvelope, type WopiRequest } from '../wire/request.ts'
import { errorResponse, type WopiResponse } from '../wire/response.ts'
import { drain, trackBody } from './body.ts'
import { checkFileInfo } from './check-file-info.ts'
import { deleteFile } from './delete-file.ts'
import { enumerateAncestors } from './enumerate-ancestors.ts'
import { getFile } from './get-file.ts'
import { changeLock } from './locks.ts'
import { putFile } from './put-file.ts'
import { mayPutRelative, putRelativeFile } from './put-relative-file.ts'
import { putUserInfo } from './put-user-info.ts'
import { renameFile } from './rename-file.ts'
import type { WopiStore } from './store.ts'

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

/** One line per operation that is built; the compiler asks for the rest. */
function perform<Actor>(
  store: WopiStore<Actor>,
  actor: Actor,
  operation: ParsedOperation,
  body: AsyncIterable<Uint8Array>,
): Promise<WopiResponse> {
  switch (operation.name) {
    case 'CheckFileInfo':
      return checkFileInfo(store, actor, operation)
    case 'GetFile':
      return getFile(store, actor, operation)
    case 'Lock':
    case 'RefreshLock':
    case 'Unlock':
    case 'UnlockAndRelock':
    case 'GetLock':
      return changeLock(store, actor, operation)
    case 'PutFile':
      return putFile(store, actor, operation, body)
    case 'PutRelativeFile':
      return putRelativeFile(store, actor, operation, body)
    case 'RenameFile':
      return renameFile(store, actor, operation)
    case 'DeleteFile':
      return deleteFile(store, actor, operation)
    case 'PutUserInfo':
      return putUserInfo(store, actor, operation, body)
    case 'EnumerateAncestors':
      return enumerateAncestors(store, actor, operation)
  }
}

async function answer<Actor>(
  store: WopiStore<Actor>,
  { name, resource, accessToken }: WopiEnvelope,
  request: WopiRequest,
  body: AsyncIterable<Uint8Array>,
): Promise<WopiResponse> {
  // containers and the ecosystem are not built: no store has tokens for them
  if (resource.kind !== 'file') return errorResponse('UNSUPPORTED')
  const actor = await store.authenticate(accessToken, resource, name)
  if (actor === undefined) return errorResponse('TOKEN_INVALID')
  if (name === undefined) return errorResponse('UNSUPPORTED')
  let operation: ParsedOperation
  try {
    operation = parseOperation(name, resource.id, request.headers)
  } catch (error) {
    const refused = name === 'PutRelativeFile' ? await mayPutRelative(store, actor, resource.id) : undefined
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
