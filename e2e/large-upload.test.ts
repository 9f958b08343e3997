import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, readFile, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Item } from '@moorage/api'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeFolder, Portal, row } from './portal-browser.ts'

const SIZE = 2_000_000_000
const RESIDENT = 250_000_000
/** what arrived, and what it becomes */
const ROOM = 3 * SIZE

let portal: Portal
let disk: string
beforeAll(async () => {
  portal = await Portal.start()
  disk = await mkdtemp(join(tmpdir(), 'moorage-large-'))
})
afterAll(async () => {
  await portal?.stop()
  if (disk) await rm(disk, { recursive: true, force: true })
})

/** Takes no room on the disk but for eleven islands, no two alike, so that no part can stand for another. */
async function sparse(path: string) {
  const file = await open(path, 'w')
  await file.truncate(SIZE)
  for (let island = 0; island < 10; island++) await file.write(randomBytes(64), 0, 64, (SIZE / 10) * island + island)
  await file.write(randomBytes(64), 0, 64, SIZE - 64)
  await file.close()
}

async function digest(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of stream) hash.update(part)
  return hash.digest('hex')
}

/** The most memory that the process ever held, in bytes. */
async function mostResident(pid: number): Promise<number> {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]
  if (!kilobytes) throw new Error('the kernel does not say what a process held at most')
  return Number(kilobytes) * 1024
}

const panel = (page: Page) => page.getByRole('region', { name: 'Uploads' })

async function throttle(context: BrowserContext, page: Page, bytesPerSecond: number) {
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  const whole = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: bytesPerSecond }
  await session.send('Network.emulateNetworkConditions', whole)
}

test.skipIf(process.platform !== 'linux')(
  'a 2 GB upload whose page is gone after 60 % goes on from there when the file is chosen again, server under 250 MB (skipped where there is no /proc)',
  { timeout: 300_000 },
  async ({ skip }) => {
    const { bavail, bsize } = await statfs(tmpdir())
    skip(bavail * bsize < ROOM, 'there is not enough room for temporary files')
    const { context, page, visitor, me } = await portal.open()
    const folder = await makeFolder(visitor, me.myFiles.id, 'Large')
    await page.goto(`/files/${folder.id}`)
    await page.getByText('Nothing here yet').waitFor()
    const path = join(disk, 'two-gigabytes.bin')
    await sparse(path)
    const choose = () => page.locator('input[data-upload=files]').setInputFiles(path)

    // slow enough to be cut before its end
    await throttle(context, page, 60_000_000)
    await choose()
    const sent = digest(createReadStream(path, { highWaterMark: 1024 * 1024 }))
    await panel(page)
      .getByText(/^[6-9]\d% of/)
      .waitFor({ timeout: 150_000 })
    page.on('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await panel(page)
      .getByText(/^Interrupted/)
      .waitFor()

    await throttle(context, page, -1)
    const offsets: number[] = []
    page.on('request', (request) => {
      if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']))
    })
    await choose()
    await panel(page).getByText('1 file uploaded').waitFor({ timeout: 150_000 })
    expect(Math.min(...offsets)).toBeGreaterThanOrEqual(SIZE * 0.58)
    expect(Math.max(...offsets)).toBeLessThan(SIZE)

    const id = await row(page, 'two-gigabytes.bin').getAttribute('data-id')
    expect((await visitor.get<{ item: Item }>(`/api/items/${id}`)).item).toMatchObject({ size: SIZE })
    const answer = await visitor.fetch(`/api/items/${id}/download`)
    const arrived = digest(Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]))
    expect(await arrived).toBe(await sent)
    expect(await mostResident(portal.server.child.pid as number)).toBeLessThan(RESIDENT)
    await context.close()
  },
)
