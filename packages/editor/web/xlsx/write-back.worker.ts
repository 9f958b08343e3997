import type { Edit, Results } from './edit.ts'
import { writeBack } from './write-back.ts'

export type Asked = { original: Uint8Array; edits: Edit[]; results: Results[] }
export type Told = { saved: Uint8Array } | { failed: string }

/** Away from the page's own thread, so that typing goes on while a large workbook is saved. */
addEventListener('message', ({ data: { original, edits, results } }: MessageEvent<Asked>) => {
  try {
    postMessage({ saved: writeBack(original, edits, results) } satisfies Told)
  } catch (error) {
    postMessage({ failed: error instanceof Error ? error.message : String(error) } satisfies Told)
  }
})
