import { ReadableStream } from 'node:stream/web'
import type { ClientRequest } from '@moorage/wopi'
import type { ProofKeys } from './proof-keys.ts'

/** How long the host may be silent: to accept, to answer, between two pieces of a body. */
const IDLE_MS = 60_000

export interface Wire {
  fetch: typeof fetch
  keys: ProofKeys
  now: () => number
}

/** Aborts when nobody called `alive` for IDLE_MS. */
function idleTimer() {
  const controller = new AbortController()
  const expire = () => controller.abort(new DOMException('The host stopped answering', 'TimeoutError'))
  let timer = setTimeout(expire, IDLE_MS)
  return {
    signal: controller.signal,
    alive() {
      clearTimeout(timer)
      timer = setTimeout(expire, IDLE_MS)
    },
    stop: () => clearTimeout(timer),
  }
}

async function* watched(body: AsyncIterable<Uint8Array>, alive: () => void, done: () => void) {
  try {
    for await (const chunk of body) {
      alive()
      yield chunk
    }
  } finally {
    done()
  }
}

export interface Answer {
  response: Response
  /** the body as it arrives; read it or cancel it */
  body: AsyncIterable<Uint8Array>
  text(): Promise<string>
}

/**
 * Signs a request and sends it. A streamed body goes through piece by piece, never kept whole. Redirects are not
 * followed: they would carry a token somewhere else. Rejects when the host cannot be reached or falls silent.
 */
export async function send(
  wire: Wire,
  request: ClientRequest<AsyncIterable<Uint8Array> | Uint8Array | string | undefined>,
  accessToken: string,
): Promise<Answer> {
  const idle = idleTimer()
  const proof = await wire.keys.headers({ url: request.url, accessToken, now: wire.now() })
  const { body } = request
  const streamed = typeof body === 'object' && !(body instanceof Uint8Array)
  try {
    const response = await wire.fetch(request.url, {
      method: request.method,
      headers: { ...request.headers, ...proof, 'Accept-Encoding': 'identity' },
      body: streamed
        ? (ReadableStream.from(watched(body, idle.alive, () => {})) as RequestInit['body'])
        : body instanceof Uint8Array
          ? new Uint8Array(body)
          : body,
      redirect: 'error',
      signal: idle.signal,
      ...(streamed ? { duplex: 'half' as const } : {}),
    })
    idle.alive()
    const answered = watched((response.body ?? []) as AsyncIterable<Uint8Array>, idle.alive, idle.stop)
    return {
      response,
      body: answered,
      async text() {
        let text = ''
        const decoder = new TextDecoder()
        for await (const chunk of answered) text += decoder.decode(chunk, { stream: true })
        return text + decoder.decode()
      },
    }
  } catch (error) {
    idle.stop()
    throw error
  }
}
