import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'
import { createConverter } from './convert/converter.ts'
import { discoveryXml } from './discovery.ts'
import { frameRoutes } from './frame-routes.ts'
import { RequestOrder } from './order.ts'
import { proofKeys } from './proof-keys.ts'
import { relayRoutes } from './relay.ts'
import { BodyTooLarge } from './request-body.ts'
import { validationRoutes } from './validation.ts'

export interface EditorLog {
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

export interface EditorOptions {
  /** how browsers reach this plugin: scheme, host, any unusual port; no trailing slash */
  origin: string
  /** the only hosts whose files are opened, and that the relay calls */
  wopiOrigins: string[]
  /** the only pages that may frame us, as they are at the moment */
  portalOrigins: () => readonly string[]
  /** the proof keys; made when missing */
  keysFile: string
  /** LibreOffice, for formats of old: `auto`, `off` or its path; where converted copies are kept, and the folder that it must not see */
  converter: { program: string; folder: string; hidden: string }
  /** the built browser part; default: where `build:web` puts it */
  webFolder?: string
  /** where Microsoft's TestCases.xml lies; default: beside the installation, if it is there */
  validatorCases?: string | undefined
  /** for certificates of one's own, proxies, tests */
  fetch?: typeof fetch
  log: EditorLog
}

const SWEEP_MS = 6 * 60 * 60_000

const BUILT = join(dirname(fileURLToPath(import.meta.resolve('@moorage/editor/package.json'))), 'dist', 'web')

/**
 * The built-in editor: a WOPI client like any other, which happens to run here. It knows files only by WopiSrc and
 * token, and sets and reads no cookies.
 */
export const editorPlugin: FastifyPluginAsync<EditorOptions> = async (scope, options) => {
  const { origin, wopiOrigins, portalOrigins, log } = options
  const webFolder = options.webFolder ?? BUILT
  const keys = proofKeys(options.keysFile)
  const converter = createConverter({ ...options.converter, log })
  void converter.sweep()
  const sweeping = setInterval(() => void converter.sweep(), SWEEP_MS).unref()
  scope.addHook('onClose', async () => {
    clearInterval(sweeping)
    converter.close()
  })

  // bodies are files and forms: they are read, or passed on, as they come
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  scope.setErrorHandler((error, request, reply) => {
    // what Fastify itself refuses is the sender's mistake and has its status
    const { statusCode = 500 } = error as { statusCode?: number }
    const status = error instanceof BodyTooLarge ? 413 : statusCode < 500 ? statusCode : 500
    if (status === 500) log.error({ err: error, path: request.url.split('?')[0] }, 'the editor failed')
    return reply.code(status).send({ status })
  })

  scope.get('/hosting/discovery', async (_request, reply) =>
    reply
      .headers({ 'Content-Type': 'text/xml; charset=utf-8', 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' })
      .send(discoveryXml(origin, await keys.published(), { converts: converter.ready() })),
  )
  frameRoutes(scope, { wopiOrigins, portalOrigins, webFolder })
  await scope.register(async (relay) =>
    relayRoutes(relay, {
      origin,
      wopiOrigins,
      keys,
      order: new RequestOrder(),
      leaving: new Map(),
      converter,
      fetch: options.fetch ?? fetch,
      now: Date.now,
      log,
    }),
  )
  validationRoutes(scope, { origin, wopiOrigins, keys, casesFolder: options.validatorCases, log })
  for (const [folder, caching] of [
    ['assets', { immutable: true, maxAge: '365d' }],
    ['icons', { maxAge: '1d' }],
  ] as const) {
    const root = join(webFolder, folder)
    if (existsSync(root))
      await scope.register(fastifyStatic, {
        root,
        prefix: `/${folder}/`,
        decorateReply: false,
        index: false,
        preCompressed: true,
        ...caching,
        // a worker takes its policy from its own answer, not from the page
        setHeaders: (reply) => {
          reply.header('X-Content-Type-Options', 'nosniff')
          reply.header('Content-Security-Policy', "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'")
        },
      })
  }
}
