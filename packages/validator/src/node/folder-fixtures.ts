import { readFile } from 'node:fs/promises'
import { join, normalize, sep } from 'node:path'
import type { ReadFixture } from '../run/transport.ts'

/** Fixtures out of a folder that has `JsonSchemas` and `Resources` in it. */
export const folderFixtures =
  (folder: string): ReadFixture =>
  async (path) => {
    const file = normalize(path)
    if (file.startsWith('..') || file.startsWith(sep)) throw new Error(`Outside the fixtures: ${path}`)
    return new Uint8Array(await readFile(join(folder, file)))
  }
