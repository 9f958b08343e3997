import type { ClientRequest, ClientResponse, WopiTarget } from '@moorage/wopi'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type RelayFailure, statusOf, UNREACHABLE } from './answer.ts'
import type { RequestOrder } from './order.ts'
import { send, type Wire } from './send.ts'
import { allowedWopiSrc } from './wopi-src.ts'

export interface RelayWorld extends Wire {
  origin: string
  wopiOrigins: readonly string[]
  order: RequestOrder
  /** by WopiSrc: what a page that just went away asked for and is not done yet */
  leaving: Map<string, Promise<unknown>>
  log: { warn(details: object, message: string): void }
}

/** File and token of a request to the relay; undefined when either is missing or the file is not one of our hosts'. */
export function targetOf(request: Pick<FastifyRequest, 'headers'>, wopiOrigins: readonly string[]): WopiTarget | undefined {
  const named = request.headers['moorage-wopisrc']
  const wopiSrc = allowedWopiSrc(typeof named === 'string' ? named : undefined, wopiOrigins)
  const accessToken = /^Bearer ([!-~]+)$/.exec(request.headers.authorization ?? '')?.[1]
  return wopiSrc && accessToken ? { wopiSrc, accessToken } : undefined
}

/** What changes a file runs in the order in which it was asked for. */
export const orderKey = ({ wopiSrc, accessToken }: WopiTarget) => `${wopiSrc} ${accessToken}`

/** A request whose answer is small. Rejects only when the host could not be reached. */
export async function ask(
  world: RelayWorld,
  target: WopiTarget,
  request: ClientRequest<AsyncIterable<Uint8Array> | Uint8Array | string | undefined>,
): Promise<ClientResponse> {
  const { response, text } = await send(world, request, target.accessToken)
  return { status: response.status, headers: response.headers, text: await text() }
}

/** Logs without the address, which carries the token. */
export function unreachable(world: RelayWorld, target: WopiTarget, error: unknown): RelayFailure {
  const { name, cause } = error instanceof Error ? error : { name: 'Error', cause: undefined }
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  world.log.warn({ wopiSrc: target.wopiSrc, error: name, code }, 'the WOPI host did not answer')
  return UNREACHABLE
}

export function fail(reply: FastifyReply, failure: RelayFailure): FastifyReply {
  return reply.code(statusOf(failure)).send(failure)
}
