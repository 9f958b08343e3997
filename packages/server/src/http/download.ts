import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import contentDisposition from 'content-disposition'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { lookup } from 'mime-types'
import type { Content } from '../files/content.ts'

/** Whatever a user made is never rendered on the portal's origin: an attachment, not sniffed, and in a sandbox. */
function attachment(reply: FastifyReply, name: string, type: 'attachment' | 'inline' = 'attachment') {
  return reply
    .header('content-disposition', contentDisposition(name, { type }))
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('cache-control', 'private, no-store')
}

/** The bytes of one version; one Range is served, so that a download that broke off goes on. `inline`: only what this server itself made. */
export async function sendContent(
  request: FastifyRequest,
  reply: FastifyReply,
  content: Pick<Content, 'revisionId' | 'size' | 'open'>,
  name: string,
  { inline = false }: { inline?: boolean } = {},
): Promise<FastifyReply> {
  const etag = `"${content.revisionId}"`
  const range = rangeOf(request, content.size, etag)
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${content.size}`).send()
  attachment(reply, name, inline ? 'inline' : 'attachment')
    .header('content-type', lookup(name) || 'application/octet-stream')
    .header('accept-ranges', 'bytes')
    .header('etag', etag)
  if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${content.size}`)
  reply.header('content-length', range ? range.end - range.start + 1 : content.size)
  return pour(reply, await content.open(range))
}

/** A zip of unknown length. */
export async function sendZip(reply: FastifyReply, zip: Readable, name: string): Promise<FastifyReply> {
  attachment(reply, name).header('content-type', 'application/zip')
  return pour(reply, zip)
}

/** A text in Markdown. */
export const sendPage = (reply: FastifyReply, text: string, name: string): FastifyReply =>
  attachment(reply, name).header('content-type', 'text/markdown; charset=utf-8').send(text)

/** A file that was just made. */
export const sendMade = (reply: FastifyReply, bytes: Buffer, name: string): FastifyReply =>
  attachment(reply, name)
    .header('content-type', lookup(name) || 'application/octet-stream')
    .send(bytes)

/** Lines of text of unknown length. */
export async function sendCsv(reply: FastifyReply, lines: Readable, name: string): Promise<FastifyReply> {
  attachment(reply, name).header('content-type', 'text/csv; charset=utf-8')
  return pour(reply, lines)
}

/** Past Fastify: a raw pipeline with large chunks is twice as fast as its own sending of streams. */
async function pour(reply: FastifyReply, stream: Readable): Promise<FastifyReply> {
  reply.hijack()
  reply.raw.writeHead(reply.statusCode, reply.getHeaders() as Record<string, string>)
  try {
    await pipeline(stream, reply.raw)
  } catch (error) {
    // the reader went away, which is theirs to do; anything else is ours, and the cut connection tells the browser
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') reply.log.warn({ err: error }, 'a download broke off')
    reply.raw.destroy()
  }
  return reply
}

function rangeOf(request: FastifyRequest, size: number, etag: string): { start: number; end: number } | 'unsatisfiable' | undefined {
  const { range, 'if-range': ifRange } = request.headers
  const match = /^bytes=(\d*)-(\d*)$/.exec(range ?? '')
  if (!match || (ifRange !== undefined && ifRange !== etag)) return undefined
  const [, first, last] = match
  if (!first && !last) return undefined
  const start = first ? Number(first) : Math.max(0, size - Number(last))
  const end = first && last ? Math.min(Number(last), size - 1) : size - 1
  if (start >= size || start > end) return 'unsatisfiable'
  return { start, end }
}
