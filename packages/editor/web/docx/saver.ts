import { writeBackFiles } from './write-back.ts'
import type { Asked, Told } from './write-back.worker.ts'

/** Runs write-backs one at a time in a worker, or here where the browser has none to give. */
export interface Saver {
  writeBack(original: Blob, next: Blob): Promise<Blob>
  /** lets what is under way finish */
  close(): void
}

export function createSaver(): Saver {
  let worker: Worker | undefined
  let last: Promise<unknown> = Promise.resolve()

  const ask = (original: Blob, next: Blob) =>
    new Promise<Blob>((resolve, reject) => {
      worker ??= new Worker(new URL('./write-back.worker.ts', import.meta.url), { type: 'module' })
      worker.onmessage = ({ data }: MessageEvent<Told>) => ('saved' in data ? resolve(data.saved) : reject(new Error(data.failed)))
      worker.onerror = () => {
        worker?.terminate()
        worker = undefined
        writeBackFiles(original, next).then(resolve, reject)
      }
      worker.postMessage({ original, next } satisfies Asked)
    })

  return {
    writeBack(original, next) {
      const answer = last.then(() => ask(original, next))
      last = answer.catch(() => undefined)
      return answer
    },
    close() {
      void last.then(() => {
        worker?.terminate()
        worker = undefined
      })
    },
  }
}
