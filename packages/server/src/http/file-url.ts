import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import { metricsOf } from '../metrics.ts'
import { FILE_URL_PREFIX } from '../office/addresses.ts'
import { BUSY_SECONDS, Crowded, enterCrowd } from '../office/crowding.ts'
import { openReached } from '../office/open-reached.ts'
import { actorOfToken, enter } from '../office/wopi-actor.ts'
import { sendContent } from './download.ts'

const refuse = (reply: FastifyReply, status: 401 | 404) => reply.code(status).header('cache-control', 'no-store').send()

/**
 * FileUrl: the bytes of a file for a client that fetches them directly. WOPI: it sends no proof and follows no
 * redirect, so the address alone opens it: its token is of a kind that opens nothing else, and grant, client, account
 * and rights are judged anew at every call, and it counts among the requests of its grant. Always the newest bytes, unless it is an old revision's.
 */
export function mountFileUrl(fastify: FastifyInstance, app: App) {
  const options = {
    exposeHeadRoute: false,
    errorHandler: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      if (error instanceof Crowded) {
        metricsOf(app)?.busy.inc({ whose: error.whose })
        return reply.code(503).headers({ 'cache-control': 'no-store', 'retry-after': BUSY_SECONDS }).send()
      }
      // what went wrong is for the log: an error may name a path
      request.log.error({ error: error.name }, 'giving a file by its FileUrl failed')
      return reply.code(500).header('cache-control', 'no-store').send()
    },
  }
  fastify.get<{ Params: { id: string }; Querystring: { token?: unknown } }>(`${FILE_URL_PREFIX}:id`, options, async (request, reply) => {
    const { id } = request.params
    const { token } = request.query
    const who = typeof token === 'string' ? await actorOfToken(app, token, { kind: 'file-url', id }) : undefined
    if (who?.state !== 'live' || !who.offers.fileUrl) return refuse(reply, 401)
    const leave = enterCrowd(app, who)
    try {
      const entered = await enter(app, who, id)
      if (entered.outcome !== 'entered' || !entered.file.can.download) return refuse(reply, 404)
      const content = await openReached(app, entered.file)
      // not before the last byte
      return content ? await sendContent(request, reply, content, entered.file.node.name) : refuse(reply, 404)
    } finally {
      leave()
    }
  })
}
