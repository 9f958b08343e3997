import { Readable } from 'node:stream'
import {
  checkFileInfoRequest,
  getFileRequest,
  processCheckFileInfoResponse,
  processGetFileResponse,
  processPutFileResponse,
  processPutRelativeFileResponse,
  processPutUserInfoResponse,
  processRenameFileResponse,
  putFileRequest,
  putRelativeFileRequest,
  putUserInfoRequest,
  renameFileRequest,
  type WopiTarget,
} from '@moorage/wopi'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { relayFailure } from './answer.ts'
import { ask, fail, orderKey, targetOf, unreachable } from './relay-call.ts'
import { type ConvertWorld, putConverted, showConverted } from './relay-convert.ts'
import { afterLeaving, LEAVE_LIMIT, leave, parseLeave } from './relay-leave.ts'
import { callLock, parseLockCall } from './relay-locks.ts'
import { readBody } from './request-body.ts'
import { isSameOrigin } from './same-origin.ts'
import { send } from './send.ts'

const SMALL = 16 * 1024

const headerOf = (request: FastifyRequest, name: string) => {
  const value = request.headers[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Names travel percent-encoded, as headers are ASCII. */
function nameOf(request: FastifyRequest): string | undefined {
  try {
    return decodeURIComponent(headerOf(request, 'moorage-name') ?? '') || undefined
  } catch {
    return undefined
  }
}

const bytesOf = (request: FastifyRequest): AsyncIterable<Uint8Array> | Uint8Array =>
  (request.body as AsyncIterable<Uint8Array> | undefined) ?? new Uint8Array()

/** Content-Length lets the host refuse early, and saves it from chunked bodies. */
const withLength = <Sent extends { headers: Record<string, string> }>(request: FastifyRequest, sent: Sent): Sent => {
  const length = headerOf(request, 'content-length')
  return length === undefined ? sent : { ...sent, headers: { ...sent.headers, 'Content-Length': length } }
}

type Handler = (target: WopiTarget, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

/**
 * The browser's only way to the host: each route is one WOPI operation, called with the token that the page was given,
 * signed with our proof keys. Answers 200 with what the shell needs, or the host's status with RelayFailure.
 */
export function relayRoutes(scope: FastifyInstance, world: ConvertWorld): void {
  scope.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' })
    if (!isSameOrigin(request, world.origin)) return reply.code(403).send({ status: 403, reason: 'not from this origin' })
  })

  const route = (method: 'GET' | 'POST', url: string, handler: Handler) =>
    scope.route({
      method,
      url: `/relay/${url}`,
      async handler(request, reply) {
        const target = targetOf(request, world.wopiOrigins)
        if (!target) return reply.code(400).send({ status: 400, reason: 'no file of a known host' })
        try {
          return await handler(target, request, reply)
        } catch (error) {
          return fail(reply, unreachable(world, target, error))
        }
      },
    })

  route('GET', 'info', async (target, request, reply) => {
    const sent = checkFileInfoRequest(target, { sessionContext: headerOf(request, 'moorage-sessioncontext') })
    const answer = processCheckFileInfoResponse(await ask(world, target, sent))
    return answer.outcome === 'ok' ? reply.send(answer.info) : fail(reply, relayFailure(answer))
  })

  route('GET', 'contents', async (target, _request, reply) => {
    const { response, body, text } = await send(world, getFileRequest(target), target.accessToken)
    const answer = processGetFileResponse(response)
    if (answer.outcome !== 'ok') {
      await text()
      return fail(reply, answer.outcome === 'larger-than-expected' ? { status: 412 } : relayFailure(answer))
    }
    const length = response.headers.get('content-length')
    reply.header('Content-Type', 'application/octet-stream')
    if (answer.version) reply.header('Moorage-Version', encodeURIComponent(answer.version))
    if (length) reply.header('Content-Length', length)
    return reply.send(Readable.from(body))
  })

  route('POST', 'contents', async (target, request, reply) => {
    const editor = headerOf(request, 'moorage-editor')
    const sent = putFileRequest(target, bytesOf(request), {
      lock: headerOf(request, 'moorage-lock'),
      ...(editor ? { editors: [editor] } : {}),
      isAutosave: headerOf(request, 'moorage-autosave') === 'true',
    })
    const answer = processPutFileResponse(await world.order.run(orderKey(target), () => ask(world, target, withLength(request, sent))))
    if (answer.outcome === 'changed-outside') return fail(reply, { status: 409, held: '' })
    return answer.outcome === 'ok' ? reply.send({ version: answer.version }) : fail(reply, relayFailure(answer))
  })

  route('POST', 'lock', async (target, request, reply) => {
    const call = parseLockCall((await readBody(request.body, SMALL)).toString('utf8'))
    if (!call) return fail(reply, { status: 400 })
    if (call.operation === 'lock' || call.operation === 'relock') await afterLeaving(world, target.wopiSrc)
    const answer = await callLock(world, target, call)
    return 'status' in answer ? fail(reply, answer) : reply.send(answer)
  })

  route('POST', 'copy', async (target, request, reply) => {
    const name = nameOf(request)
    if (!name) return fail(reply, { status: 400 })
    const sent = putRelativeFileRequest(target, { mode: 'suggested', name }, bytesOf(request), {
      size: Number(headerOf(request, 'content-length')) || 0,
    })
    const answer = processPutRelativeFileResponse(await ask(world, target, withLength(request, sent)))
    if (answer.outcome === 'name-taken') return fail(reply, { status: 409, held: answer.held })
    if (answer.outcome !== 'ok') return fail(reply, relayFailure(answer))
    return reply.send({ name: answer.name, hostEditUrl: answer.hostEditUrl, hostViewUrl: answer.hostViewUrl })
  })

  route('GET', 'converted', async (target, _request, reply) => showConverted(world, target, reply))
  route('POST', 'convert', async (target, _request, reply) => putConverted(world, target, reply))

  route('POST', 'rename', async (target, request, reply) => {
    const name = nameOf(request)
    if (!name) return fail(reply, { status: 400 })
    const sent = renameFileRequest(target, name, headerOf(request, 'moorage-lock'))
    const answer = processRenameFileResponse(await world.order.run(orderKey(target), () => ask(world, target, sent)))
    return answer.outcome === 'ok' ? reply.send({ name: answer.name }) : fail(reply, relayFailure(answer))
  })

  route('POST', 'user-info', async (target, request, reply) => {
    const sent = putUserInfoRequest(target, (await readBody(request.body, SMALL)).toString('utf8'))
    const answer = processPutUserInfoResponse(await ask(world, target, sent))
    return answer.outcome === 'ok' ? reply.send({}) : fail(reply, relayFailure(answer))
  })

  scope.post('/relay/leave', async (request, reply) => {
    const call = parseLeave(await readBody(request.body, LEAVE_LIMIT), world.wopiOrigins)
    if (!call) return fail(reply, { status: 400 })
    try {
      return await reply.send(await leave(world, call))
    } catch (error) {
      return fail(reply, unreachable(world, call.target, error))
    }
  })
}
