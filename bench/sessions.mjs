import { fork } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withWorld } from './operations.mjs'

const PROCESS = fileURLToPath(new URL('./sessions-process.mjs', import.meta.url))

/** Whole lives of so many editing sessions: begun over `openMs`, each `lifeMs` long, so that all are open at once in between. */
export async function sessions({ count, openMs, lifeMs }) {
  return withWorld({ files: count }, async ({ server, data, held }) => {
    const child = fork(PROCESS, { execArgv: [], serialization: 'advanced' })
    try {
      return await new Promise((resolve, reject) => {
        child.once('message', resolve)
        child.once('exit', (code) => reject(new Error(`the sessions ended with ${code}`)))
        child.send({ origin: server.wopi, keyFile: join(data, 'editor-keys.json'), held, openMs, lifeMs })
      })
    } finally {
      child.kill()
    }
  })
}
