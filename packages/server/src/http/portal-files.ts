import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import { AppError } from '@moorage/api'
import type { FastifyInstance } from 'fastify'
import { PLAIN_PAGE_HEADERS, plainPage } from './plain-page.ts'

const built = join(dirname(fileURLToPath(import.meta.resolve('@moorage/portal/package.json'))), 'dist')

/** Names with a hash of their content never change. */
const immutable = { maxAge: '1y', immutable: true, cacheControl: true } as const

/** The built portal and the host page's script; every other address that a person may type is the portal's. */
export async function mountPortalFiles(scope: FastifyInstance) {
  const web = join(built, 'web')
  const common = { index: false, decorateReply: false, dotfiles: 'ignore', preCompressed: true } as const
  if (existsSync(join(web, 'assets')))
    await scope.register(fastifyStatic, { ...common, root: join(web, 'assets'), prefix: '/assets/', ...immutable })
  if (existsSync(join(built, 'host-page')))
    await scope.register(fastifyStatic, { ...common, root: join(built, 'host-page'), prefix: '/host-page/' })
  if (existsSync(web)) await scope.register(fastifyStatic, { ...common, root: web, wildcard: false, globIgnore: ['assets/**', '*.html'] })
  const index = join(web, 'index.html')
  scope.setNotFoundHandler(async (request, reply) => {
    const page = (request.method === 'GET' || request.method === 'HEAD') && !/^\/(api|assets|host-page|oauth|open)(\/|$)/.test(request.url)
    if (!page) throw new AppError('NOT_FOUND')
    if (existsSync(index)) return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(readFileSync(index))
    return reply
      .code(503)
      .headers(PLAIN_PAGE_HEADERS)
      .send(plainPage('The portal is not built', 'Run "npm run build" where this server was installed.'))
  })
}
