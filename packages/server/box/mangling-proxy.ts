import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http'

/** What a badly set up proxy makes of what passes through it. */
export interface Mangling {
  target?: (target: string) => string
  /** of the request */
  headers?: (headers: IncomingHttpHeaders) => IncomingHttpHeaders
  status?: (status: number) => number
  /** of the answer */
  answered?: (headers: IncomingHttpHeaders) => IncomingHttpHeaders
}

/** A proxy of one's own in front of a port of this machine: it passes everything on, but for what it is told to mangle. */
export class ManglingProxy {
  readonly #server: Server
  readonly port: number
  /** where it passes things to */
  to = 0
  mangling: Mangling = {}

  private constructor(server: Server, port: number) {
    this.#server = server
    this.port = port
  }

  static async start(): Promise<ManglingProxy> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
    const bound = server.address()
    const proxy = new ManglingProxy(server, bound && typeof bound === 'object' ? bound.port : 0)
    server.on('request', (incoming, outgoing) => {
      const { target, headers, status, answered } = proxy.mangling
      const path = incoming.url ?? '/'
      const passed = request(
        {
          host: 'localhost',
          port: proxy.to,
          method: incoming.method,
          path: target?.(path) ?? path,
          headers: headers?.(incoming.headers) ?? incoming.headers,
        },
        (answer) => {
          const { statusCode = 502 } = answer
          outgoing.writeHead(status?.(statusCode) ?? statusCode, answered?.(answer.headers) ?? answer.headers)
          answer.pipe(outgoing)
        },
      )
      passed.on('error', () => outgoing.destroy())
      incoming.pipe(passed)
    })
    return proxy
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }
}

/** Ports that nobody listens at just now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<Server>((resolve) =>
          createServer().listen(0, 'localhost', function (this: Server) {
            resolve(this)
          }),
        ),
    ),
  )
  const ports = servers.map((server) => {
    const bound = server.address()
    return bound && typeof bound === 'object' ? bound.port : 0
  })
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
