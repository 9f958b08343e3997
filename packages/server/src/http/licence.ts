import type { FastifyInstance, FastifyReply } from 'fastify'
import type { App } from '../app.ts'
import { homeUrl } from '../office/addresses.ts'
import { beginSignIn, CALLBACK_PATH, GraphUnavailable, holdsLicence, type MicrosoftSignIn } from '../office/microsoft-graph.ts'
import { isPortalOrigin } from '../organizations/hostnames.ts'
import { PLAIN_PAGE_HEADERS, plainPage } from './plain-page.ts'
import { portalOriginOf } from './portal-origin.ts'

/** Somebody on the way to Microsoft and back. */
interface Pending extends MicrosoftSignIn {
  accountId: string
  /** the portal's address where it began, and where it ends */
  origin: string
  next: string
  until: number
}

const PATIENCE_MS = 15 * 60 * 1000
/** far more than people who sign in within a quarter of an hour; the oldest goes first */
const PENDING_MAX = 10_000

/** Where to go on, and nowhere but within the portal. */
const within = (next: unknown) => (typeof next === 'string' && /^\/(?![/\\])[^\r\n]*$/.test(next) ? next : '/')

const page = (reply: FastifyReply, code: number, heading: string, text: string, link: string) =>
  reply
    .code(code)
    .headers(PLAIN_PAGE_HEADERS)
    .send(plainPage(heading, text, link))

/**
 * Signing in to Microsoft so that the licence can be read, and back to the file that it is needed for. Nobody is sent
 * here who edits in another editor. Register it where sessions are read.
 */
export function mountLicence(fastify: FastifyInstance, app: App) {
  const pending = new Map<string, Pending>()
  const options = { exposeHeadRoute: false }

  fastify.get<{ Querystring: { next?: string } }>('/licence/start', options, async (request, reply) => {
    const { actor, query, raw } = request
    if (!actor) return reply.redirect(`/sign-in?next=${encodeURIComponent(raw.url ?? '/')}`, 303)
    const next = within(query.next)
    const origin = portalOriginOf(app, request)
    const graph = app.config.microsoftGraph
    if (!graph)
      return page(
        reply,
        404,
        'Licences cannot be checked here',
        'Your administrator has not connected this Moorage with Microsoft yet. Until then you can view the file, or edit it in another editor:',
        new URL(next, origin).href,
      )
    const signIn = await beginSignIn(app, graph)
    for (const [state, { until }] of pending) if (until <= app.now() || pending.size >= PENDING_MAX) pending.delete(state)
    pending.set(signIn.state, { ...signIn, accountId: actor.accountId, origin, next, until: app.now() + PATIENCE_MS })
    return reply.redirect(signIn.url, 303)
  })

  fastify.get<{ Querystring: { state?: string } }>(CALLBACK_PATH, options, async (request, reply) => {
    const { actor, query, raw, ip } = request
    const origin = portalOriginOf(app, request)
    const graph = app.config.microsoftGraph
    const signIn = typeof query.state === 'string' ? pending.get(query.state) : undefined
    // Microsoft knows one address of ours, the public one: whoever began at another, and is signed in there, is led on
    if (signIn && signIn.origin !== origin && isPortalOrigin(app, signIn.origin))
      return reply.redirect(new URL(raw.url ?? CALLBACK_PATH, signIn.origin).href, 303)
    if (!actor) return reply.redirect('/sign-in', 303)
    if (!graph || !signIn || signIn.accountId !== actor.accountId || signIn.until <= app.now())
      return page(
        reply,
        400,
        'This took too long',
        'Open the file again and sign in to Microsoft anew. Your files are at:',
        homeUrl(origin),
      )
    pending.delete(signIn.state)
    try {
      const held = await holdsLicence(app, graph, signIn, raw.url?.split('?')[1] ?? '')
      const { organizationId, accountId } = actor
      await app.db.transact('keepLicence', { organizationId, accountId, held, now: app.now() })
      const detail = held ? 'Microsoft 365 licence found' : 'no Microsoft 365 licence that includes Office for the web'
      await app.db.transact('recordActivity', { kind: 'licence-checked', actor, detail, address: ip, now: app.now() })
      return reply.redirect(signIn.next, 303)
    } catch (error) {
      if (!(error instanceof GraphUnavailable)) throw error
      app.log.warn({ reason: error.message }, 'a Microsoft 365 licence could not be checked')
      return page(
        reply,
        502,
        'Microsoft did not confirm your licence',
        'You cancelled, or Microsoft could not be reached. You can view the file meanwhile, and try again from there:',
        new URL(signIn.next, origin).href,
      )
    }
  })

  // what Microsoft's production settings call the homepage: where it sends people whom it finds without a subscription
  fastify.get('/licence/needed', options, async (request, reply) =>
    page(
      reply,
      200,
      'You need a Microsoft 365 subscription to edit here',
      'Microsoft found none for the account that you signed in with. You can still view your files, and edit them in another editor where your organization has one:',
      homeUrl(portalOriginOf(app, request)),
    ),
  )
}
