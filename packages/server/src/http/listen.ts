import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Config, Ports } from '../config.ts'
import { PLAIN_PAGE_HEADERS, plainPage } from './plain-page.ts'
import { watchSlowBodies } from './slow-bodies.ts'

export type Listener = (request: IncomingMessage, response: ServerResponse, port: number) => void

/** The open ports. They answer "starting" until `serve` says who answers. */
export interface Listening {
  ports: Ports
  serve(listener: Listener): void
  close(): Promise<void>
}

/** A whole upload may take hours; what is bounded is each silence (slow-bodies.ts) and the headers. */
const SERVER_OPTIONS = {
  maxHeaderSize: 32 * 1024,
  requestTimeout: 0,
  headersTimeout: 30_000,
  // above the idle timeout of the usual reverse proxies, which would otherwise race with it
  keepAliveTimeout: 75_000,
  noDelay: true,
}
/** nobody sends or takes a byte: long above every heartbeat, and it frees what a vanished reader holds open */
const SILENCE_MS = 10 * 60_000
const CLOSING_GRACE_MS = 5_000
const TRIPLES = 200

/** Opens the ports of the settings; where nobody chose them and one is taken, the next three that are free. */
export async function listen(config: Pick<Config, 'ports' | 'portsGiven' | 'listenAddress'>): Promise<Listening> {
  const { portal, wopi, editor } = config.ports
  for (let attempt = 0; ; attempt++) {
    const step = attempt * 3
    try {
      return await open({ portal: portal + step, wopi: wopi + step, editor: editor + step }, config)
    } catch (error) {
      const { code, port } = error as NodeJS.ErrnoException & { port?: number }
      if (code === 'EACCES')
        throw new Error(`Port ${port} needs more rights than this process has: choose one above 1023.`, { cause: error })
      if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
        throw new Error(`listenAddress ${config.listenAddress} is not an address of this machine.`, { cause: error })
      if (code !== 'EADDRINUSE') throw error
      const changes = portal === 0 || wopi === 0 || editor === 0
      if (config.portsGiven && !changes)
        throw new Error(`Port ${port} is taken by another program: stop that, or choose another port.`, { cause: error })
      if (attempt === TRIPLES) throw new Error(`No three free ports from ${portal} on.`, { cause: error })
      if (changes) config = { ...config, portsGiven: false }
    }
  }
}

async function open(wanted: Ports, { ports: asked, listenAddress }: Pick<Config, 'ports' | 'listenAddress'>): Promise<Listening> {
  const servers: Server[] = []
  let listener: Listener = (request, response) => {
    // it is alive, and not ready
    if (request.url === '/healthz') return response.writeHead(200, { 'cache-control': 'no-store' }).end('alive\n')
    response
      .writeHead(503, { ...PLAIN_PAGE_HEADERS, 'retry-after': '1' })
      .end(plainPage('Starting', 'The server is starting. Try again in a moment.'))
  }
  const found = new Map<number, number>()
  const opened: Partial<Ports> = {}
  try {
    for (const name of ['portal', 'wopi', 'editor'] as const) {
      const fixed = asked[name] === 0 ? 0 : wanted[name]
      const known = fixed === 0 ? undefined : found.get(fixed)
      opened[name] = known ?? (await openPort(fixed, listenAddress, servers, (...call) => listener(...call)))
      found.set(fixed, opened[name])
    }
  } catch (error) {
    for (const server of servers) server.close()
    throw error
  }
  const stopWatching = watchSlowBodies(servers)
  return {
    ports: opened as Ports,
    serve: (next) => {
      listener = next
    },
    close: async () => {
      stopWatching()
      const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())))
      for (const server of servers) server.closeIdleConnections()
      const force = setTimeout(() => {
        for (const server of servers) server.closeAllConnections()
      }, CLOSING_GRACE_MS)
      await Promise.all(closed)
      clearTimeout(force)
    },
  }
}

/** "localhost" means both loopback addresses, or another program could answer browsers on the one left open. */
async function openPort(port: number, address: string, servers: Server[], listener: Listener): Promise<number> {
  const hosts = address === 'localhost' ? ['127.0.0.1', '::1'] : [address]
  let actual = port
  for (const host of hosts) {
    const server = createServer(SERVER_OPTIONS, (request, response) => listener(request, response, actual))
    server.setTimeout(SILENCE_MS)
    server.on('clientError', (_error, socket) => {
      if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
      else socket.destroy()
    })
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen({ port: actual, host }, () => {
          server.off('error', reject)
          resolve()
        })
      })
    } catch (error) {
      const missing = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes((error as NodeJS.ErrnoException).code ?? '')
      if (missing && host === '::1') continue
      throw error
    }
    servers.push(server)
    const bound = server.address()
    if (bound && typeof bound === 'object') actual = bound.port
  }
  return actual
}
