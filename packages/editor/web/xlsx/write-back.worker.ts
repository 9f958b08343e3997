import type { Edit } from './edit.ts'
import { type PackedResults, unpackResults } from './packed-results.ts'
import { LockedCells } from './problem.ts'
import { EditProblem } from './structure/problem.ts'
import { openWriter, type Writer } from './write-back.ts'

export type Asked =
  | { original: Blob }
  /** `kept`: how many edits of the log before stand at the beginning of this one, `edits` the rest */
  | { kept: number; edits: Edit[]; results: PackedResults[] }
export type Told =
  | { saved: Blob }
  /** it goes on */
  | { step: true }
  /** `sentence`: for people */
  | { failed: string; sentence?: string | undefined }

const tell = (message: Told) => postMessage(message)

let original: Blob | undefined
let writer: Writer | undefined
let log: Edit[] = []

/** Away from the page's own thread, so that typing goes on while a large workbook is saved. What was read of the file stays here. */
addEventListener('message', async ({ data }: MessageEvent<Asked>) => {
  if ('original' in data) {
    original = data.original
    return
  }
  try {
    log = [...log.slice(0, data.kept), ...data.edits]
    writer ??= openWriter(new Uint8Array((await original?.arrayBuffer()) ?? []))
    const pack = writer.carryOut(log, data.results.map(unpackResults), () => tell({ step: true }))
    await pack.settleLarge()
    tell({ saved: pack.writeBlob() })
  } catch (error) {
    const sentence = error instanceof LockedCells || error instanceof EditProblem ? error.message : undefined
    tell({ failed: error instanceof Error ? `${error.message}\n${error.stack}` : String(error), sentence })
  }
})
