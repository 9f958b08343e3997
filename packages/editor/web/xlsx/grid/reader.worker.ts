import { XmlProblem } from '../../ooxml/xml.ts'
import { ZipProblem } from '../../ooxml/zip.ts'
import { type Cells, type OpenedWorkbook, readWorkbook } from './read-workbook.ts'

export type Asked = { bytes: Uint8Array; functions: string[] }
export type Told =
  | { cells: Cells; sheet: string }
  | { progress: number }
  | { opened: OpenedWorkbook }
  | { problem: ZipProblem['kind'] | 'not-workbook' }

const tell = (message: Told) => postMessage(message)

/** Reads in a thread of its own: however large or hostile the file, the tab stays alive. */
addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  try {
    const opened = readWorkbook(data.bytes, {
      functions: new Set(data.functions),
      onCells: (sheet, cells) => tell({ sheet, cells }),
      onProgress: (progress) => tell({ progress }),
    })
    tell({ opened })
  } catch (error) {
    tell({ problem: problemOf(error) })
  }
})

function problemOf(error: unknown): Extract<Told, { problem: string }>['problem'] {
  if (error instanceof ZipProblem) return error.kind
  if (error instanceof RangeError) return /^no (workbook|worksheets)/.test(error.message) ? 'not-workbook' : 'too-large'
  if (!(error instanceof XmlProblem)) console.error(error)
  return 'damaged'
}
