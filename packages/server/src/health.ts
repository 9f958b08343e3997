import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { newId } from './access/new-id.ts'
import type { App } from './app.ts'
import { registryOf } from './office/registry.ts'

export type Part = 'database' | 'data folder' | 'contents' | 'editors'

const PATIENCE_MS = 3000
/** whoever asks every second makes no more work than whoever asks now and then */
const FRESH_MS = 2000

/** enough to need space of its own */
const SOME = new Uint8Array(4096)

/** Each rejects where its part does not do its work. */
const PARTS: Record<Part, (app: App) => Promise<unknown>> = {
  // through the writer and back
  database: ({ db }) => db.transact('ping', {}),
  'data folder': async ({ config }) => {
    const file = join(config.dataFolder, `ready-${newId()}`)
    await writeFile(file, SOME, { mode: 0o600 }).finally(() => rm(file, { force: true }))
  },
  contents: async ({ blobs }) => {
    const key = `ready/${newId()}`
    await blobs.put(key, Readable.from([SOME]))
    await blobs.delete([key])
  },
  editors: async (app) => {
    if (!registryOf(app).ordered.some(({ discoveryUrl, zone, dormant }) => discoveryUrl && zone && !dormant))
      throw new Error('no editor’s discovery is known')
  },
}

async function inTime(work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS, false)))
  const well = await Promise.race([
    work.then(
      () => true,
      () => false,
    ),
    late,
  ])
  clearTimeout(timer)
  return well
}

interface Known {
  at: number
  lacking: Promise<Part[]>
  said: string
}

/** One per open database: the world has one. */
const known = new WeakMap<App['db'], Known>()

async function look(app: App): Promise<Part[]> {
  const found = await Promise.all(Object.entries(PARTS).map(async ([part, works]) => ((await inTime(works(app))) ? [] : [part as Part])))
  return found.flat()
}

/** What keeps this server from doing its work; nothing where it is ready. A change is said once in the log. */
export async function lacking(app: App): Promise<Part[]> {
  const before = known.get(app.db)
  if (before && performance.now() - before.at < FRESH_MS) return before.lacking
  const fresh: Known = { at: performance.now(), lacking: look(app), said: before?.said ?? '' }
  known.set(app.db, fresh)
  const parts = await fresh.lacking
  if (parts.join() !== fresh.said) {
    fresh.said = parts.join()
    if (parts.length > 0) app.log.error({ lacking: parts }, 'not ready')
    else app.log.info('ready again')
  }
  return parts
}
