import { randomBytes } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { copyFile, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'

const DAY = 24 * 60 * 60_000
const HOUR = 60 * 60_000
/** A converted copy that nobody looked at for so long goes; it is made again when somebody does. */
const KEPT_MS = 7 * DAY
const UNFINISHED = '.part'

export interface Copy {
  handle: FileHandle
  size: number
}

export interface Copies {
  /** open for reading, so that no sweep takes it away; the caller closes it */
  find(name: string): Promise<Copy | undefined>
  put(name: string, file: string): Promise<void>
  /** drops what is too old, then the longest unused until all fit into `bytes` */
  sweep(): Promise<void>
}

/** Converted copies in `folder`, named by what they were made of. */
export function copiesIn(folder: string, { bytes, now }: { bytes: number; now: () => number }): Copies {
  async function find(name: string): Promise<Copy | undefined> {
    const path = join(folder, name)
    const handle = await open(path, 'r').catch(() => undefined)
    if (!handle) return undefined
    const used = new Date(now())
    await utimes(path, used, used).catch(() => undefined)
    return { handle, size: (await handle.stat()).size }
  }

  async function sweep(): Promise<void> {
    const names = await readdir(folder).catch(() => [])
    const all = await Promise.all(names.map(async (name) => ({ name, found: await stat(join(folder, name)).catch(() => undefined) })))
    const newestFirst = all.flatMap(({ name, found }) => (found ? [{ name, size: found.size, age: now() - found.mtimeMs }] : []))
    newestFirst.sort((a, b) => a.age - b.age)
    let total = 0
    for (const { name, size, age } of newestFirst) {
      total += size
      if (total > bytes || age > (name.endsWith(UNFINISHED) ? HOUR : KEPT_MS)) await rm(join(folder, name), { force: true })
    }
  }

  return {
    find,
    sweep,
    async put(name, file) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      // under its name only once it is whole
      const part = join(folder, randomBytes(8).toString('hex') + UNFINISHED)
      await copyFile(file, part)
      await rename(part, join(folder, name))
      await sweep()
    },
  }
}
