import type { FastifyRequest } from 'fastify'

/**
 * Whether our own page asks. The relay carries people's tokens to their files, so no other page may use it: browsers
 * send Origin with every POST and Sec-Fetch-Site with everything.
 */
export function isSameOrigin({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>, origin: string): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return false
  if (headers.origin !== undefined) return headers.origin === origin
  return method === 'GET' || site === 'same-origin'
}
