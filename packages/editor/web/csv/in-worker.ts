import type { Encoding } from '../views/text/encoding.ts'
import type { Edit } from '../xlsx/edit.ts'
import { collect } from '../xlsx/grid/read-in-worker.ts'
import type { Asked, SaveTold } from './csv.worker.ts'
import type { Written } from './read.ts'

const start = () => new Worker(new URL('./csv.worker.ts', import.meta.url), { type: 'module' })

/** Rejects with DocumentProblem for what is no table. */
export const readInWorker = (bytes: Uint8Array, extension: string, onProgress: (done: number) => void) =>
  collect<{ written: Written }>(start(), { do: 'read', bytes, extension } satisfies Asked, onProgress)

/** The file with all edits carried out, and the encoding that it is in now. */
export function saveInWorker(bytes: Uint8Array, edits: Edit[], extension: string): Promise<{ saved: Uint8Array; encoding: Encoding }> {
  const worker = start()
  return new Promise<{ saved: Uint8Array; encoding: Encoding }>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<SaveTold>) =>
      'saved' in data ? resolve(data) : reject(new Error(data.failed)),
    )
    worker.addEventListener('error', () => reject(new Error('the file could not be written')))
    worker.postMessage({ do: 'save', bytes, edits, extension } satisfies Asked)
  }).finally(() => worker.terminate())
}
