import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../access/actor.ts'
import { actorOf } from '../accounts/sessions.ts'
import type { App } from '../app.ts'
import { belongsHere } from './portal-origin.ts'

export const SESSION_COOKIE = 'moorage_session'

declare module 'fastify' {
  interface FastifyRequest {
    /** the signed-in account; only set within the portal's scope */
    actor: Actor | undefined
  }
}

/** Host-only (no Domain), unreadable for scripts, and not sent along from other sites except on plain navigation. */
export function setSessionCookie({ config }: Pick<App, 'config'>, reply: FastifyReply, secret: string) {
  reply.setCookie(SESSION_COOKIE, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.portalOrigin.startsWith('https:'),
    maxAge: config.sessionDays * 24 * 60 * 60,
  })
}

export const clearSessionCookie = (reply: FastifyReply) => reply.clearCookie(SESSION_COOKIE, { path: '/' })

export const sessionSecret = (request: FastifyRequest) => request.cookies[SESSION_COOKIE]

/** Reads the account anew on every request, so that a disabled one is out at once. */
export async function readSession(app: App, request: FastifyRequest, reply: FastifyReply) {
  const secret = sessionSecret(request)
  if (!secret) return
  const session = await actorOf(app, secret)
  // a cookie of a hostname that went to another organization is nobody's
  if (!session || !belongsHere(app, request, session.actor.organizationId)) return
  request.actor = session.actor
  if (session.renewed) setSessionCookie(app, reply, secret)
}
