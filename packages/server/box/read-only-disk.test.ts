import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { type BoxServer, startServer } from './server.ts'
import { eventually, newFile, wopi } from './wopi-requests.ts'

const LOCK = 'hard times'

/** While `work` runs, every call of that server by which a disk takes anything is answered with that error. */
async function refusingDisk(server: BoxServer, error: string, work: () => Promise<void>) {
  const calls = 'pwrite64,fsync,rename,mkdir,ftruncate'
  const words = ['-f', '-p', `${server.child.pid}`, '-e', `trace=${calls}`, '-e', `inject=${calls}:error=${error}`, '-o', '/dev/null']
  const strace = spawn('strace', words, { stdio: ['ignore', 'ignore', 'pipe'] })
  await once(createInterface({ input: strace.stderr }), 'line')
  try {
    await work()
  } finally {
    strace.kill('SIGINT')
    await once(strace, 'exit')
  }
}

test.each([
  ['has become read-only', 'EROFS'],
  ['has errors', 'EIO'],
])('a disk that %s is said clearly, loses nothing, and is over without a restart', async (_what, error) => {
  execFileSync('strace', ['-o', '/dev/null', 'true'])
  const server = await startServer()
  try {
    const file = await newFile(await server.session('anna@demo.test', '/My Files/Start here.docx'), 'before', 'hardship.txt')
    expect((await wopi.lock(file, LOCK)).status).toBe(200)
    await refusingDisk(server, error, async () => {
      const saved = await wopi.put(file, 'in the meantime', LOCK)
      expect([saved.status, saved.headers['retry-after']]).toEqual([503, '5'])
      // a refusal of the database itself, as no bytes come with it
      expect((await wopi.unlock(file, LOCK)).status).toBe(503)
      expect((await wopi.get(file)).body).toBe('before')
    })
    await eventually(async () => (await wopi.put(file, 'after', LOCK)).status === 200, 'saving works again')
    expect((await wopi.get(file)).body).toBe('after')
  } finally {
    await server.stop()
  }
})
