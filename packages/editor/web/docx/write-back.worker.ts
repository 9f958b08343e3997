import { writeBack } from './write-back.ts'

/** Away from the page's own thread, so that typing goes on while a long document is saved. */
addEventListener('message', ({ data: { original, next } }: MessageEvent<{ original: Uint8Array; next: Uint8Array }>) => {
  try {
    postMessage({ saved: writeBack(original, next) })
  } catch (error) {
    postMessage({ failed: error instanceof Error ? error.message : String(error) })
  }
})
