import { UPLOAD_ITEM_HEADER, UPLOADS_PATH } from '@moorage/api'
import { DetailedError, Upload as Tus } from 'tus-js-client'
import { SIGNED_OUT } from '../api/call.ts'
import { ApiProblem, asProblem, problemFrom, unreachable } from '../api/problem.ts'
import type { AskClash, ClashAnswer } from '../dialogs/clash.tsx'
import { formatSize } from '../format.ts'
import { words } from '../words.ts'
import { fingerprintOf, unfinishedIn } from './interrupted.ts'
import { isPassing } from './passing.ts'
import type { Picked } from './picked.ts'
import { isOpen, type Upload } from './upload.ts'

/** files under way at once */
const LANES = 3
const RETRIES = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000]

interface Job extends Upload {
  file: File
  onClash: 'fail' | 'keep-both' | 'replace'
  tus?: Tus
}

export interface UploadQueue {
  subscribe(changed: () => void): () => void
  uploads(): Upload[]
  add(picked: Picked[], folder: { id: string }): void
  /** a file chosen for an interrupted upload; false when it is not the same file */
  resume(id: string, file: File): boolean
  cancel(id: string): void
  retry(id: string): void
  cancelAll(): void
  /** drops finished lines and, for interrupted ones, what the server holds of them */
  clear(): void
}

interface World {
  accountId: string
  maxFileSize: number
  storage: Storage
  ask: AskClash
}

function problemOf(error: unknown): ApiProblem {
  if (!(error instanceof DetailedError)) return asProblem(error)
  const answer = error.originalResponse
  return answer ? problemFrom(answer.getStatus(), answer.getBody() ?? '') : unreachable()
}

