import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { diskBlobs } from '../../storage/blobs/disk.ts'
import { connect } from '../../storage/db/connect.ts'
import { type DoctorWorld, openDoctorWorld } from '../testing/doctor-world.ts'
import { judgeInodes, judgeSpace } from './disk-space.ts'

const MB = 1024 * 1024
const STORAGE = [
  ...['blob-write', 'blob-rename', 'content-there', 'free-space', 'migrations', 'database-intact', 'database-references'],
  ...['database-log', 'lock-store', 'organization-space', 'unsaved-work', 'data-folder', 'leftovers'],
]

/** A file system of its own, when this machine lets us make one. */
function mounted(folder: string, size: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const MOUNTS = 'making a small file system needs root on Linux'

describe('in a data folder', () => {
  let world: DoctorWorld
  beforeAll(async () => {
    world = await openDoctorWorld()
    await world.file('Plan.txt', 'all of it')
  })
  afterAll(() => world.close())

  test.each(STORAGE)('%s finds nothing where all is well', async (id) => {
    expect(await world.look(id)).toEqual({ status: 'ok', seen: expect.any(String) })
  })

  test('contents that others on this machine could read are named, and kept from them by the fix', async () => {
    await chmod(world.folder, 0o755)
    const found = await world.look('data-folder')
    expect(found).toMatchObject({ status: 'warning', seen: expect.stringContaining('0755'), change: expect.stringContaining('chmod 0700') })
    expect(await found.fix?.()).toContain('0700')
    expect((await stat(world.folder)).mode & 0o777).toBe(0o700)
    expect((await world.look('data-folder')).status).toBe('ok')
  })

  test('uploads and bodies that a crash left two days ago are named and removed; younger ones stay', async () => {
    const [old, young] = ['old', 'young'].map((name) => join(world.folder, 'blobs/.incoming', name)) as [string, string]
    for (const path of [old, young]) await writeFile(path, 'half')
    const before = Date.now() / 1000 - 3 * 24 * 60 * 60
    await utimes(old, before, before)
    const found = await world.look('leftovers')
    expect(found).toMatchObject({ status: 'warning', seen: expect.stringContaining('1 unfinished file (4 bytes)') })
    await found.fix?.()
    expect(await readdir(join(world.folder, 'blobs/.incoming'))).toEqual(['young'])
    await rm(young)
    expect((await world.look('leftovers')).status).toBe('ok')
  })

  test('requests that their owner may not write are a failure that the fix mends', async () => {
    expect((await world.look('requests-folder')).status).toBe('not-applicable')
    const requests = join(world.folder, 'requests')
    execFileSync('mkdir', [requests])
    await chmod(requests, 0o500)
    const found = await world.look('requests-folder')
    expect(found).toMatchObject({ status: 'failure', seen: expect.stringContaining('0500') })
    await found.fix?.()
    expect((await world.look('requests-folder')).status).toBe('ok')
    await rm(requests, { recursive: true })
    await writeFile(requests, '')
    expect((await world.look('requests-folder')).status).toBe('failure')
    await rm(requests)
  })

  test('keys of the built-in editor that are none, or that anybody may read', async () => {
    expect((await world.look('editor-keys')).status).toBe('not-applicable')
    const file = join(world.folder, 'editor-keys.json')
    await writeFile(file, '{"current":"none"}', { mode: 0o600 })
    expect(await world.look('editor-keys')).toMatchObject({ status: 'failure', seen: 'The file does not hold proof keys' })
    const { rotateProofKeys } = await import('@moorage/editor')
    await rm(file)
    await rotateProofKeys(file)
    expect((await world.look('editor-keys')).status).toBe('ok')
    await chmod(file, 0o644)
    const found = await world.look('editor-keys')
    expect(found).toMatchObject({ status: 'warning', seen: expect.stringContaining('0644') })
    await found.fix?.()
    expect((await world.look('editor-keys')).status).toBe('ok')
  })

  test('a long write-ahead log', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'moorage-log-'))
    await writeFile(join(folder, 'moorage.db-wal'), '')
    await truncate(join(folder, 'moorage.db-wal'), 300 * MB)
    const { databaseChecks } = await import('./database.ts')
    const config = { ...world.app.config, dataFolder: folder }
    const found = await databaseChecks.find(({ id }) => id === 'database-log')?.lookIn({ config, now: Date.now })
    expect(found).toMatchObject({ status: 'warning', seen: expect.stringContaining('300 MB') })
    await rm(folder, { recursive: true })
  })

  test('a lock that cannot be taken as another program keeps the database', async () => {
    const other = connect(join(world.folder, 'moorage.db'))
    other.exec('begin immediate')
    try {
      expect(await world.look('lock-store')).toMatchObject({ status: 'failure', seen: 'Another program keeps the database locked' })
    } finally {
      other.exec('rollback')
      other.close()
    }
    expect((await world.look('lock-store')).status).toBe('ok')
  })

  test('the race of locks leaves nothing behind', async () => {
    await world.look('lock-store')
    const { settingRow } = await import('../../installation.ts')
    expect(await world.app.db.read.get(settingRow, { name: 'lock_trial' })).toBeUndefined()
  })
})

