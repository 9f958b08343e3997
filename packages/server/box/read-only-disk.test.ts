import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { type BoxServer, startServer } from './server.ts'
import { eventually, newFile, wopi } from './wopi-requests.ts'

const LOCK = 'hard times'

/**
 * From now on every call of that server by which a disk takes anything is answered with that error; answers what ends
 * it. Undefined where a process may not look into another: so in containers, and on Ubuntu for anybody but root.
 */
async function refuseDisk(server: BoxServer, error: string): Promise<(() => Promise<void>) | undefined> {
  const calls = 'pwrite64,fsync,rename,mkdir,ftruncate'
  const words = ['-f', '-p', `${server.child.pid}`, '-e', `trace=${calls}`, '-e', `inject=${calls}:error=${error}`, '-o', '/dev/null']
  const strace = spawn('strace', words, { stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(strace, 'exit')
  const [said] = (await once(createInterface({ input: strace.stderr }), 'line')) as [string]
  if (!/ attached/.test(said)) return undefined
  return async () => {
    strace.kill('SIGINT')
    await ended
  }
}

test.for([
  ['has become read-only', 'EROFS'],
  ['has errors', 'EIO'],
] as const)('a disk that %s is said clearly, loses nothing, and is over without a restart', async ([, error], context) => {
  const server = await startServer()
  try {
    const file = await newFile(await server.session('anna@demo.test', '/My Files/Start here.docx'), 'before', 'hardship.txt')
    expect((await wopi.lock(file, LOCK)).status).toBe(200)
    const mend = await refuseDisk(server, error)
    if (!mend) return context.skip('refusing the calls of a process needs the right to trace it')
    try {
      const saved = await wopi.put(file, 'in the meantime', LOCK)
      expect([saved.status, saved.headers['retry-after']]).toEqual([503, '5'])
      // a refusal of the database itself, as no bytes come with it
      expect((await wopi.unlock(file, LOCK)).status).toBe(503)
      expect((await wopi.get(file)).body).toBe('before')
    } finally {
      await mend()
    }
    await eventually(async () => (await wopi.put(file, 'after', LOCK)).status === 200, 'saving works again')
    expect((await wopi.get(file)).body).toBe('after')
  } finally {
    await server.stop()
  }
})
