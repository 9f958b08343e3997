import type { IncomingMessage, Server, ServerResponse } from 'node:http'

const EVERY_MS = 30_000
/** slower than a bad telephone line: such a sender holds a connection, it does not send a file */
const LEAST_BYTES_PER_SECOND = 200

/** Not looked at yet: whoever began a moment before the watch looks has sent little and is not slow. */
const JUST_BEGUN = Number.NEGATIVE_INFINITY

/**
 * Ends requests whose body trickles in below the least rate over a whole half minute, with 408 where nothing was
 * answered yet. A body that waits because this server has not read it yet is not the sender's fault; nor is one that is
 * read piece by piece (`for await`, which Node calls paused), as editors' saves are: for those there is only the bound
 * on silence (listen.ts). Answers the function that stops watching.
 */
export function watchSlowBodies(servers: Server[]): () => void {
  const open = new Map<IncomingMessage, { before: number; response: ServerResponse }>()
  for (const server of servers) {
    server.on('request', (request, response) => {
      if (request.headers['content-length'] === '0' || (!request.headers['content-length'] && !request.headers['transfer-encoding'])) return
      open.set(request, { before: JUST_BEGUN, response })
      request.once('close', () => open.delete(request))
    })
  }
  const timer = setInterval(() => {
    for (const [request, { before, response }] of open) {
      const arrived = request.socket.bytesRead
      open.set(request, { before: arrived, response })
      const waitsForUs = request.readableLength > 0 || request.isPaused() || request.complete
      if (!waitsForUs && arrived - before < (LEAST_BYTES_PER_SECOND * EVERY_MS) / 1000) end(request, response)
    }
  }, EVERY_MS).unref()
  return () => clearInterval(timer)
}

/** Past the response, which waits for the body: its handler sees the request break off, as ever. */
function end({ socket }: IncomingMessage, response: ServerResponse) {
  if (!response.headersSent) socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  socket.destroySoon()
}
