import { ZipProblem } from '../../ooxml/zip.ts'
import { readWorkbook } from './read-workbook.ts'
import type { Workbook } from './workbook.ts'

export type Asked = { bytes: Uint8Array; locale: string }
export type Told = { workbook: Workbook } | { problem: ZipProblem['kind'] }

const tell = (message: Told) => postMessage(message)

/** Reads in a thread of its own: however large or hostile the file, the tab stays alive. */
addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  try {
    const workbook = readWorkbook(data.bytes, data.locale)
    tell(workbook.sheets.length > 0 ? { workbook } : { problem: 'not-zip' })
  } catch (error) {
    tell({ problem: error instanceof ZipProblem ? error.kind : error instanceof RangeError ? 'too-large' : 'damaged' })
  }
})
