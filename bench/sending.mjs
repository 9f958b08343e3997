import { randomBytes } from 'node:crypto'
import { request } from 'node:http'

/** Sends one call and reads its answer to the end. */
export function send(agent, origin, { method, path, headers, body }, bytes) {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, origin), { agent, method, headers: { ...headers, ...(body ? { 'content-length': body } : {}) } })
    sent.once('error', reject)
    sent.once('response', (answer) => {
      let received = 0
      answer.on('data', (chunk) => {
        received += chunk.length
      })
      answer.once('error', reject)
      answer.once('end', () => resolve({ status: answer.statusCode, received }))
    })
    sent.end(bytes)
  })
}

/** The content that a client saves: never the same twice. */
export function saver() {
  const kept = new Map()
  return (size) => {
    const bytes = kept.get(size) ?? randomBytes(size)
    kept.set(size, bytes)
    randomBytes(16).copy(bytes)
    return bytes
  }
}
