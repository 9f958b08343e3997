import { probe } from './ask.ts'
import { type Finding, notApplicable, type World } from './check.ts'

/** A finding where an address does not lead to this server at all: what a proxy does there cannot be seen, and the address has a check of its own. */
export async function notReached(world: World, origin: string): Promise<Finding | undefined> {
  const probed = await probe(world, origin).catch(() => undefined)
  return probed?.ours ? undefined : notApplicable(`${origin} does not lead to this server yet: mend that first`)
}

const reached =
  (address: 'portalOrigin' | 'wopiOrigin', look: (world: World, origin: string) => Promise<Finding>) =>
  async (world: World): Promise<Finding> => {
    const origin = world.app.config[address]
    return (await notReached(world, origin)) ?? look(world, origin)
  }
type Look = Parameters<typeof reached>[1]

/** A look at what a proxy does before the portal or before WOPI, where these addresses lead to this server. */
export const atPortal = (look: Look) => reached('portalOrigin', look)
export const atWopi = (look: Look) => reached('wopiOrigin', look)

/** The lines to write for each of the usual reverse proxies. */
export const proxyLines = (lines: Partial<Record<'nginx' | 'Apache' | 'Caddy' | 'HAProxy' | 'IIS', string>>) =>
  Object.entries(lines)
    .map(([proxy, text]) => (text.includes('\n') ? `${proxy}:\n${text.replace(/^/gm, '  ')}` : `${proxy}: ${text}`))
    .join('\n')
