/** A request's body that knows whether anybody began to read it: what nobody read has to be drained. */
export class TrackedBody implements AsyncIterable<Uint8Array> {
  started = false
  readonly #body: AsyncIterable<Uint8Array>

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#body = body
  }

  [Symbol.asyncIterator]() {
    this.started = true
    return this.#body[Symbol.asyncIterator]()
  }
}

/**
 * Reads and forgets up to `bound` bytes. A client that is still sending when it is refused sees a broken connection
 * instead of the answer; past the bound that is its own fault. A body that breaks off is no error here.
 */
export async function drain(body: AsyncIterable<Uint8Array>, bound: number): Promise<void> {
  let seen = 0
  try {
    for await (const chunk of body) if ((seen += chunk.byteLength) > bound) return
  } catch {
    // the sender is gone: there is nobody left to answer
  }
}

/** A short ASCII text; undefined when it is longer or has other characters. */
export async function readText(body: AsyncIterable<Uint8Array>, maxLength: number): Promise<string | undefined> {
  let text = ''
  let fits = true
  let seen = 0
  for await (const chunk of body) {
    seen += chunk.byteLength
    if (seen > maxLength) fits = false
    if (fits) text += String.fromCharCode(...chunk)
    if (seen > 64 * maxLength) break
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  return fits && /^[\x00-\x7f]*$/.test(text) ? text : undefined
}

/** The whole of a body that is UTF-8 text; undefined when it is longer. Much longer ones are not read to their end. */
export async function readUtf8(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string | undefined> {
  const decoder = new TextDecoder()
  let text = ''
  let seen = 0
  for await (const chunk of body) {
    seen += chunk.byteLength
    if (seen <= maxBytes) text += decoder.decode(chunk, { stream: true })
    if (seen > 16 * maxBytes) break
  }
  return seen <= maxBytes ? text + decoder.decode() : undefined
}
