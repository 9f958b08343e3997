import { writeBack } from './write-back.ts'

/** Runs write-backs one at a time in a worker, or here where the browser has none to give. */
export interface Saver {
  writeBack(original: Uint8Array, next: Uint8Array): Promise<Uint8Array>
  /** lets what is under way finish */
  close(): void
}

type Answer = { saved: Uint8Array<ArrayBuffer> } | { failed: string }

export function createSaver(): Saver {
  let worker: Worker | undefined
  let last: Promise<unknown> = Promise.resolve()

  const ask = (original: Uint8Array, next: Uint8Array) =>
    new Promise<Uint8Array>((resolve, reject) => {
      worker ??= new Worker(new URL('./write-back.worker.ts', import.meta.url), { type: 'module' })
      worker.onmessage = ({ data }: MessageEvent<Answer>) => ('saved' in data ? resolve(data.saved) : reject(new Error(data.failed)))
      worker.onerror = () => {
        worker?.terminate()
        worker = undefined
        try {
          resolve(writeBack(original, next))
        } catch (error) {
          reject(error)
        }
      }
      worker.postMessage({ original, next })
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
