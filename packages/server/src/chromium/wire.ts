import type { ChildProcess } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

const ANSWER_MS = 20_000

// biome-ignore lint/suspicious/noExplicitAny: the DevTools protocol's answers and events are as many shapes as it has methods
export type Said = Record<string, any>
export type Listener = (method: string, params: Said) => void

/** The DevTools protocol over two pipes: JSON, ended by a zero byte. `sessionId` is of a page that was attached to. */
export interface Wire {
  /** rejects where the browser refuses, has ended or does not answer */
  send(method: string, params?: Said, sessionId?: string): Promise<Said>
  /** Events of a page, or of the browser itself. Answers how to stop listening. */
  listen(sessionId: string | undefined, listener: Listener): () => void
}

interface Message {
  id?: number
  sessionId?: string
  method?: string
  params?: Said
  result?: Said
  error?: { message?: string }
}

export function wireOf(child: ChildProcess, gone: Promise<void>): Wire {
  const [to, from] = [child.stdio[3] as Writable, child.stdio[4] as Readable]
  const waiting = new Map<number, { resolve(result: Said): void; reject(error: Error): void }>()
  const listeners = new Map<string, Set<Listener>>()
  let rest: string[] = []
  let count = 0
  let ended = false
  to.on('error', () => undefined)
  from.on('error', () => undefined)
  from.setEncoding('utf8').on('data', (piece: string) => {
    const parts = piece.split('\0')
    const last = parts.pop() as string
    for (const part of parts) {
      hear(JSON.parse(rest.join('') + part) as Message)
      rest = []
    }
    rest.push(last)
  })
  const hear = ({ id, sessionId, method, params, result, error }: Message) => {
    if (method) for (const listener of listeners.get(sessionId ?? '') ?? []) listener(method, params ?? {})
    const asked = id === undefined ? undefined : waiting.get(id)
    if (id === undefined || !asked) return
    waiting.delete(id)
    if (result) asked.resolve(result)
    else asked.reject(new Error(`the browser refused a command: ${error?.message ?? 'no reason given'}`))
  }
  void gone.then(() => {
    ended = true
    for (const { reject } of waiting.values()) reject(new Error('the browser ended'))
    waiting.clear()
  })
  return {
    listen(sessionId = '', listener) {
      const those = listeners.get(sessionId) ?? new Set()
      listeners.set(sessionId, those.add(listener))
      return () => void those.delete(listener)
    },
    send(method, params = {}, sessionId) {
      const id = ++count
      return new Promise((resolve, reject) => {
        if (ended) return reject(new Error('the browser ended'))
        const timer = setTimeout(() => {
          waiting.delete(id)
          reject(new Error('the browser does not answer'))
        }, ANSWER_MS)
        timer.unref()
        const settle =
          <T>(end: (value: T) => void) =>
          (value: T) => {
            clearTimeout(timer)
            end(value)
          }
        waiting.set(id, { resolve: settle(resolve), reject: settle(reject) })
        to.write(`${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}\0`)
      })
    },
  }
}
