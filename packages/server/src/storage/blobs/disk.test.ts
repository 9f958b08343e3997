import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { blobStoreContract } from './blob-store.contract.ts'
import { BlobStoreFull } from './blob-store.ts'
import { diskBlobs } from './disk.ts'

const folders: string[] = []
const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'moorage-blobs-'))
  folders.push(folder)
  return folder
}
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

describe('blobs on disk', () => {
  blobStoreContract(async () => diskBlobs(await newFolder()))

  test('a crash leaves only what the next start a day later removes', async () => {
    const folder = await newFolder()
    await mkdir(join(folder, '.incoming'))
    const [old, young] = ['old', 'young'].map((name) => join(folder, '.incoming', name)) as [string, string]
    await writeFile(old, 'x')
    await writeFile(young, 'x')
    const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 60 * 60
    await utimes(old, twoDaysAgo, twoDaysAgo)
    await diskBlobs(folder)
    expect([existsSync(old), existsSync(young)]).toEqual([false, true])
  })

  test('a full disk is said clearly and leaves nothing', async (context) => {
    const folder = await newFolder()
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder], { stdio: 'ignore' })
    } catch {
      return context.skip('making a small file system needs root on Linux')
    }
    try {
      const store = await diskBlobs(folder)
      const body = (async function* () {
        for (let n = 0; n < 100; n++) yield Buffer.alloc(64 * 1024)
      })()
      await expect(store.put('org/file/a', body)).rejects.toBeInstanceOf(BlobStoreFull)
      expect(await readdir(join(folder, '.incoming'))).toEqual([])
      await store.put(
        'org/file/small',
        (async function* () {
          yield Buffer.from('fits')
        })(),
      )
    } finally {
      execFileSync('umount', [folder])
    }
  })
})
