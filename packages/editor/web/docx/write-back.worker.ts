import { writeBackFiles } from './write-back.ts'

export type Asked = { original: Blob; next: Blob }
export type Told = { saved: Blob } | { failed: string }

/** Away from the page's own thread, so that typing goes on while a long document is saved. */
addEventListener('message', async ({ data: { original, next } }: MessageEvent<Asked>) => {
  try {
    postMessage({ saved: await writeBackFiles(original, next) } satisfies Told)
  } catch (error) {
    postMessage({ failed: error instanceof Error ? error.message : String(error) } satisfies Told)
  }
})
