import type { IWorkbookData } from '@univerjs/core'
import { DocumentProblem } from '../../view.ts'
import type { Cells, OpenedWorkbook } from './read-workbook.ts'
import type { Asked, Told } from './reader.worker.ts'

const PATIENCE_MS = 120_000
const TOO_LARGE = 'This spreadsheet is too large to show here. Download it to open it.'
const SENTENCES: Record<Extract<Told, { problem: string }>['problem'], string> = {
  'not-zip': 'This is not an Excel workbook, whatever its name says. It may be protected with a password.',
  'not-workbook': 'This is not an Excel workbook, whatever its name says.',
  damaged: 'This spreadsheet is damaged and can’t be shown.',
  encrypted: 'This spreadsheet is protected with a password. Download it to open it.',
  'too-large': TOO_LARGE,
}

/** Rejects with DocumentProblem. `onProgress` is called with 0 to 1. */
export function readInWorker(bytes: Uint8Array, functions: string[], onProgress: (done: number) => void): Promise<OpenedWorkbook> {
  const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' })
  const cells = new Map<string, Cells>()
  return new Promise<OpenedWorkbook>((resolve, reject) => {
    const timer = setTimeout(() => reject(new DocumentProblem(TOO_LARGE)), PATIENCE_MS)
    worker.addEventListener('message', ({ data }: MessageEvent<Told>) => {
      if ('cells' in data) cells.set(data.sheet, Object.assign(cells.get(data.sheet) ?? {}, data.cells))
      else if ('progress' in data) onProgress(data.progress)
      else {
        clearTimeout(timer)
        if ('opened' in data) resolve({ ...data.opened, data: filled(data.opened.data, cells) })
        else reject(new DocumentProblem(SENTENCES[data.problem]))
      }
    })
    worker.addEventListener('error', () => reject(new DocumentProblem(SENTENCES.damaged)))
    worker.postMessage({ bytes, functions } satisfies Asked)
  }).finally(() => worker.terminate())
}

const filled = (data: IWorkbookData, cells: ReadonlyMap<string, Cells>): IWorkbookData => ({
  ...data,
  sheets: Object.fromEntries(Object.entries(data.sheets).map(([key, sheet]) => [key, { ...sheet, cellData: cells.get(key) ?? {} }])),
})
