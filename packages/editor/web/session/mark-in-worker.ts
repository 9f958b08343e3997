import { markOf } from './mark.ts'
import type { Asked, Told } from './mark.worker.ts'

interface Waiting {
  file: Blob
  resolve(mark: string): void
  reject(error: unknown): void
}

/** Works out marks in a worker, or here where the browser has none to give. Rejects for a file that can't be read any more. */
export function browserMarks(): (file: Blob) => Promise<string> {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let next = 0

  function start(): Worker {
    const made = new Worker(new URL('./mark.worker.ts', import.meta.url), { type: 'module' })
    made.onmessage = ({ data }: MessageEvent<Told>) => {
      const asked = waiting.get(data.id)
      waiting.delete(data.id)
      if ('mark' in data) asked?.resolve(data.mark)
      else asked?.reject(new Error(data.failed))
    }
    made.onerror = () => {
      made.terminate()
      worker = undefined
      for (const { file, resolve, reject } of waiting.values())
        file.arrayBuffer().then((bytes) => resolve(markOf(new Uint8Array(bytes))), reject)
      waiting.clear()
    }
    return made
  }

  return (file) =>
    new Promise((resolve, reject) => {
      worker ??= start()
      const id = next++
      waiting.set(id, { file, resolve, reject })
      worker.postMessage({ id, file } satisfies Asked)
    })
}
