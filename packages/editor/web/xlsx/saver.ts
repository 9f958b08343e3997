import { SaveProblem } from '../view.ts'
import type { Edit } from './edit.ts'
import { buffersOf, type PackedResults } from './packed-results.ts'
import type { Asked, Told } from './write-back.worker.ts'

/** Longer than any step of a workbook that can be opened takes. */
const PATIENCE_MS = 120_000
const TOO_LONG = 'Putting this workbook together takes too long. What you typed is still here. Try again, or undo the last change first.'

/** Carries out the log of a workbook's edits in a worker that keeps what it has read. */
export interface Saver {
  /** starts the worker ahead of the first save */
  ready(): void
  /** One at a time. Rejects with SaveProblem; whatever the reason, it can be asked again. */
  save(edits: readonly Edit[], results: PackedResults[]): Promise<Blob>
  close(): void
}

export function createSaver(original: Uint8Array): Saver {
  const file = new Blob([original as Uint8Array<ArrayBuffer>])
  let worker: Worker | undefined
  /** the log as the worker has it */
  let known: readonly Edit[] = []

  function stop(): void {
    worker?.terminate()
    worker = undefined
    known = []
  }

  function ready(): Worker {
    worker ??= start(file)
    return worker
  }

  return {
    ready,
    async save(edits, results) {
      if (edits.length === 0) return file
      const asked = ready()
      return new Promise<Blob>((resolve, reject) => {
        let timer: ReturnType<typeof setTimeout>
        const fail = (error: Error) => {
          clearTimeout(timer)
          stop()
          reject(error)
        }
        const wait = () => {
          clearTimeout(timer)
          timer = setTimeout(() => fail(new SaveProblem(TOO_LONG)), PATIENCE_MS)
        }
        asked.onmessage = ({ data }: MessageEvent<Told>) => {
          if ('step' in data) return wait()
          clearTimeout(timer)
          if ('saved' in data) resolve(data.saved)
          else reject(data.sentence === undefined ? new Error(data.failed) : new SaveProblem(data.sentence))
        }
        asked.onerror = () => fail(new Error('the workbook could not be written'))
        wait()
        const kept = commonStart(known, edits)
        known = edits
        asked.postMessage({ kept, edits: edits.slice(kept), results } satisfies Asked, buffersOf(results))
      })
    },
    close: stop,
  }
}

function start(original: Blob): Worker {
  const worker = new Worker(new URL('./write-back.worker.ts', import.meta.url), { type: 'module' })
  worker.postMessage({ original } satisfies Asked)
  return worker
}

function commonStart(one: readonly Edit[], other: readonly Edit[]): number {
  const differs = one.findIndex((edit, index) => edit !== other[index])
  return differs < 0 ? one.length : differs
}
