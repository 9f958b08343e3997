/** Enough for an editor to get its answer: most stop writing only when they have sent everything. */
const DRAIN_MAX = 32 * 1024 * 1024

/**
 * Reads what is left of a body that nobody wants, up to a bound: a client that is still sending does not look at the
 * answer. Past the bound the connection has to be closed. A client that went away is no error here.
 */
export async function drain(body: AsyncIterable<Uint8Array>): Promise<void> {
  let size = 0
  try {
    for await (const chunk of body) {
      size += chunk.length
      if (size > DRAIN_MAX) return
    }
  } catch {
    // it has gone away: there is nobody to answer
  }
}
