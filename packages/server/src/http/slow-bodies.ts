import type { IncomingMessage, Server } from 'node:http'

const EVERY_MS = 30_000
/** slower than a bad telephone line: such a sender holds a connection, it does not send a file */
const LEAST_BYTES_PER_SECOND = 200

/**
 * Ends requests whose body trickles in below the least rate over half a minute. A body that waits because this
 * server has not read it yet is not the sender's fault. Answers the function that stops watching.
 */
export function watchSlowBodies(servers: Server[]): () => void {
  const open = new Map<IncomingMessage, number>()
  for (const server of servers) {
    server.on('request', (request) => {
      if (request.headers['content-length'] === '0' || (!request.headers['content-length'] && !request.headers['transfer-encoding'])) return
      open.set(request, request.socket.bytesRead)
      request.once('close', () => open.delete(request))
    })
  }
  const timer = setInterval(() => {
    for (const [request, before] of open) {
      const arrived = request.socket.bytesRead
      open.set(request, arrived)
      const waitsForUs = request.readableLength > 0 || request.isPaused() || request.complete
      if (!waitsForUs && arrived - before < (LEAST_BYTES_PER_SECOND * EVERY_MS) / 1000) request.socket.destroy()
    }
  }, EVERY_MS).unref()
  return () => clearInterval(timer)
}
