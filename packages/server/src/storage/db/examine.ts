import { parentPort, Worker, workerData } from 'node:worker_threads'
import { connectReadOnly } from './connect.ts'

/** Under source (tests) too, it is a worker thread and needs the built module. */
const EXAMINER = new URL(import.meta.url.endsWith('.ts') ? '../../../dist/run/examiner.js' : './examiner.js', import.meta.url)

type Row = Record<string, unknown>
type Reply = { rows: Row[][] } | { message: string; code: string | undefined }

/**
 * Reads that go through a whole database, on a thread and a connection of their own: nobody who reads or saves
 * meanwhile waits for them. The rows of each query; rejects with SQLite's code where the file cannot be read, and with
 * ABORT_ERR when `signal` comes first.
 */
export function examine(file: string, queries: string[], signal?: AbortSignal): Promise<Row[][]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(EXAMINER, { workerData: { file, queries }, execArgv: [] })
    const give = (error: Error & { code?: string | undefined }) => {
      reject(error)
      void worker.terminate()
    }
    signal?.addEventListener('abort', () => give(Object.assign(new Error('it took too long'), { code: 'ABORT_ERR' })), { once: true })
    worker.once('error', give)
    worker.once('message', (reply: Reply) => {
      if ('rows' in reply) resolve(reply.rows)
      else give(Object.assign(new Error(reply.message), { code: reply.code }))
    })
  })
}

/** The other end, which the built module starts. */
export function runExaminer() {
  const { file, queries } = workerData as { file: string; queries: string[] }
  parentPort?.postMessage(answer(file, queries))
}

function answer(file: string, queries: string[]): Reply {
  const connection = connectReadOnly(file)
  try {
    return { rows: queries.map((query) => connection.prepare(query).all() as Row[]) }
  } catch (error) {
    const { message, code } = error as Error & { code?: string }
    return { message, code }
  } finally {
    connection.close()
  }
}
