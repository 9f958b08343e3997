import { DocumentProblem } from '../view.ts'
import type { Encoding } from '../views/text/encoding.ts'
import type { Edit } from '../xlsx/edit.ts'
import type { ReadMessage } from '../xlsx/grid/read-message.ts'
import { readCsv, SHEET, type Written } from './read.ts'
import { writeBack } from './write-back.ts'

export type Asked =
  | { do: 'read'; bytes: Uint8Array; extension: string }
  | { do: 'save'; bytes: Uint8Array; edits: Edit[]; extension: string }
export type ReadTold = ReadMessage<{ written: Written }>
export type SaveTold = { saved: Uint8Array; encoding: Encoding } | { failed: string }

/** Away from the page's own thread, so that a large file never holds up the tab. */
addEventListener('message', ({ data }: MessageEvent<Asked>) => (data.do === 'read' ? read(data) : save(data)))

function read({ bytes, extension }: Extract<Asked, { do: 'read' }>): void {
  const tell = (message: ReadTold) => postMessage(message)
  try {
    tell(
      readCsv(bytes, {
        extension,
        onCells: (cells) => tell({ sheet: SHEET, cells }),
        onProgress: (progress) => tell({ progress }),
      }),
    )
  } catch (error) {
    if (!(error instanceof DocumentProblem)) console.error(error)
    tell({ problem: error instanceof DocumentProblem ? error.message : 'This file could not be shown as a table, so here is its text.' })
  }
}

function save({ bytes, edits, extension }: Extract<Asked, { do: 'save' }>): void {
  const tell = (message: SaveTold) => postMessage(message)
  try {
    const saved = writeBack(bytes, edits, extension)
    tell({ saved: saved.bytes, encoding: saved.encoding })
  } catch (error) {
    tell({ failed: error instanceof Error ? error.message : String(error) })
  }
}
