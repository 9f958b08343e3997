import { AppError, ERRORS, type Problem } from '@moorage/api'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { drain } from '../office/drain.ts'
import { UNAVAILABLE_SECONDS, unavailable } from '../unavailable.ts'

const megabytes = (bytes: number) => Math.floor(bytes / (1024 * 1024))

/** Fastify's own refusals in our codes; their messages name fields, never values. */
function known(error: FastifyError | AppError, { routeOptions, log }: FastifyRequest): AppError | undefined {
  if (error instanceof AppError) return error
  if (error.validation) return new AppError('BAD_REQUEST', { detail: `${error.message}.` })
  if (error.statusCode === 413)
    return new AppError('TOO_LARGE', {
      detail: `The request is larger than this call takes: ${megabytes(routeOptions.bodyLimit)} MB at most.`,
    })
  const passing = unavailable(error)
  if (passing) {
    log.error({ err: error }, 'the machine cannot do this now')
    return passing
  }
  if (error.statusCode === 429) return new AppError('TOO_MANY_ATTEMPTS')
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) return new AppError('BAD_REQUEST')
  return undefined
}

export function problemOf(error: AppError, requestId: string): Problem {
  const { status, title } = ERRORS[error.code]
  return {
    type: 'about:blank',
    code: error.code,
    status,
    title,
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    ...(error.data === undefined ? {} : { data: error.data }),
    requestId,
  }
}

/** Every refusal of the portal's API as RFC 9457; anything unforeseen is logged and answered without a message. */
export async function answerError(error: FastifyError | AppError, request: FastifyRequest, reply: FastifyReply) {
  const refusal = known(error, request)
  if (!refusal) request.log.error({ err: error }, 'unexpected error')
  // who is still sending does not look at the answer
  if (refusal?.code === 'TOO_LARGE' && !request.raw.readableEnded) await drain(request.raw)
  const problem = problemOf(refusal ?? new AppError('UNEXPECTED'), request.id)
  if (refusal?.code === 'UNAVAILABLE') reply.header('retry-after', UNAVAILABLE_SECONDS)
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}
