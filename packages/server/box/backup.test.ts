import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, truncate, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BoxServer, moorage, startServer } from './server.ts'
import { type Held, newFile, wopi } from './wopi-requests.ts'

const FILES = 3
/** a dozen processes start one after the other, while clients save as fast as they can */
const PATIENCE_MS = 180_000
const BEFORE = 4
let server: BoxServer
let folder: string
let out: string
let held: Held[]
beforeAll(async () => {
  server = await startServer()
  folder = await mkdtemp(join(tmpdir(), 'moorage-backup-'))
  out = join(folder, 'backup')
  const first = await server.session('anna@demo.test', '/My Files/Start here.docx')
  held = await Promise.all(Array.from({ length: FILES }, (_, n) => newFile(first, 'empty', `saved-${n}.txt`)))
  for (const one of held) await wopi.lock(one, 'backup')
})
afterAll(async () => {
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** A client that saves until it is told to stop: what was acknowledged, in order, with the versions that it was given. */
function saver(file: Held, n: number) {
  const acknowledged: { body: string; version: string | undefined }[] = []
  let stopping = false
  const running = (async () => {
    for (let save = 0; !stopping; save++) {
      const body = `${n} ${save} ${randomBytes(20_000).toString('hex')}`
      const answer = await wopi.put(file, body, 'backup')
      if (answer.status !== 200) throw new Error(`save ${save} of file ${n} was answered ${answer.status}`)
      acknowledged.push({ body, version: answer.headers['x-wopi-itemversion'] })
    }
  })()
  return {
    acknowledged,
    stop: () => {
      stopping = true
      return running
    },
  }
}

const failure = (work: Promise<unknown>) =>
  work.then(
    () => 'it did not fail',
    (error: { stderr?: string; stdout?: string }) => `${error.stderr}${error.stdout}`,
  )

test('a backup made while clients save has every save that was acknowledged before it began, byte for byte', {
  timeout: PATIENCE_MS,
}, async () => {
  const savers = held.map(saver)
  await expect.poll(() => Math.min(...savers.map(({ acknowledged }) => acknowledged.length)), { timeout: 30_000 }).toBeGreaterThan(BEFORE)
  const before = savers.map(({ acknowledged }) => acknowledged.length)
  expect(await server.command('backup', '--out', out)).toMatch(/Backed up .* the database, \d+ files and \d+ contents/)
  const during = savers.map(({ acknowledged }) => acknowledged.length)
  // it was not idle meanwhile
  expect(Math.max(...during.map((count, n) => count - (before[n] as number)))).toBeGreaterThan(0)
  await Promise.all(savers.map(({ stop }) => stop()))
  expect(await server.command('backup', '--verify', out)).toContain('is whole')

  const data = join(folder, 'restored')
  const restoring = await moorage('restore', '--from', out, '--data', data)
  expect(restoring).toContain('Restored the backup')
  expect((await stat(data)).mode & 0o077).toBe(0)
  expect((await readdir(data)).filter((name) => name.includes('restored'))).toEqual([])
  const restored = await startServer({ data })
  try {
    for (const [n, { acknowledged }] of savers.entries()) {
      const again = await restored.session('anna@demo.test', `/My Files/saved-${n}.txt`)
      const content = (await wopi.get(again)).body
      const index = acknowledged.findIndex(({ body }) => body === content)
      expect(index).toBeGreaterThanOrEqual((before[n] as number) - 1)
      // nobody holds a lock there, and no version is said again
      const locked = await wopi.lock(again, 'after')
      expect(locked.status).toBe(200)
      const version = (await wopi.put(again, 'after the restore', 'after')).headers['x-wopi-itemversion']
      expect(version).toBeDefined()
      expect(acknowledged.map((save) => save.version)).not.toContain(version)
      const whole = (await wopi.info(again)).json<{ Version: string }>().Version
      expect(Number(whole.split('.')[0])).toBeGreaterThan(1_000_000_000)
    }
    // the same token, of before the backup: whoever still has a document open may take its lock again
    const mine = { ...(held[0] as Held), wopiSrc: (held[0] as Held).wopiSrc.replace(server.wopi, restored.wopi) }
    expect((await wopi.info(mine)).status).toBe(200)
  } finally {
    await restored.stop()
  }
})

test('a second backup copies only what is new, and what nothing needs any more goes', async () => {
  await wopi.put(held[0] as Held, 'one more save', 'backup')
  await server.command('backup', '--out', out)
  await wopi.put(held[0] as Held, 'and another', 'backup')
  await writeFile(join(out, 'blobs', 'nobodys'), 'x')
  expect(await server.command('backup', '--out', out)).toContain('1 contents were new, 1 are needed no more and went.')
  expect((await readdir(out)).filter((name) => name.startsWith('snapshot-'))).toHaveLength(1)
  expect(await server.command('backup', '--verify', out)).toContain('is whole')
})

test('what is damaged in a backup is found, and mended by the next', { timeout: PATIENCE_MS }, async () => {
  const manifest = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8')) as { snapshot: string }
  const lines = (await readFile(join(out, manifest.snapshot, 'contents.sha256'), 'utf8')).trim().split('\n')
  const [gone, cut] = [lines[0], lines[1]].map((line) => join(out, (line as string).split('  ')[1] as string)) as [string, string]
  await unlink(gone)
  await truncate(cut, 1)
  const said = await failure(server.command('backup', '--verify', out))
  expect(said).toMatch(/is missing\.\n.*is damaged\./)
  const data = join(folder, 'damaged')
  expect(await failure(moorage('restore', '--from', out, '--data', data))).toContain('2 contents are missing or damaged')
  expect(await server.command('backup', '--out', out)).toContain('2 contents were new')
  expect(await server.command('backup', '--verify', out)).toContain('is whole')
})

test('nothing is overwritten: a folder with something in it, another installation’s backup, the data folder itself', {
  timeout: PATIENCE_MS,
}, async () => {
  expect(await failure(moorage('restore', '--from', out, '--data', server.data))).toContain('is not empty')
  expect(await failure(moorage('restore', '--from', folder, '--data', join(folder, 'new')))).toContain('There is no backup in')
  expect(await failure(server.command('backup', '--out', join(server.data, 'backup')))).toContain('inside the data folder')
  expect(await failure(server.command('backup', '--out', folder))).toContain('is not empty')
  const other = await startServer()
  try {
    expect(await failure(other.command('backup', '--out', out))).toContain('another installation')
  } finally {
    await other.stop()
  }
})

test('no server starts in a folder whose restore was cut short', async () => {
  const data = join(folder, 'half')
  await moorage('restore', '--from', out, '--data', data)
  await writeFile(join(data, 'restoring'), '')
  await expect(startServer({ data })).rejects.toThrow('A restore into')
})
