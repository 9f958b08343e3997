import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Item, Me, Problem } from '@moorage/api'
import { expect, test } from 'vitest'
import { begin, look, send, upload } from './files-upload.ts'
import { startServer } from './server.ts'

const MB = 1024 * 1024
const problem = async (answer: Response) => (await answer.json()) as Problem

test('a full disk is said in words, loses nothing, and is over when there is room again', async (context) => {
  const disk = await mkdtemp(join(tmpdir(), 'moorage-full-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', disk], { stdio: 'ignore' })
  } catch {
    await rm(disk, { recursive: true })
    return context.skip('making a small file system needs root on Linux')
  }
  const server = await startServer({ data: join(disk, 'data') })
  try {
    const anna = await server.signIn()
    const { myFiles } = await anna.get<Me>('/api/me')
    const mine = (name: string) => ({ folderId: myFiles.id, name })
    const kept = await upload(anna, mine('kept.txt'), Buffer.from('kept'))

    const tooMuch = await begin(anna, mine('too much.bin'), 100 * MB)
    expect([tooMuch.status, (await problem(tooMuch)).code]).toEqual([507, 'STORAGE_FULL'])

    const location = (await begin(anna, mine('broken off.bin'), 20 * MB)).headers.get('location') ?? ''
    const ballast = join(disk, 'ballast')
    await writeFile(ballast, Buffer.alloc(30 * MB)).catch(() => undefined)
    const refused = await send(anna, location, 0, Buffer.alloc(20 * MB, 'x'))
    expect([refused.status, (await problem(refused)).code]).toEqual([507, 'STORAGE_FULL'])
    expect(await (await anna.fetch(`/api/items/${kept.itemId}/download`)).text()).toBe('kept')

    const answer = await anna.post(`/api/folders/${myFiles.id}/files`, { name: 'No room', type: 'document' })
    if (!answer.ok) expect((await problem(answer)).code).toBe('STORAGE_FULL')

    await rm(ballast)
    const offset = Number((await look(anna, location)).headers.get('upload-offset'))
    expect(offset).toBeGreaterThan(0)
    const resumed = await send(anna, location, offset, Buffer.alloc(20 * MB - offset, 'x'))
    // the upload and its blob do not fit at once on so small a disk; what arrived is still there for later
    expect([204, 507]).toContain(resumed.status)
    expect((await anna.get<{ item: Item }>(`/api/items/${kept.itemId}`)).item.size).toBe(4)
    expect((await upload(anna, mine('fits.txt'), Buffer.from('fits'))).itemId).toBeDefined()
    expect(server.log.join('\n')).not.toMatch(/unexpected error/)
  } finally {
    await server.stop()
    execFileSync('umount', [disk])
    await rm(disk, { recursive: true })
  }
})
