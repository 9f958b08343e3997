import { AppError } from '@moorage/api'
import type { FastifyRequest } from 'fastify'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Cookies ignore ports and subdomains may be hostile, so every change must prove that it comes from the portal's
 * exact origin: what the browser says of it must agree, and it must say something.
 */
export function checkSameOrigin(request: FastifyRequest, portalOrigin: string) {
  if (SAFE.has(request.method)) return
  const { origin, 'sec-fetch-site': site } = request.headers
  const said = origin !== undefined || site !== undefined
  if (!said || (origin !== undefined && origin !== portalOrigin) || (site !== undefined && site !== 'same-origin'))
    throw new AppError('WRONG_ORIGIN')
}
