import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type Provider from 'oidc-provider'
import type { Actor } from '../../access/actor.ts'
import type { App } from '../../app.ts'
import { escapeHtml, PLAIN_PAGE_HEADERS, plainPage } from '../plain-page.ts'
import { checkSameOrigin } from '../same-origin.ts'
import { readSession } from '../session.ts'
import { CONSENT_PREFIX } from './provider.ts'
import { subjectOf } from './subject.ts'

/** The consent page's policy lets its form end at the app. */
const formTargets = (redirectUri: unknown) =>
  typeof redirectUri === 'string' && URL.canParse(redirectUri) ? `'self' ${new URL(redirectUri).origin}` : "'self'"

const page = ({ name, email }: Actor) => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Let Office use your files?</title>
<h1>Let Office use your files?</h1>
<p>Office on this device asks to work as ${escapeHtml(name)} (${escapeHtml(email)}): to see, change, create and delete
files wherever you may. “Sign out everywhere” in your account menu ends it.</p>
<form method="post"><p><button name="answer" value="allow">Allow</button> <button name="answer" value="refuse">Not now</button></p></form>
<p>Somebody else? Sign out of the portal first, and begin again in the app.</p></html>
`

const plain = (reply: FastifyReply, status: number, heading: string, text: string) =>
  reply.code(status).headers(PLAIN_PAGE_HEADERS).send(plainPage(heading, text))

/** The sign-in that this browser is in the middle of; undefined when there is none, or it is over. */
async function underWay(provider: Provider, request: FastifyRequest, reply: FastifyReply) {
  try {
    return await provider.interactionDetails(request.raw, reply.raw)
  } catch (error) {
    if ((error as Error).name === 'SessionNotFound') return undefined
    throw error
  }
}

/** Between the app's request and its answer: the portal's own sign-in, and one question. */
export function mountConsent(scope: FastifyInstance, app: App, provider: Provider) {
  scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 1024 }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
  const url = `${CONSENT_PREFIX}:uid`

  scope.get<{ Params: { uid: string } }>(url, { exposeHeadRoute: false }, async (request, reply) => {
    await readSession(app, request, reply)
    const { actor } = request
    if (!actor) return reply.redirect(`/sign-in?next=${encodeURIComponent(CONSENT_PREFIX + request.params.uid)}`, 303)
    const details = await underWay(provider, request, reply)
    if (!details) return plain(reply, 400, 'This sign-in is over', 'Begin again in the app.')
    if (actor.kind === 'guest')
      return plain(reply, 403, 'Guests cannot sign in here', 'Open the files that were shared with you in the browser.')
    const policy = `${PLAIN_PAGE_HEADERS['content-security-policy']}; form-action ${formTargets(details.params.redirect_uri)}`
    return reply.headers({ ...PLAIN_PAGE_HEADERS, 'content-security-policy': policy }).send(page(actor))
  })

  scope.post<{ Params: { uid: string }; Body: { answer?: string } | undefined }>(url, async (request, reply) => {
    checkSameOrigin(request, app.config.portalOrigin)
    await readSession(app, request, reply)
    const { actor, body } = request
    const details = actor && (await underWay(provider, request, reply))
    if (!actor || !details || actor.kind === 'guest') return plain(reply, 400, 'This sign-in is over', 'Begin again in the app.')
    const allowed = body?.answer === 'allow'
    const result = allowed
      ? { login: { accountId: subjectOf(actor), remember: false }, consent: { grantId: await grantFor(provider, actor, details.params) } }
      : { error: 'access_denied', error_description: 'The user did not allow it' }
    app.log.info({ account: actor.accountId, allowed }, 'an app asked to sign in')
    return reply.redirect(await provider.interactionResult(request.raw, reply.raw, result, { mergeWithLastSubmission: false }), 303)
  })
}

async function grantFor(provider: Provider, actor: Actor, params: Record<string, unknown>): Promise<string> {
  const grant = new provider.Grant({ accountId: subjectOf(actor), clientId: String(params.client_id) })
  if (typeof params.scope === 'string') grant.addOIDCScope(params.scope)
  return grant.save()
}
