import cookie from '@fastify/cookie'
import { AppError, ROUTES, type Route, type RouteName } from '@moorage/api'
import type { FastifyInstance } from 'fastify'
import type { Actor } from '../access/actor.ts'
import type { ActivityNote } from '../activity.ts'
import type { App } from '../app.ts'
import type { Call, Handler } from './api.ts'
import { mountBrowserEvents } from './browser-events.ts'
import { handlers } from './handlers.ts'
import { mountHostPage } from './host-page.ts'
import { mountLicence } from './licence.ts'
import { mountUploads } from './mount-uploads.ts'
import type { OAuth } from './oauth/mount.ts'
import { mountPortalFiles } from './portal-files.ts'
import { setPortalHeaders } from './portal-headers.ts'
import { portalOriginOf } from './portal-origin.ts'
import { answerError } from './problem.ts'
import { checkSameOrigin } from './same-origin.ts'
import { readSession } from './session.ts'

/** The portal's origin: JSON API, uploads, host page, and the built single-page application. */
export async function mountPortal(server: FastifyInstance, app: App, oauth?: OAuth) {
  const https = app.config.portalOrigin.startsWith('https:')
  server.decorateRequest('actor', undefined)
  server.setErrorHandler(answerError)
  server.addHook('onRequest', async (request, reply) => {
    setPortalHeaders(reply, https)
    // whoever reports something can say which line of the log it is
    reply.header('x-request-id', request.id)
    if (!request.routeOptions.config.anyOrigin) checkSameOrigin(request, portalOriginOf(app, request))
  })
  await server.register(cookie)
  await server.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store')
      await readSession(app, request, reply)
    })
    // of which kind they are, the bytes themselves say
    scope.addContentTypeParser(/^(image\/|application\/octet-stream)/, { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    await mountUploads(scope, app)
    for (const name of Object.keys(ROUTES) as RouteName[]) addRoute(scope, app, name)
    mountHostPage(scope, app)
    mountBrowserEvents(scope, app)
    mountLicence(scope, app)
  })
  await oauth?.mount(server)
  await mountPortalFiles(server)
}

/** What only administrators may call does not exist for anybody else. */
function admits(access: Route['access'], actor: Actor | undefined): boolean {
  if (access === 'system-administrator') return actor?.kind === 'system-administrator'
  if (access === 'administrator') return actor?.kind === 'system-administrator' || actor?.kind === 'organization-administrator'
  return true
}

function addRoute(scope: FastifyInstance, app: App, name: RouteName) {
  const route: Route = ROUTES[name]
  const handler = handlers[name] as Handler<RouteName> | undefined
  if (!handler) return
  scope.route({
    method: route.method,
    url: route.path,
    exposeHeadRoute: false,
    ...(route.bytes ? { bodyLimit: route.bytes } : {}),
    schema: {
      ...(route.params ? { params: route.params } : {}),
      ...(route.query ? { querystring: route.query } : {}),
      ...(route.body ? { body: route.body } : {}),
    },
    // before validation: who is not signed in learns nothing about shapes
    preValidation: async ({ actor }) => {
      if (route.access !== 'public' && !actor) throw new AppError('SIGN_IN_NEEDED')
      if (!admits(route.access, actor)) throw new AppError('NOT_FOUND')
    },
    handler: async (request, reply) => {
      const { actor, params, query, body } = request
      let noted: ActivityNote = {}
      const note = (more: ActivityNote) => {
        noted = { ...noted, ...more }
      }
      const answer = await handler({ app, actor, params, query, body, request, reply, note } as unknown as Call<RouteName>)
      if (route.records)
        await app.db.transact('recordActivity', {
          ...(actor ? { actor } : {}),
          ...noted,
          kind: route.records,
          now: app.now(),
          address: request.ip,
        })
      if (reply.sent || answer === reply) return reply
      return answer === undefined ? reply.code(204).send() : reply.send(answer)
    },
  })
}
