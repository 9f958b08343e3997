import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Transport, WireResponse } from '../run/transport.ts'

/** WOPI: clients give up on a download after 60 seconds. */
const TIMEOUT_MS = 60_000
/** A test host answers in kilobytes; more than this is a fault of its own. */
const MAX_BODY = 256 * 1024 * 1024

const isText = (value: string | string[] | undefined): value is string | string[] => value !== undefined

/** The path and query exactly as they stand in the address: `new URL` would rewrite some escapes. */
const rawTarget = (url: string) => url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/#.*$/, '') || '/'

/**
 * Requests over node:http, one connection each: no redirect, no decoding, no header of its own beyond Host,
 * Connection and Content-Length, and the address as the proof was made over it.
 */
export const httpTransport: Transport = (wire) =>
  new Promise((resolve, reject) => {
    const { protocol, hostname, port } = new URL(wire.url)
    const send = protocol === 'https:' ? requestHttps : requestHttp
    const length: [string, string][] = wire.method === 'POST' ? [['Content-Length', String(wire.body?.length ?? 0)]] : []
    const options = {
      method: wire.method,
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port,
      path: rawTarget(wire.url),
      agent: false as const,
    }
    const outgoing = send({ ...options, timeout: TIMEOUT_MS }, (incoming) => {
      const parts: Buffer[] = []
      let size = 0
      incoming.on('data', (part: Buffer) => {
        size += part.length
        if (size > MAX_BODY) incoming.destroy(new Error('The answer is larger than 256 MiB'))
        else parts.push(part)
      })
      incoming.on('error', reject)
      incoming.on('end', () => {
        const headers = Object.entries(incoming.headers).filter(([, value]) => isText(value))
        const response: WireResponse = {
          status: incoming.statusCode ?? 0,
          headers: new Map(headers.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')])),
          body: new Uint8Array(Buffer.concat(parts)),
        }
        resolve(response)
      })
    })
    outgoing.on('timeout', () => outgoing.destroy(new Error('No answer within 60 seconds')))
    outgoing.on('error', reject)
    for (const [name, value] of [...wire.headers, ...length]) outgoing.setHeader(name, value)
    outgoing.end(wire.body)
  })
