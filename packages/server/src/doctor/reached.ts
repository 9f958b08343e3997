import { probe } from './ask.ts'
import { type Finding, notApplicable, type World } from './check.ts'

/** A finding where an address does not lead to this server at all: what a proxy does there cannot be seen, and the address has a check of its own. */
export async function notReached(world: World, origin: string): Promise<Finding | undefined> {
  const probed = await probe(world, origin).catch(() => undefined)
  return probed?.ours ? undefined : notApplicable(`${origin} does not lead to this server yet: mend that first`)
}

/** The lines to write for each of the usual reverse proxies. */
export const proxyLines = (lines: Partial<Record<'nginx' | 'Apache' | 'Caddy' | 'HAProxy' | 'IIS', string>>) =>
  Object.entries(lines)
    .map(([proxy, text]) => (text.includes('\n') ? `${proxy}:\n${text.replace(/^/gm, '  ')}` : `${proxy}: ${text}`))
    .join('\n')
