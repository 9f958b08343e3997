import { PROBE_PATH, probe } from '../ask.ts'
import { type CheckDefinition, type Finding, failure, notApplicable, ok, type World } from '../check.ts'
import { notReached, proxyLines } from '../reached.ts'

/** What proxies like to rewrite, each with a name for people. */
const PIECES: Record<string, string> = {
  'the case of letters': '/AbC',
  '%2F': '/a%2Fb',
  'the lower case of %2f': '/a%2fb',
  '+': '/a+b',
  '~': '/a~b',
  '%7E': '/a%7Eb',
  'a double slash': '//a',
  '%3D in the query': '?sc=a%3Db',
  '+ and %20 in the query': '?a+b%20c',
}
const paths = Object.values(PIECES).filter((piece) => piece.startsWith('/'))
const queries = Object.values(PIECES).filter((piece) => piece.startsWith('?'))
const EVERYTHING = `${paths.join('')}?${queries.map((query) => query.slice(1)).join('&')}`

const arrives = async (world: World, origin: string, rest: string) =>
  (await probe(world, origin, { rest }).catch(() => undefined))?.seen?.target === `${PROBE_PATH}${rest}`

/** How a proxy passes on exactly what it was asked. */
export function untouchedLines({ app }: World): string {
  const upstream = `http://127.0.0.1:${app.config.ports.wopi}`
  return proxyLines({
    nginx: `proxy_pass ${upstream};   (nothing after the port, not even a slash; no rewrite)`,
    Apache: `AllowEncodedSlashes NoDecode\nProxyPass / ${upstream}/ nocanon`,
    Caddy: `reverse_proxy ${upstream.slice('http://'.length)}   (no rewrite, uri or handle_path before it)`,
  })
}

async function targetKept(world: World, origin: string): Promise<Finding> {
  const elsewhere = await notReached(world, origin)
  if (elsewhere) return elsewhere
  if (await arrives(world, origin, EVERYTHING)) return ok(`What is asked of ${origin} arrives letter for letter`)
  const kept = await Promise.all(Object.values(PIECES).map((piece) => arrives(world, origin, piece)))
  const changed = Object.keys(PIECES).filter((_, index) => !kept[index])
  return failure(`A proxy changes or refuses what is asked of ${origin}: ${changed.join(', ') || 'several of these together'}`, {
    why: 'Microsoft signs the address as it sends it: changed by one letter, every request is refused, and files do not open.',
    change: untouchedLines(world),
  })
}

export const rawTargetChecks: CheckDefinition[] = [
  {
    id: 'raw-target',
    group: 'addresses',
    title: 'Addresses arrive at WOPI as they were sent',
    look: (world) => targetKept(world, world.app.config.wopiOrigin),
  },
  {
    id: 'raw-target-test',
    group: 'addresses',
    title: 'Addresses arrive at WOPI for Microsoft 365 (test) as they were sent',
    look: async (world) => {
      const { wopiOrigin, wopiTestOrigin } = world.app.config
      if (wopiOrigin === wopiTestOrigin) return notApplicable('It is the WOPI address itself')
      return targetKept(world, wopiTestOrigin)
    },
  },
]
