export class BodyTooLarge extends Error {
  constructor() {
    super('the body is larger than allowed')
    this.name = 'BodyTooLarge'
  }
}

/** A small body in memory. `limit` in bytes; rejects with BodyTooLarge past it. A missing body is empty. */
export async function readBody(body: unknown, limit: number): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > limit) throw new BodyTooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
