import { UPLOADS_PATH } from '@moorage/api'
import type { FastifyInstance } from 'fastify'
import type { App } from '../app.ts'
import type { Uploads } from './uploads.ts'

/** tus 1.0 at UPLOADS_PATH, for the account that is signed in. */
export async function mountUploads(scope: FastifyInstance, app: App) {
  let loading: Promise<Uploads> | undefined
  // the library is only loaded where it is used
  const uploads = () => {
    loading ??= import('./uploads.ts').then(({ Uploads }) => new Uploads(app))
    return loading
  }
  await scope.register(async (inner) => {
    inner.removeAllContentTypeParsers()
    inner.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    inner.post(UPLOADS_PATH, async (request, reply) => (await uploads()).create(request, reply))
    inner.route({
      method: ['HEAD', 'PATCH', 'DELETE'],
      url: `${UPLOADS_PATH}/:uploadId`,
      handler: async (request, reply) => (await uploads()).use(request, reply),
    })
  })
}
