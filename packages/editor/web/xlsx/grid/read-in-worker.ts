import type { IWorkbookData } from '@univerjs/core'
import { DocumentProblem } from '../../view.ts'
import type { ReadMessage } from './read-message.ts'
import type { Cells, OpenedWorkbook } from './read-workbook.ts'
import type { Asked } from './reader.worker.ts'

const PATIENCE_MS = 120_000
export interface ReadResult {
  opened: OpenedWorkbook
  /** why it must not be edited */
  reason: string | undefined
}

/** Rejects with DocumentProblem. `onProgress` is called with 0 to 1. */
export function readInWorker(bytes: Uint8Array, functions: string[], onProgress: (done: number) => void): Promise<ReadResult> {
  const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' })
  return collect<Omit<ReadResult, 'opened'>>(worker, { bytes, functions } satisfies Asked, onProgress)
}

/** Asks a worker to read, and ends it afterwards. */
export function collect<More extends object>(
  worker: Worker,
  asked: object,
  onProgress: (done: number) => void,
): Promise<{ opened: OpenedWorkbook } & More> {
  const cells = new Map<string, Cells>()
  return new Promise<{ opened: OpenedWorkbook } & More>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new DocumentProblem('This file takes too long to open here. Download it to open it.')),
      PATIENCE_MS,
    )
    worker.addEventListener('message', ({ data }: MessageEvent<ReadMessage<More>>) => {
      if ('cells' in data) cells.set(data.sheet, Object.assign(cells.get(data.sheet) ?? {}, data.cells))
      else if ('progress' in data) onProgress(data.progress)
      else {
        clearTimeout(timer)
        if ('problem' in data) reject(new DocumentProblem(data.problem))
        else resolve({ ...data, opened: { ...data.opened, data: filled(data.opened.data, cells) } })
      }
    })
    worker.addEventListener('error', () => reject(new DocumentProblem('This file could not be read. Download it to open it.')))
    worker.postMessage(asked)
  }).finally(() => worker.terminate())
}

const filled = (data: IWorkbookData, cells: ReadonlyMap<string, Cells>): IWorkbookData => ({
  ...data,
  sheets: Object.fromEntries(Object.entries(data.sheets).map(([key, sheet]) => [key, { ...sheet, cellData: cells.get(key) ?? {} }])),
})
