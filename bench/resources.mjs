import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { memoryOf, only, signed, withWorld } from './operations.mjs'
import { median } from './percentiles.mjs'
import { startServer } from './server.mjs'

const SAVES = 100
const SIZE = 10_000_000
const REST_MS = 30_000

/** The first of three that are free one after the other. */
async function threePorts() {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000)
    const free = await Promise.all([0, 1, 2].map((step) => isFree(first + step)))
    if (free.every(Boolean)) return first
  }
}

const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, () => server.close(() => resolve(true)))
  })

/** Milliseconds from the command until a server that was there before says that it is ready, and megabytes that it holds when nobody asks for anything. */
export async function starting({ times = 5 } = {}) {
  const data = await mkdtemp(join(tmpdir(), 'moorage-bench-'))
  try {
    const port = await threePorts()
    await (await startServer(data, { port })).stop()
    const ready = []
    let atRestMB
    for (let n = 0; n < times; n++) {
      let pid
      const begun = performance.now()
      const server = await startServer(data, { port, spawned: (child) => (pid = child.pid) })
      ready.push(Math.round(performance.now() - begun))
      if (n === times - 1) {
        await pause(REST_MS)
        atRestMB = await memoryOf(pid)
      }
      await server.stop()
    }
    return { readyMs: median(ready), atRestMB }
  } finally {
    await rm(data, { recursive: true, force: true })
  }
}

/** How many bytes a hundred autosaves of one document of ten megabytes leave on the disk, each with new bytes and a revision of its own. */
export async function storing() {
  return withWorld({ files: 1 }, async (world) => {
    const [calls] = await signed(world, world.held, SIZE)
    const origin = world.server.wopi
    await world.load.run({ origin, clients: only([calls], 'lock'), operations: 1 })
    const { operations, seconds, errors } = await world.load.run({ origin, clients: only([calls], 'putFile'), operations: SAVES })
    if (Object.keys(errors).length > 0) throw new Error(`autosaves: ${JSON.stringify(errors)}`)
    return {
      saves: operations,
      seconds: Number(seconds.toFixed(1)),
      storedMB: Math.round((await bytesIn(join(world.data, 'blobs'))) / 1e6),
    }
  })
}

async function bytesIn(folder) {
  let bytes = 0
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size
  return bytes
}