/** Uploads in a row, a few at a time, over tus: each can be cut at any moment and goes on where it was. */
export function createQueue({ accountId, maxFileSize, storage, ask }: World): UploadQueue {
  const unfinished = unfinishedIn(storage)
  const listeners = new Set<() => void>()
  let jobs: Job[] = []
  let interrupted = unfinished.list(accountId)
  let shown: Upload[] = [...interrupted]
  let drawing = false
  let number = 0
  /** the answer for all others of this batch, until the queue is empty */
  let standing: ClashAnswer['choice'] | undefined
  let questions: Promise<void> = Promise.resolve()

  function changed() {
    if (drawing) return
    drawing = true
    setTimeout(() => {
      drawing = false
      shown = [...interrupted, ...jobs.map((job) => ({ ...job }))]
      for (const listener of [...listeners]) listener()
    }, 50)
  }

  function settle(job: Job, change: Partial<Upload>) {
    Object.assign(job, change)
    if (!jobs.some(isOpen)) standing = undefined
    changed()
    next()
  }

  function next() {
    const running = jobs.filter((job) => job.state === 'sending' || job.state === 'retrying').length
    for (const job of jobs.filter((one) => one.state === 'waiting').slice(0, Math.max(0, LANES - running))) start(job)
  }

  function start(job: Job) {
    if (job.size > maxFileSize) {
      const title = words.uploads.tooLarge(formatSize(maxFileSize))
      settle(job, { state: 'failed', problem: new ApiProblem({ code: 'TOO_LARGE', title }) })
      return
    }
    job.state = 'sending'
    const tus = new Tus(job.file, {
      endpoint: UPLOADS_PATH,
      retryDelays: RETRIES,
      metadata: {
        folderId: job.folderId,
        name: job.name,
        onClash: job.onClash,
        ...(job.path.length > 0 ? { path: job.path.join('/') } : {}),
      },
      fingerprint: async () => fingerprint(job),
      urlStorage: unfinished,
      removeFingerprintOnSuccess: true,
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0
        const again = isPassing(status)
        if (again && isOpen(job)) {
          job.state = 'retrying'
          changed()
        }
        return again
      },
      onProgress: (sent) => {
        job.sent = sent
        job.state = 'sending'
        changed()
      },
      onSuccess: ({ lastResponse }) => settle(job, { state: 'done', sent: job.size, itemId: lastResponse.getHeader(UPLOAD_ITEM_HEADER) }),
      onError: (error) => void fail(job, problemOf(error)),
    })
    job.tus = tus
    changed()
    void tus.findPreviousUploads().then((previous) => {
      if (job.state === 'cancelled') return
      const last = previous[0]
      if (last) tus.resumeFromPreviousUpload(last)
      interrupted = interrupted.filter((upload) => !previous.some((one) => one.urlStorageKey === upload.id))
      tus.start()
    })
  }

  const fingerprint = (job: Job) => fingerprintOf(accountId, job.folderId, job.path, job.file)

  async function fail(job: Job, problem: ApiProblem) {
    if (job.state === 'cancelled') return
    if (problem.code === 'SIGN_IN_NEEDED') window.dispatchEvent(new Event(SIGNED_OUT))
    if (problem.code !== 'NAME_TAKEN') return settle(job, { state: 'failed', problem })
    job.state = 'asking'
    changed()
    next()
    const asked = questions.then(async () => standing ?? (await askAbout(job)))
    questions = asked.then(() => undefined)
    const choice = await asked
    if (choice === 'skip') return settle(job, { state: 'skipped' })
    job.onClash = choice
    settle(job, { state: 'waiting', sent: 0 })
  }

  async function askAbout(job: Job): Promise<ClashAnswer['choice']> {
    if (!isOpen(job)) return 'skip'
    const others = jobs.filter((one) => one !== job && isOpen(one)).length
    const answer = await ask({ name: job.name, text: words.clash.uploadText, others })
    if (answer.forAll) standing = answer.choice
    return answer.choice
  }

  function cancel(id: string) {
    const left = interrupted.find((upload) => upload.id === id)
    if (left) {
      interrupted = interrupted.filter((upload) => upload !== left)
      const url = unfinished.forget(id)?.uploadUrl
      // best effort: the server drops what was never finished by itself
      if (url) void Tus.terminate(url).catch(() => undefined)
      changed()
      return
    }
    const job = jobs.find((one) => one.id === id)
    if (!job || !isOpen(job)) return
    job.state = 'cancelled'
    void job.tus?.abort(true).catch(() => undefined)
    // not only when the server has answered: a reload before that would offer to go on
    unfinished.forgetFile(fingerprint(job))
    settle(job, {})
  }

  function add(picked: Picked[], folder: { id: string }) {
    for (const { file, path } of picked) {
      jobs.push({
        id: `u${number++}`,
        name: file.name,
        path,
        size: file.size,
        sent: 0,
        folderId: folder.id,
        state: 'waiting',
        file,
        onClash: 'fail',
      })
    }
    changed()
    next()
  }

  /** How far the server has each interrupted upload; one that it no longer knows is forgotten. */
  async function survey() {
    for (const { id, url } of unfinished.addresses(accountId)) {
      const answer = await fetch(url, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } }).catch(() => undefined)
      if (answer?.status === 404 || answer?.status === 410) {
        unfinished.forget(id)
        interrupted = interrupted.filter((upload) => upload.id !== id)
      } else if (answer?.ok) {
        const sent = Number(answer.headers.get('upload-offset') ?? 0)
        interrupted = interrupted.map((upload) => (upload.id === id ? { ...upload, sent } : upload))
      }
      changed()
    }
  }
  void survey()

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    uploads: () => shown,
    add,
    resume(id, file) {
      const left = interrupted.find((upload) => upload.id === id)
      if (!left || left.name !== file.name || left.size !== file.size) return false
      add([{ file, path: left.path }], { id: left.folderId })
      return true
    },
    cancel,
    retry(id) {
      const job = jobs.find((one) => one.id === id)
      if (job?.state === 'failed') settle(job, { state: 'waiting', problem: undefined })
    },
    cancelAll() {
      for (const job of jobs) if (isOpen(job)) cancel(job.id)
    },
    clear() {
      for (const upload of interrupted) cancel(upload.id)
      jobs = jobs.filter(isOpen)
      changed()
    },
  }
}
