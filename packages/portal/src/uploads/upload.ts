import type { ApiProblem } from '../api/problem.ts'

export type UploadState = 'waiting' | 'asking' | 'sending' | 'retrying' | 'done' | 'failed' | 'skipped' | 'cancelled' | 'interrupted'

/** One line of the upload panel. */
export interface Upload {
  id: string
  name: string
  path: string[]
  /** bytes */
  size: number
  sent: number
  folderId: string
  state: UploadState
  problem?: ApiProblem
  /** of the finished file */
  itemId?: string
}

export const isOpen = (upload: Upload) =>
  upload.state === 'waiting' || upload.state === 'asking' || upload.state === 'sending' || upload.state === 'retrying'

/** Bytes sent of all bytes, over everything that is under way or done; 1 when there is nothing to send. */
export function progressOf(uploads: Upload[]): number {
  let size = 0
  let sent = 0
  for (const upload of uploads) {
    if (!isOpen(upload) && upload.state !== 'done') continue
    size += upload.size
    sent += upload.state === 'done' ? upload.size : Math.min(upload.sent, upload.size)
  }
  return size === 0 ? 1 : sent / size
}
