import { markOf } from './mark.ts'

export type Asked = { id: number; file: Blob }
export type Told = { id: number; mark: string } | { id: number; failed: string }

/** Away from the page's own thread: fifty megabytes take longer than a keystroke may. */
addEventListener('message', async ({ data: { id, file } }: MessageEvent<Asked>) => {
  try {
    postMessage({ id, mark: markOf(new Uint8Array(await file.arrayBuffer())) } satisfies Told)
  } catch (error) {
    postMessage({ id, failed: String(error) } satisfies Told)
  }
})
