import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Problem } from '@moorage/api'
import Sqlite from 'libsql'
import { expect, test } from 'vitest'
import { type BoxServer, startServer, type Visitor } from './server.ts'
import { eventually, type Held, newFile, wopi } from './wopi-requests.ts'

const LOCK = 'hard times'
const FILE = '/My Files/Start here.docx'

async function lockedFile(server: BoxServer): Promise<Held> {
  const file = await newFile(await server.session('anna@demo.test', FILE), 'before', 'hardship.txt')
  expect((await wopi.lock(file, LOCK)).status).toBe(200)
  return file
}

/** The portal and WOPI both say that it cannot be done now, and when to ask again; what was saved before is read. */
async function refusedForNow(file: Held, anna: Visitor) {
  const saved = await wopi.put(file, 'in the meantime', LOCK)
  expect([saved.status, Number(saved.headers['retry-after'])]).toEqual([503, 5])
  expect(saved.headers['x-wopi-servererror']).toMatch(/^Cannot be done at the moment, reference \w+$/)
  const { myFiles } = await anna.get<{ myFiles: { id: string } }>('/api/me')
  const made = await anna.post(`/api/folders/${myFiles.id}/folders`, { name: 'In the meantime' })
  expect([made.status, ((await made.json()) as Problem).code, made.headers.get('retry-after')]).toEqual([503, 'UNAVAILABLE', '5'])
  expect((await wopi.get(file)).body).toBe('before')
}

/** Without a restart: the save goes through, and whoever reads gets it. */
async function asBefore(file: Held) {
  await eventually(async () => (await wopi.put(file, 'after', LOCK)).status === 200, 'saving works again')
  expect((await wopi.get(file)).body).toBe('after')
}

// each call waits for seconds that the other program may let go
test('a database that another program holds is said clearly, and is over when it lets go', { timeout: 180_000 }, async () => {
  const server = await startServer()
  try {
    const file = await lockedFile(server)
    const anna = await server.signIn()
    const other = new Sqlite(join(server.data, 'moorage.db'))
    other.exec('begin immediate')
    await refusedForNow(file, anna)
    other.exec('rollback')
    other.close()
    await asBefore(file)
  } finally {
    await server.stop()
  }
})

/** Connections that say nothing. */
async function idle(address: string, count: number): Promise<Socket[]> {
  const { hostname, port } = new URL(address)
  const sockets: Socket[] = []
  const AT_ONCE = 200
  while (sockets.length < count) {
    const more = Array.from({ length: Math.min(AT_ONCE, count - sockets.length) }, () => {
      const socket = connect(Number(port), hostname)
      socket.on('error', () => undefined)
      return socket
    })
    await Promise.all(more.map((socket) => Promise.race([once(socket, 'connect'), once(socket, 'close')])))
    sockets.push(...more)
  }
  return sockets
}

test('a server without a free file descriptor answers whom it can, loses nothing, and recovers when connections end', async (context) => {
  if (process.platform !== 'linux') return context.skip('limiting the descriptors of a process needs prlimit')
  const server = await startServer({ under: ['prlimit', '--nofile=160:160'] })
  try {
    const file = await lockedFile(server)
    const sockets = await idle(server.portal, 300)
    // whatever is answered now is a save, or a clear refusal, or no connection at all
    const answers = await Promise.allSettled(Array.from({ length: 5 }, () => wopi.put(file, 'perhaps', LOCK)))
    for (const answer of answers) if (answer.status === 'fulfilled') expect([200, 503]).toContain(answer.value.status)
    for (const socket of sockets) socket.destroy()
    await asBefore(file)
    expect(server.child.exitCode).toBeNull()
  } finally {
    await server.stop()
  }
})

test('with ten thousand idle connections a save is answered as ever, and they end by themselves', async (context) => {
  const most = Number(execFileSync('sh', ['-c', 'ulimit -n']).toString())
  if (most < 12_000) return context.skip('ten thousand connections need as many file descriptors')
  const server = await startServer()
  try {
    const file = await lockedFile(server)
    const sockets = await idle(server.portal, 10_000)
    expect(sockets.filter(({ destroyed }) => !destroyed)).toHaveLength(10_000)
    await asBefore(file)
    // who says nothing for half a minute is no client
    await Promise.all(sockets.map((socket) => socket.closed || once(socket.resume(), 'close')))
  } finally {
    await server.stop()
  }
}, 180_000)
