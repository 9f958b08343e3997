import { closeSync, fsync, open, openSync, write, writev } from 'node:fs'
import { promisify } from 'node:util'

// Each of these is a trip to the thread pool and back, which costs a save more than its bytes do: so there are few, of
// the plainest kind. Opening a folder and closing what was flushed wait for nothing.
const [openFile, flush] = [promisify(open), promisify(fsync)]

/** As much is gathered before it is written: each call to the disk costs more than the few bytes of one packet. */
const GATHERED = 256 * 1024

/** A new file that is written and perhaps not yet on the medium. Whoever asked for it closes it. */
export interface Written {
  /** its bytes are on the medium when this resolves */
  flush(): Promise<void>
  close(): void
}

/** The bytes in a new file. Throws what the body or the disk throws; the file is closed then. */
export async function writeNew(path: string, body: AsyncIterable<Uint8Array>): Promise<Written> {
  const file = await openFile(path, 'wx')
  // one write is under way while the next chunks come in
  let written: Promise<void> | undefined
  try {
    let chunks: Uint8Array[] = []
    let size = 0
    const writeOut = async () => {
      await written
      written = writeAll(file, chunks)
      // noticed where it is awaited
      written.catch(() => undefined)
      chunks = []
      size = 0
    }
    for await (const chunk of body) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= GATHERED) await writeOut()
    }
    if (size > 0) await writeOut()
    await written
    return { flush: () => flush(file), close: () => closeSync(file) }
  } catch (error) {
    // the system may still be at it
    await written?.catch(() => undefined)
    closeSync(file)
    throw error
  }
}

async function writeAll(file: number, chunks: Uint8Array[]) {
  const size = chunks.reduce((sum, { length }) => sum + length, 0)
  const taken = await writeSome(file, chunks)
  // the system may write less than it is given, as on a disk that fills up
  if (taken < size) await writeRest(file, Buffer.concat(chunks).subarray(taken))
}

const writeSome = (file: number, chunks: Uint8Array[]) =>
  new Promise<number>((resolve, reject) => writev(file, chunks, (error, bytes) => (error ? reject(error) : resolve(bytes))))

async function writeRest(file: number, rest: Uint8Array) {
  for (let at = 0; at < rest.length; )
    at += await new Promise<number>((resolve, reject) => write(file, rest, at, (error, bytes) => (error ? reject(error) : resolve(bytes))))
}

/** A new name is on the medium only when its folder has been flushed. Windows has no such call and needs none. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    await flush(folder)
  } finally {
    closeSync(folder)
  }
}
