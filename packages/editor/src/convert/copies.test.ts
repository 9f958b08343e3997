import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { copiesIn } from './copies.ts'

const DAY = 24 * 60 * 60_000
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moorage-copies-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function aged(name: string, bytes: number, days: number): Promise<void> {
  await writeFile(join(folder, name), Buffer.alloc(bytes))
  const at = new Date(Date.now() - days * DAY)
  await utimes(join(folder, name), at, at)
}
const names = async () => (await readdir(folder)).sort()

test('what nobody looked at for a week goes, and what was half written when a server died', async () => {
  const copies = copiesIn(folder, { bytes: 1000, now: Date.now })
  await aged('old.pdf', 1, 8)
  await aged('new.pdf', 1, 6)
  await aged('half.part', 1, 0.1)
  await copies.sweep()
  expect(await names()).toEqual(['new.pdf'])
})

test('looking at a copy keeps it', async () => {
  const copies = copiesIn(folder, { bytes: 1000, now: Date.now })
  await aged('old.pdf', 1, 8)
  const copy = await copies.find('old.pdf')
  await copy?.handle.close()
  await copies.sweep()
  expect(await names()).toEqual(['old.pdf'])
})

test('past its bytes the longest unused go, and whoever reads one of them reads it to the end', async () => {
  const copies = copiesIn(folder, { bytes: 1000, now: Date.now })
  await aged('first.pdf', 600, 3)
  await aged('second.pdf', 300, 2)
  const copy = await copies.find('missing.pdf')
  expect(copy).toBeUndefined()
  await writeFile(join(folder, 'made'), Buffer.alloc(500))
  const source = join(folder, 'made')
  await utimes(source, new Date(0), new Date(0))
  await copies.put('third.pdf', source)
  expect(await names()).toEqual(['second.pdf', 'third.pdf'])
})
