import type { IWorkbookData } from '@univerjs/core'
import { DocumentProblem } from '../../view.ts'
import type { Cells, OpenedWorkbook } from './read-workbook.ts'
import type { Asked, Told } from './reader.worker.ts'

const PATIENCE_MS = 120_000
export interface ReadResult {
  opened: OpenedWorkbook
  /** why it must not be edited */
  reason: string | undefined
}

/** Rejects with DocumentProblem. `onProgress` is called with 0 to 1. */
export function readInWorker(bytes: Uint8Array, functions: string[], onProgress: (done: number) => void): Promise<ReadResult> {
  const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' })
  const cells = new Map<string, Cells>()
  return new Promise<ReadResult>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new DocumentProblem('This workbook takes too long to open here. Download it to open it.')),
      PATIENCE_MS,
    )
    worker.addEventListener('message', ({ data }: MessageEvent<Told>) => {
      if ('cells' in data) cells.set(data.sheet, Object.assign(cells.get(data.sheet) ?? {}, data.cells))
      else if ('progress' in data) onProgress(data.progress)
      else {
        clearTimeout(timer)
        if ('opened' in data) resolve({ opened: { ...data.opened, data: filled(data.opened.data, cells) }, reason: data.reason })
        else reject(new DocumentProblem(data.problem))
      }
    })
    worker.addEventListener('error', () => reject(new DocumentProblem('This workbook could not be read. Download it to open it.')))
    worker.postMessage({ bytes, functions } satisfies Asked)
  }).finally(() => worker.terminate())
}

const filled = (data: IWorkbookData, cells: ReadonlyMap<string, Cells>): IWorkbookData => ({
  ...data,
  sheets: Object.fromEntries(Object.entries(data.sheets).map(([key, sheet]) => [key, { ...sheet, cellData: cells.get(key) ?? {} }])),
})
