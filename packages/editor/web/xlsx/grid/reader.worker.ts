import { XmlProblem } from '../../ooxml/xml.ts'
import { ZipProblem } from '../../ooxml/zip.ts'
import { DocumentProblem } from '../../view.ts'
import { inspect } from '../inspect.ts'
import type { ReadMessage } from './read-message.ts'
import { readWorkbook } from './read-workbook.ts'

export type Asked = { bytes: Uint8Array; functions: string[] }
export type Told = ReadMessage<{
  /** why it must not be edited, if there is a reason */
  reason: string | undefined
}>

const COUNTS_FROM_1904 = 'This workbook counts its days from 1904, which the built-in editor can only show.'

const tell = (message: Told) => postMessage(message)

/** Reads in a thread of its own: however large or hostile the file, the tab stays alive. */
addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  try {
    const reason = inspect(data.bytes)
    const opened = readWorkbook(data.bytes, {
      functions: new Set(data.functions),
      onCells: (sheet, cells) => tell({ sheet, cells }),
      onProgress: (progress) => tell({ progress }),
    })
    tell({ opened, reason: reason ?? (opened.from1904 ? COUNTS_FROM_1904 : undefined) })
  } catch (error) {
    tell({ problem: sentence(error) })
  }
})

function sentence(error: unknown): string {
  if (error instanceof DocumentProblem) return error.message
  if (error instanceof RangeError) return 'This workbook is too large to show here. Download it to open it.'
  if (!(error instanceof XmlProblem || error instanceof ZipProblem)) console.error(error)
  return 'This workbook is damaged and can’t be shown.'
}
