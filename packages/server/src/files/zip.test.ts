import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../app.ts'
import { openWorld, type World } from './testing/world.ts'
import { zipOf } from './zip.ts'

let world: World
let folder: string
const opened: Readable[] = []
/** the real store, noting which streams are open */
let app: Pick<App, 'db' | 'blobs'>
beforeAll(async () => {
  world = await openWorld()
  folder = await world.folder(world.team, 'Big')
  for (const name of ['a.bin', 'b.bin', 'c.txt']) {
    const id = await world.file(folder, name)
    const received = await world.receive(id, randomBytes(4_000_000))
    const { organizationId, anna, clock } = world
    const via = { kind: 'upload' } as const
    await world.app.db.transact('commitContent', { organizationId, fileId: id, received, accountId: anna.accountId, now: clock.now, via })
  }
  const blobs: App['blobs'] = {
    ...world.app.blobs,
    get: async (...args) => {
      const stream = await world.app.blobs.get(...args)
      opened.push(stream)
      return stream
    },
  }
  app = { db: world.app.db, blobs }
})
afterAll(() => world.close())

test('holds whole files, one open at a time', async () => {
  let most = 0
  const zip = zipOf(app, [await world.node(folder)])
  zip.on('data', () => {
    most = Math.max(most, opened.filter(({ closed }) => !closed).length)
  })
  const files = unzipSync(new Uint8Array(await buffer(zip)))
  expect(Object.entries(files).map(([name, bytes]) => [name, bytes.length])).toEqual([
    ['Big/a.bin', 4_000_000],
    ['Big/b.bin', 4_000_000],
    ['Big/c.txt', 4_000_000],
  ])
  expect(most).toBe(1)
})

test('that nobody reads to the end lets its file go and opens no further one', async () => {
  opened.length = 0
  const zip = zipOf(app, [await world.node(folder)])
  await once(zip, 'readable')
  zip.destroy()
  await Promise.all(opened.map((stream) => stream.closed || once(stream, 'close').catch(() => undefined)))
  expect(opened).toHaveLength(1)
})
