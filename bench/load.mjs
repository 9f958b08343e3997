import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const PROCESS = fileURLToPath(new URL('./load-process.mjs', import.meta.url))

/**
 * A process that sends requests, so that what is measured shares no thread with what measures.
 *
 * A job: `origin`, and `clients`, each a list of calls that it makes one after the other, again and again, over one
 * connection: `{ method, path, headers, body, expects }`: body in bytes, new ones each time; how many bytes the answer must have. One time through the list is one
 * operation. `ms`: how long; `operations`: or how many in all.
 */
export function startLoad() {
  const child = fork(PROCESS, { execArgv: [], serialization: 'advanced' })
  const answers = []
  child.on('message', (answer) => answers.shift()?.resolve(answer))
  child.on('exit', (code) => answers.splice(0).forEach(({ reject }) => void reject(new Error(`the load ended with ${code}`))))
  return {
    /** `{ operations, seconds, errors: { what: how often }, bytes, ms: { p50, p95, p99, max } }` */
    run: (job) =>
      new Promise((resolve, reject) => {
        answers.push({ resolve, reject })
        child.send(job)
      }),
    stop: () => child.disconnect(),
  }
}
