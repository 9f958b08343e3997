import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Upload } from '@tus/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../app.ts'
import { holdForBackup } from '../data-folder.ts'
import { build } from '../storage/db/statement.ts'
import { sweep } from './sweep.ts'
import { openWorld, type World } from './testing/world.ts'
import { uploadStore } from './upload-store.ts'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR
let world: World
let dataFolder: string
beforeAll(async () => {
  world = await openWorld()
  dataFolder = await mkdtemp(join(tmpdir(), 'moorage-sweep-'))
})
afterAll(async () => {
  await world.close()
  await rm(dataFolder, { recursive: true })
})

const run = () => sweep({ ...world.app, config: { dataFolder } } as App)
const keys = async () => {
  const found: string[] = []
  for await (const { key } of world.app.blobs.list('')) found.push(key)
  return found.sort()
}

test('takes bytes that nothing refers to after a day, none while a backup is made, and never those of a revision, an old one or a rescued one', async () => {
  world.clock.now = Date.now()
  const id = await world.file(world.team, 'kept.txt', 'first')
  const grant = await world.grant(id)
  await world.lock(id, grant, 'a')
  const commit = { organizationId: world.organizationId, fileId: id, accountId: world.anna.accountId, now: world.clock.now }
  const received = await world.receive(id, 'second')
  await world.app.db.transact('commitContent', {
    ...commit,
    received,
    via: { kind: 'wopi', lock: 'a', grantId: grant, client: 'built-in', editors: [] },
  })
  const rescue = { grantId: grant, client: 'built-in', reason: 'LOCK_LOST' }
  await world.app.db.transact('keepRescue', { ...commit, ...rescue, received: await world.receive(id, 'third') })
  const referred = await keys()
  const orphan = await world.receive(id, 'nobody committed this')

  expect(await run()).toMatchObject({ blobs: 0 })
  world.clock.now += DAY + 60_000
  const backup = holdForBackup(dataFolder)
  const begun = (at: number) => utimes(join(dataFolder, 'backup.lock'), at / 1000, at / 1000)
  await begun(world.clock.now - HOUR)
  expect(await run()).toMatchObject({ blobs: 0 })
  await begun(world.clock.now - DAY - HOUR)
  await expect(run()).rejects.toThrow(/a backup has been under way since .* end that process if it hangs/)
  expect(await keys()).toContain(orphan.blobKey)
  backup.release()
  expect(await run()).toMatchObject({ blobs: 1 })
  expect(await keys()).toEqual(referred)
  expect(referred).not.toContain(orphan.blobKey)
})

test('trims what everybody has heard of, but the newest, which numbering goes on from', async () => {
  const seqs = async () =>
    (await world.app.db.read.query<{ seq: number }>(build.selectFrom('change').select('seq').orderBy('seq'))).map(({ seq }) => seq)
  const before = await seqs()
  world.clock.now += DAY
  await run()
  expect(await seqs()).toEqual(before.slice(-1))
  await world.folder(world.team, 'after the trim')
  expect((await seqs()).at(-1)).toBe((before.at(-1) ?? 0) + 1)
})

test('takes uploads that were begun a day ago, finished or not, and the half of one that a crash left', async () => {
  world.clock.now = Date.now()
  const uploads = uploadStore({ config: { dataFolder } as App['config'] })
  const begin = (id: string, hoursAgo: number) =>
    uploads.store.create(
      new Upload({ id, size: 5, offset: 0, metadata: {}, creation_date: new Date(Date.now() - hoursAgo * HOUR).toISOString() }),
    )
  await begin('left', 25)
  await begin('finished', 25)
  await writeFile(uploads.fileOf('finished'), 'whole')
  await uploads.complete('finished', 'x')
  await begin('young', 23)
  for (const name of ['bytes', 'record.json', 'torn.json.new']) {
    await writeFile(uploads.fileOf(name), '{')
    await utimes(uploads.fileOf(name), (Date.now() - 25 * HOUR) / 1000, (Date.now() - 25 * HOUR) / 1000)
  }
  expect(await run()).toMatchObject({ uploads: 5 })
  expect((await readdir(uploads.folder)).sort()).toEqual(['young', 'young.json'])
  expect(await uploads.record('young')).toMatchObject({ size: 5, offset: 0 })
})
