import type { Asked, Told } from './write-back.worker.ts'

/** The file with all edits carried out. The worker is made anew for each save: it gives back the memory of a large workbook. */
export function saveInWorker(asked: Asked): Promise<Uint8Array> {
  const worker = new Worker(new URL('./write-back.worker.ts', import.meta.url), { type: 'module' })
  return new Promise<Uint8Array>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Told>) =>
      'saved' in data ? resolve(data.saved) : reject(new Error(data.failed)),
    )
    worker.addEventListener('error', () => reject(new Error('the workbook could not be written')))
    worker.postMessage(asked)
  }).finally(() => worker.terminate())
}
