import type { FileHandle } from 'node:fs/promises'
import type { Writable } from 'node:stream'

/** Of which a sink takes one while the other is read into. */
const CHUNK = 512 * 1024
/** Measured: a new buffer for each chunk costs the system a third of all that giving a file takes. */
const SPARE_MAX = 8
const spare: Buffer[] = []

/**
 * Writes the bytes from `start` to `end` (inclusive) into `sink` and ends it; resolves when the system has them all.
 * Closes the file.
 */
export async function pourFile(file: FileHandle, { start, end }: { start: number; end: number }, sink: Writable): Promise<void> {
  const most = Math.min(CHUNK, end - start + 1)
  const take = () => (most < CHUNK ? Buffer.allocUnsafe(most) : (spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK)))
  const chunks: Buffer[] = []
  const gone = whenGone(sink)
  try {
    let written: Promise<void> | undefined
    for (let at = start, turn = 0; at <= end; turn = 1 - turn) {
      const chunk = (chunks[turn] ??= take())
      const { bytesRead } = await file.read(chunk, 0, Math.min(most, end - at + 1), at)
      if (bytesRead === 0) throw new Error('the stored bytes end too early')
      at += bytesRead
      await written
      written = Promise.race([give(sink, chunk.subarray(0, bytesRead), at > end), gone.promise])
      // noticed where it is awaited
      written.catch(() => undefined)
    }
    await written
    // where it failed the system may still be at them
    if (most === CHUNK) for (const chunk of chunks) if (spare.length < SPARE_MAX) spare.push(chunk)
  } finally {
    gone.forget()
    await file.close()
  }
}

const give = (sink: Writable, chunk: Uint8Array, last: boolean) =>
  new Promise<void>((resolve, reject) => {
    const done = (error?: Error | null) => (error ? reject(error) : resolve())
    if (last) sink.end(chunk, done)
    else sink.write(chunk, done)
  })

/** A response whose connection is gone does not always call back. */
function whenGone(sink: Writable) {
  let listener = () => {}
  const promise = new Promise<never>((_resolve, reject) => {
    listener = () => reject(new Error('the reader went away'))
    sink.once('close', listener)
  })
  promise.catch(() => undefined)
  return { promise, forget: () => sink.off('close', listener) }
}
