import { randomBytes } from 'node:crypto'
import { editorPlugin } from '@moorage/editor'
import fastify, { type FastifyInstance, type FastifyReply, LogController } from 'fastify'
import type { App } from '../app.ts'
import { convertedFolder, editorKeysFile } from '../data-folder.ts'
import { settingOf } from '../installation.ts'
import { portalOrigins, readHostnames } from '../organizations/hostnames.ts'
import { mountBootstrap } from './bootstrap.ts'
import { dispatcher } from './dispatch.ts'
import { mountFileUrl } from './file-url.ts'
import { lazyValidators } from './lazy-validators.ts'
import type { Listener } from './listen.ts'
import { mountPortal } from './portal.ts'
import { wopiListener } from './wopi.ts'

const JSON_LIMIT = 1024 * 1024

/** One Fastify per origin: hooks, cookies and error answers of one never reach another. */
function origin(app: App, { logged }: { logged: boolean }): FastifyInstance {
  const server = fastify({
    loggerInstance: app.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomBytes(6).toString('hex'),
    requestIdHeader: false,
    bodyLimit: JSON_LIMIT,
    // an address that cannot be read is not repeated either
    frameworkErrors: (_error, _request, reply) => (reply as unknown as FastifyReply).code(400).send(),
    trustProxy: app.config.trustedProxies.length > 0 ? app.config.trustedProxies : false,
    forceCloseConnections: false,
    schemaController: { compilersFactory: { buildValidator: lazyValidators } },
  }) as unknown as FastifyInstance
  if (!logged) return server
  server.addHook('onResponse', async (request, reply) => {
    // the route's pattern, never its address: queries carry tokens, paths carry names
    const route = `${request.method} ${request.routeOptions.url ?? 'unknown'}`
    request.log.info({ route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered')
  })
  return server
}

/** More addresses than this would not fit into the headers that reverse proxies take (4 kB, often). */
const MOST_NAMED = 40

/** Who may frame the editor: the portal's addresses, or where they are too many to name, any of its scheme. */
function framing(app: App): string[] {
  const origins = portalOrigins(app)
  return origins.length <= MOST_NAMED ? origins : [new URL(app.config.portalOrigin).protocol]
}

/** The three origins, ready to answer; they never listen themselves (listen.ts does). */
export async function createServers(app: App): Promise<{ listener: Listener; close(): Promise<void> }> {
  await readHostnames(app)
  const portal = origin(app, { logged: true })
  // it logs its own requests, by operation
  const wopi = origin(app, { logged: false })
  const editor = origin(app, { logged: true })
  // the library is only loaded where it is used
  const oauth = app.config.mobile && (await (await import('./oauth/mount.ts')).createOAuth(app))
  await mountPortal(portal, app, oauth)
  wopi.get('/health', async (_request, reply) => {
    // a read proves the disk and the reader, the flag the writer
    const well = app.db.alive() && (await settingOf(app, 'secret')) !== undefined
    return reply
      .code(well ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: well ? 'ok' : 'down' })
  })
  wopi.setNotFoundHandler((_request, reply) => reply.code(404).send())
  mountFileUrl(wopi, app)
  if (oauth) await mountBootstrap(wopi, app, oauth)
  const { config, fetch, log } = app
  // Fastify's own answer would repeat the address, query and all
  editor.setNotFoundHandler((_request, reply) => reply.code(404).send())
  await editor.register(editorPlugin, {
    origin: config.editorOrigin,
    wopiOrigins: [config.wopiOrigin, config.wopiTestOrigin],
    portalOrigins: () => framing(app),
    keysFile: editorKeysFile(config.dataFolder),
    converter: { program: config.libreOffice, folder: convertedFolder(config.dataFolder), hidden: config.dataFolder },
    validatorCases: config.validatorCases,
    fetch,
    log,
  })
  const servers = [portal, wopi, editor]
  await Promise.all(servers.map((server) => server.ready()))
  const listener = dispatcher(app, {
    portal: (request, response) => portal.routing(request, response),
    wopi: wopiListener(app, (request, response) => wopi.routing(request, response)),
    editor: (request, response) => editor.routing(request, response),
  })
  return {
    listener,
    close: async () => {
      await Promise.all(servers.map((server) => server.close()))
    },
  }
}
