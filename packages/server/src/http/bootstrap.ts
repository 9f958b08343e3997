import { createBootstrapper } from '@moorage/wopi'
import type { FastifyInstance } from 'fastify'
import type { App } from '../app.ts'
import { bootstrapStore } from '../office/bootstrap.ts'
import type { OAuth } from './oauth/mount.ts'
import { AUTHORIZATION_PATH, TOKEN_PATH } from './oauth/provider.ts'
import { actorOfSubject } from './oauth/subject.ts'
import { SERVER_VERSION } from './wopi.ts'

/** /wopibootstrapper on the WOPI origin, for apps that sign their users in with OAuth 2.0. */
export async function mountBootstrap(wopi: FastifyInstance, app: App, oauth: OAuth) {
  const { portalOrigin, wopiOrigin } = app.config
  const bootstrapper = createBootstrapper({
    store: bootstrapStore(app, async (token) => {
      const subject = await oauth.subjectOfToken(token)
      return subject === undefined ? undefined : actorOfSubject(app, subject)
    }),
    serverVersion: SERVER_VERSION,
    wopiUrl: `${wopiOrigin}/wopi`,
    signIn: { authorizationUri: portalOrigin + AUTHORIZATION_PATH, tokenUri: portalOrigin + TOKEN_PATH },
  })
  await wopi.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // no operation has a body
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.setErrorHandler((error, _request, reply) => {
      app.log.error({ error: error instanceof Error ? error.name : typeof error }, 'a bootstrapper request failed unexpectedly')
      return reply.code(500).header('cache-control', 'no-store').send()
    })
    scope.route({
      method: ['GET', 'POST'],
      url: '/wopibootstrapper',
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        const { status, headers, body } = await bootstrapper.handle({ method: request.method, headers: request.headers })
        if (!request.raw.complete) reply.header('connection', 'close')
        app.log.info({ operation: 'Bootstrap', status }, 'wopi')
        return reply
          .code(status)
          .headers({ 'cache-control': 'no-store', ...headers })
          .send(body)
      },
    })
  })
}
