import {
  type CheckFileInfo,
  checkFileInfoRequest,
  getFileRequest,
  processCheckFileInfoResponse,
  processGetFileResponse,
  processPutRelativeFileResponse,
  putRelativeFileRequest,
  type WopiTarget,
} from '@moorage/wopi'
import type { FastifyReply } from 'fastify'
import { type RelayFailure, relayFailure } from './answer.ts'
import { type Converter, MAX_INPUT, type Refused } from './convert/converter.ts'
import type { Copy } from './convert/copies.ts'
import { isOld, OLD_FORMATS, type OldFormat, type Target } from './convert/formats.ts'
import { ask, fail, type RelayWorld } from './relay-call.ts'
import { send } from './send.ts'

export type ConvertWorld = RelayWorld & { converter: Converter }

/** What the view makes its sentence of. */
const STATUSES: Record<Refused, number> = {
  'no-converter': 501,
  'too-large': 413,
  'other-format': 415,
  unreadable: 422,
  busy: 503,
  'too-slow': 504,
}

/** WOPI: SHA256 is Base64; file names want letters that every disk tells apart. */
const hexOf = (base64: string | undefined) => {
  const hash = Buffer.from(base64 ?? '', 'base64')
  return hash.length === 32 ? hash.toString('hex') : undefined
}

const extensionOf = (name: string) => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''

async function infoOf(world: RelayWorld, target: WopiTarget): Promise<{ info: CheckFileInfo } | { failure: RelayFailure }> {
  const answer = processCheckFileInfoResponse(await ask(world, target, checkFileInfoRequest(target)))
  return answer.outcome === 'ok' ? { info: answer.info } : { failure: relayFailure(answer) }
}

async function read(world: RelayWorld, target: WopiTarget): Promise<{ body: AsyncIterable<Uint8Array> } | { failure: RelayFailure }> {
  const { response, body, text } = await send(world, getFileRequest(target), target.accessToken)
  const answer = processGetFileResponse(response)
  if (answer.outcome === 'ok') return { body }
  await text()
  return { failure: answer.outcome === 'larger-than-expected' ? { status: 412 } : relayFailure(answer) }
}

/**
 * The file's content in another format. The host is asked first, every time: a copy that is there already is given to
 * nobody whose token it does not take.
 */
async function converted(
  world: ConvertWorld,
  target: WopiTarget,
  choose: (format: OldFormat) => Target,
): Promise<{ copy: Copy; to: Target } | { failure: RelayFailure }> {
  const asked = await infoOf(world, target)
  if ('failure' in asked) return asked
  const { BaseFileName, SHA256, Size } = asked.info
  const from = extensionOf(BaseFileName)
  if (!isOld(from)) return { failure: { status: 501 } }
  if (Size > MAX_INPUT) return { failure: { status: 413 } }
  const to = choose(OLD_FORMATS[from])
  const result = await world.converter.convert({ from, to, sha256: hexOf(SHA256), read: () => read(world, target) })
  switch (result.outcome) {
    case 'ok':
      return { copy: result.copy, to }
    case 'failed':
      return result
    default:
      return { failure: { status: STATUSES[result.outcome] } }
  }
}

/** The file as a format that the browser can draw, named by `Moorage-Format`. */
export async function showConverted(world: ConvertWorld, target: WopiTarget, reply: FastifyReply): Promise<FastifyReply> {
  const result = await converted(world, target, ({ shown }) => shown)
  if ('failure' in result) return fail(reply, result.failure)
  const { copy, to } = result
  reply.headers({ 'Content-Type': 'application/octet-stream', 'Content-Length': copy.size, 'Moorage-Format': to })
  return reply.send(copy.handle.createReadStream())
}

/** WOPI: a copy in the modern format beside the original, which stays as it is. */
export async function putConverted(world: ConvertWorld, target: WopiTarget, reply: FastifyReply): Promise<FastifyReply> {
  const result = await converted(world, target, ({ modern }) => modern)
  if ('failure' in result) return fail(reply, result.failure)
  const { copy, to } = result
  try {
    const bytes: AsyncIterable<Uint8Array> = copy.handle.createReadStream({ autoClose: false })
    const sent = putRelativeFileRequest(target, { mode: 'suggested', name: `.${to}` }, bytes, { size: copy.size, conversion: true })
    const headers = { ...sent.headers, 'Content-Length': String(copy.size) }
    const answer = processPutRelativeFileResponse(await ask(world, target, { ...sent, headers }))
    if (answer.outcome === 'name-taken') return fail(reply, { status: 409, held: answer.held })
    if (answer.outcome !== 'ok') return fail(reply, relayFailure(answer))
    return reply.send({ name: answer.name, hostEditUrl: answer.hostEditUrl, hostViewUrl: answer.hostViewUrl })
  } finally {
    await copy.handle.close()
  }
}
