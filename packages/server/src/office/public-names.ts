import { isIP } from 'node:net'
import type { Config } from '../config.ts'

/** names that no resolver on the internet answers for */
const PRIVATE = /^localhost$|\.(localhost|local|lan|home|internal|intranet|test|invalid|example|corp|private|home\.arpa)$/

const why = (hostname: string): string | undefined => {
  const bare = hostname.replace(/[[\]]/g, '')
  if (isIP(bare)) return `${bare} is an address, not a name: Microsoft admits host names only`
  if (PRIVATE.test(bare)) return `${bare} is not a public name`
  return bare.includes('.') ? undefined : `${bare} is not a public name`
}

/** Whether a resolver on the internet may answer for it; an address of a network is no name. */
export const isPublicName = (hostname: string) => why(hostname) === undefined

/** Why Microsoft could not reach this server, as a sentence; undefined where all names look public. Nothing is asked of the network. */
export function notPublic({ portalOrigin, wopiOrigin, wopiTestOrigin }: Pick<Config, 'portalOrigin' | 'wopiOrigin' | 'wopiTestOrigin'>) {
  for (const origin of [portalOrigin, wopiOrigin, wopiTestOrigin]) {
    const { hostname, protocol } = new URL(origin)
    const reason = why(hostname) ?? (protocol === 'https:' ? undefined : `${origin} has no TLS`)
    if (reason) return `Microsoft could not reach this server: ${reason}. Set publicUrl to a public https address first, or rehearse.`
  }
  return undefined
}
