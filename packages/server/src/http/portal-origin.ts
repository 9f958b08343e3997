import type { FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import { isBelow, organizationAt } from '../organizations/hostnames.ts'

/** As requests say it, without the differences that mean nothing: case, a last dot, the usual ports. */
export const bareHost = (host: string | undefined) =>
  host
    ?.toLowerCase()
    .replace(/\.(?=:|$)/, '')
    .replace(/:(80|443)$/, '')

type Handles = Pick<App, 'config' | 'db'>

const hostnameOf = (app: Handles, { headers }: Pick<FastifyRequest, 'headers'>) => {
  const host = bareHost(headers.host)
  const organizationId = host === undefined ? undefined : organizationAt(app, host)
  return host !== undefined && organizationId !== undefined ? { host, organizationId } : undefined
}

/** The portal's address that this request came to: an organization's own, or the public one. The dispatcher let in no other. */
export function portalOriginOf(app: Handles, request: Pick<FastifyRequest, 'headers'>): string {
  const own = hostnameOf(app, request)
  return own ? `${new URL(app.config.portalOrigin).protocol}//${own.host}` : app.config.portalOrigin
}

/** At an organization's own address only its people and those of organizations below it are anybody; at the public one all are. */
export function belongsHere(app: Handles, request: Pick<FastifyRequest, 'headers'>, organizationId: string): boolean {
  const own = hostnameOf(app, request)
  return !own || isBelow(app, organizationId, own.organizationId)
}
