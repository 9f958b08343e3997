import { encodeBase64, expectedProof, ticksAt } from '@moorage/wopi'
import { ownTarget, returnedTarget, type Target, withParameter } from '../requests/address.ts'
import { OPERATIONS, type Operation } from '../requests/operations.ts'
import type { Mutator, TestRequest } from '../suite/model.ts'
import { getChunkedFileBody, putChunkedFileBody } from '../transfer/messages.ts'
import type { Fixtures } from './fixtures.ts'
import { resolve, type State } from './state.ts'
import type { Signer, WireRequest } from './transport.ts'

/** What every request of a run shares. */
export interface Sender {
  wopiSrc: string
  accessToken: string
  /** epoch milliseconds; sent as it is, 0 included */
  accessTokenTtl: number
  userAgent: string
  signer: Signer | undefined
  fixtures: Fixtures
  /** epoch milliseconds */
  now(): number
}

/** What was signed, for whoever looks for the fault in a proof check. */
export interface ProofTrace {
  accessToken: string
  url: string
  ticks: string
  /** base64 of the bytes that both signatures are over, before any mutation of the headers */
  data: string
}

export interface Prepared {
  request: WireRequest
  proof: ProofTrace | undefined
}

const BROKEN_PROOF = encodeBase64(new TextEncoder().encode('INVALID'))

const find = <Kind extends Mutator['kind']>(request: TestRequest, kind: Kind) =>
  request.mutators.find((each): each is Extract<Mutator, { kind: Kind }> => each.kind === kind)

function targetOf(operation: Operation, request: TestRequest, state: State, sender: Sender): Target {
  const suffix = operation.suffix ?? ''
  if (request.overrideUrl) return returnedTarget(resolve(state, request.overrideUrl), suffix)
  if (operation.needsOverrideUrl)
    throw new Error(`${request.operation} without an address of its own: the file under test is never deleted`)
  return ownTarget(sender.wopiSrc, suffix, sender.accessToken, sender.accessTokenTtl)
}

function mutateToken(target: Target, request: TestRequest, state: State): Target {
  const mutator = find(request, 'AccessToken')
  if (!mutator) return target
  const token = resolve(state, mutator.token)
  return { url: withParameter(target.url, 'access_token', token), token }
}

function mutateHeaders(headers: WireRequest['headers'], request: TestRequest, state: State): WireRequest['headers'] {
  const set = request.mutators.filter((each) => each.kind === 'Header')
  const names = new Set(set.map(({ name }) => name.toLowerCase()))
  const added = set.map(({ name, value }): [string, string] => [name, resolve(state, value)])
  return [...headers.filter(([name]) => !names.has(name.toLowerCase())), ...added]
}

/** Signatures by both keys; `Ahead`: the client has rotated, the host has not; `Behind`: the other way round. */
async function proofOf(target: { url: string; token: string }, request: TestRequest, signer: Signer, now: number) {
  const mutator = find(request, 'ProofKey')
  const ticks = ticksAt(mutator?.timestamp ?? now)
  const data = expectedProof({ accessToken: target.token, url: target.url, ticks })
  const current = encodeBase64(await signer.current(data))
  const old = encodeBase64(await signer.old(data))
  const [proof, proofOld] = ((): [string, string] => {
    if (mutator?.relation === 'Ahead') return [BROKEN_PROOF, current]
    if (mutator?.relation === 'Behind') return [old, BROKEN_PROOF]
    return [mutator?.breakCurrent ? BROKEN_PROOF : current, mutator?.breakOld ? BROKEN_PROOF : old]
  })()
  const trace: ProofTrace = { accessToken: target.token, url: target.url, ticks: String(ticks), data: encodeBase64(data) }
  const headers: WireRequest['headers'] = [
    ['X-WOPI-Proof', proof],
    ['X-WOPI-ProofOld', proofOld],
    ['X-WOPI-TimeStamp', String(ticks)],
  ]
  return { headers, trace }
}

async function bodyOf(operation: Operation, request: TestRequest, { fixtures }: Sender): Promise<Uint8Array | undefined> {
  switch (operation.body) {
    case 'resource':
      return request.body === undefined ? fixtures.resource(request.resourceId ?? '') : new TextEncoder().encode(request.body)
    case 'text':
      return new TextEncoder().encode(request.body ?? '')
    case 'coauth-metadata': {
      if (request.coauthLockMetadataAsBody === undefined) return undefined
      return new TextEncoder().encode(JSON.stringify({ CoauthLockMetadata: request.coauthLockMetadataAsBody }))
    }
    case 'get-chunked':
      return getChunkedFileBody(request.contentFilters ?? [], request.contentPropertiesToReturn ?? [], fixtures.content)
    case 'put-chunked':
      return putChunkedFileBody(request.contentStreams ?? [], request.contentProperties ?? [], request.uploadSessionToken, fixtures.content)
    default:
      return undefined
  }
}

/**
 * A test's request as it goes out. WOPI: the token travels in the query and as a bearer, every character of it but
 * letters and digits escaped in the address; an address that the host returned is used as it is, with its own token.
 * Throws when the case cannot say where to send it.
 */
export async function prepare(request: TestRequest, state: State, sender: Sender): Promise<Prepared> {
  const operation = OPERATIONS.get(request.operation)
  if (!operation) throw new Error(`Unknown request ${request.operation}`)
  const target = mutateToken(targetOf(operation, request, state, sender), request, state)
  const body = await bodyOf(operation, request, sender)
  const base = { method: operation.method, url: target.url, body }
  if (operation.bare) return { request: { ...base, headers: [['User-Agent', sender.userAgent]] }, proof: undefined }
  const { token } = target
  if (token === undefined) throw new Error(`The host returned an address without an access_token: ${target.url}`)
  const context = { state, wopiSrc: sender.wopiSrc, resource: sender.fixtures.resource }
  const own: WireRequest['headers'] = [
    ['User-Agent', sender.userAgent],
    ['Authorization', `Bearer ${token}`],
    ...(operation.override === undefined ? [] : [['X-WOPI-Override', operation.override] as [string, string]]),
    ...((await operation.headers?.(request, context)) ?? []),
  ]
  const headers = mutateHeaders(own, request, state)
  if (!sender.signer) return { request: { ...base, headers }, proof: undefined }
  const proof = await proofOf({ url: target.url, token }, request, sender.signer, sender.now())
  return { request: { ...base, headers: [...headers, ...proof.headers] }, proof: proof.trace }
}
