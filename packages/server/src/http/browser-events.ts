import { AppError, browserEventsPath } from '@moorage/api'
import type { FastifyInstance } from 'fastify'
import type { App } from '../app.ts'
import { batchOf, takeBrowserEvents } from '../editing-sessions/browser.ts'

/** a batch of the longest texts, and no more */
const BYTES_MAX = 64 * 1024

/**
 * Where the page around an editor says what it sees of its session. It is no row of the API's table, as what it changes
 * is nobody's activity. Register it where sessions are read.
 */
export function mountBrowserEvents(fastify: FastifyInstance, app: App) {
  fastify.post<{ Params: { number: string } }>(browserEventsPath(':number'), { bodyLimit: BYTES_MAX }, async (request, reply) => {
    const { actor, params, body } = request
    if (!actor) throw new AppError('SIGN_IN_NEEDED')
    const events = batchOf(body)
    if (!events) throw new AppError('BAD_REQUEST')
    if (!(await takeBrowserEvents(app, actor, params.number, events))) throw new AppError('NOT_FOUND')
    return reply.code(204).send()
  })
}