describe('where something is broken', () => {
  let world: DoctorWorld
  beforeEach(async () => {
    world = await openDoctorWorld()
  })
  afterEach(() => world.close())

  test('content that is missing or cut short is found', async () => {
    const [gone, cut] = [await world.file('Gone.txt', 'all of it'), await world.file('Cut.txt', 'all of it')]
    await rm(gone.blob)
    expect(await world.look('content-there')).toMatchObject({ status: 'failure', seen: expect.stringMatching(/^1 file has/) })
    await truncate(cut.blob, 3)
    const found = await world.look('content-there')
    expect(found).toMatchObject({ status: 'failure', seen: expect.stringMatching(/^2 files have/) })
    expect(JSON.stringify(found)).not.toContain(world.folder)
  })

  test('rows that name what is not there are found, with their table', async () => {
    world.arrange(`pragma foreign_keys = off; update root set owner_id = 'nobody' where owner_id = '${world.anna.id}'`)
    expect(await world.look('database-references')).toMatchObject({ status: 'failure', seen: expect.stringContaining('(root)') })
  })

  test('a damaged database is found without stopping the server', async () => {
    const script = Array.from({ length: 3000 }, (_, n) => `insert into name_word values ('o', 'r', 'word${n}', 'n${n}');`).join('')
    world.arrange(`pragma foreign_keys = off; begin; ${script} commit; pragma wal_checkpoint(truncate)`)
    const file = join(world.folder, 'moorage.db')
    const { size } = await stat(file)
    execFileSync('dd', ['if=/dev/urandom', `of=${file}`, 'bs=4096', `seek=${Math.floor(size / 4096 / 2)}`, 'count=20', 'conv=notrunc'], {
      stdio: 'ignore',
    })
    expect(await world.look('database-intact')).toMatchObject({ status: 'failure', seen: expect.stringMatching(/damaged|cannot be read/) })
  })

  test('a database that a newer Moorage worked with', async () => {
    world.arrange('insert into migration values (999, 1)')
    expect(await world.look('migrations')).toMatchObject({ status: 'failure', change: expect.stringContaining('newer Moorage') })
    world.arrange('delete from migration where number > 3')
    expect(await world.look('migrations')).toMatchObject({ status: 'warning', seen: expect.stringContaining('3 of') })
  })

  test('an organization that used up its space', async () => {
    world.arrange(`update organization set quota = 100, used = 100 where id = '${world.organizationId}'`)
    expect(await world.look('organization-space')).toMatchObject({ status: 'warning', seen: expect.stringContaining('1 all of it') })
  })

  test('refused saves that wait for somebody are counted', async () => {
    const { id } = await world.file('Plan.txt', 'all of it')
    world.arrange(
      `insert into revision select organization_id, file_id, 'rescue', 0, 9, sha256, created_at, author_id, editors, 'rescue', 'rescue', client, 'lock' from revision where file_id = '${id}'`,
    )
    expect(await world.look('unsaved-work')).toMatchObject({
      status: 'ok',
      seen: expect.stringContaining('1 refused save was kept for 1 person'),
    })
  })

  test('a folder of contents on another file system', async (context) => {
    await world.file('Plan.txt', 'all of it')
    const folder = join(world.folder, 'blobs', world.organizationId)
    if (!mounted(folder, '1m')) return context.skip(MOUNTS)
    try {
      expect(await world.look('blob-rename')).toMatchObject({ status: 'failure', seen: expect.stringContaining('on another file system') })
    } finally {
      execFileSync('umount', [folder])
    }
    expect((await world.look('blob-rename')).status).toBe('ok')
  })

  test('a full disk: nothing can be written, and that is why', async (context) => {
    const folder = await mkdtemp(join(tmpdir(), 'moorage-full-'))
    if (!mounted(folder, '1m')) return context.skip(MOUNTS)
    try {
      world.app.blobs = await diskBlobs(join(folder, 'blobs'))
      expect((await world.look('blob-write')).status).toBe('ok')
      await writeFile(join(folder, 'ballast'), Buffer.alloc(2 * MB)).catch(() => undefined)
      expect(await world.look('blob-write')).toMatchObject({ status: 'failure', seen: 'The disk is full: nothing can be written' })
      const { diskSpaceChecks } = await import('./disk-space.ts')
      const config = { ...world.app.config, dataFolder: folder }
      const space = await diskSpaceChecks.find(({ id }) => id === 'free-space')?.lookIn({ config, now: Date.now })
      expect(space).toMatchObject({ status: 'failure', seen: expect.stringMatching(/^0 bytes of/) })
    } finally {
      execFileSync('umount', [folder])
      await rm(folder, { recursive: true })
    }
  })

  test('a file system without inodes', async (context) => {
    const folder = await mkdtemp(join(tmpdir(), 'moorage-inodes-'))
    if (!mounted(folder, '40m,nr_inodes=10')) return context.skip(MOUNTS)
    try {
      const { diskSpaceChecks } = await import('./disk-space.ts')
      const config = { ...world.app.config, dataFolder: folder }
      const found = await diskSpaceChecks.find(({ id }) => id === 'inodes')?.lookIn({ config, now: Date.now })
      expect(found).toMatchObject({ status: 'failure', seen: expect.stringContaining('of 10 inodes') })
    } finally {
      execFileSync('umount', [folder])
      await rm(folder, { recursive: true })
    }
  })
})

test('how much room is enough', () => {
  const GB = 1024 * MB
  expect(judgeSpace({ free: 50 * MB, whole: 100 * GB }, GB).status).toBe('failure')
  expect(judgeSpace({ free: 5 * GB, whole: 50 * GB }, GB).status).toBe('warning')
  expect(judgeSpace({ free: 5 * GB, whole: 50 * GB }, 100 * MB).status).toBe('ok')
  expect(judgeSpace({ free: 40 * GB, whole: 1000 * GB }, 100 * MB).status).toBe('warning')
  expect(judgeSpace({ free: 400 * GB, whole: 20_000 * GB }, 25 * GB).status).toBe('ok')
  expect(judgeInodes({ free: 0, whole: 0 }).status).toBe('not-applicable')
  expect(judgeInodes({ free: 2000, whole: 1_000_000 }).status).toBe('warning')
})
