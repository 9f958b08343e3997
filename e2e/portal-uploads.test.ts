import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Visitor } from '../packages/server/box/server.ts'
import { makeFolder, makeText, names, Portal, row } from './portal-browser.ts'

let portal: Portal
let disk: string
let context: BrowserContext
let page: Page
let visitor: Visitor
let folder: { id: string; name: string }
let number = 0

beforeAll(async () => {
  portal = await Portal.start()
  disk = await mkdtemp(join(tmpdir(), 'moorage-uploads-'))
})
afterAll(async () => {
  await portal?.stop()
  await rm(disk, { recursive: true, force: true })
})
beforeEach(async () => {
  const opened = await portal.open()
  ;({ context, page, visitor } = opened)
  folder = await makeFolder(visitor, opened.me.myFiles.id, `Uploads ${++number}`)
  await page.goto(`/files/${folder.id}`)
  await page.getByText('Nothing here yet').waitFor()
})
afterEach(() => context.close())

const choose = (...files: string[]) => page.locator('input[data-upload=files]').setInputFiles(files)
const panel = () => page.getByRole('region', { name: 'Uploads' })
const text = (name: string, content = name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })

/** A drop from the desktop, as the browser's own input layer makes it. */
async function drop(paths: string[]) {
  const session = await context.newCDPSession(page)
  const data = { items: [], files: paths, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 700, y: 500, data })
}

test('a dropped folder arrives with everything in it', async () => {
  const harbour = join(disk, 'Harbour')
  await mkdir(join(harbour, 'Deep', 'Deeper'), { recursive: true })
  await writeFile(join(harbour, 'one.txt'), 'one')
  await writeFile(join(harbour, 'Deep', 'Deeper', 'two.txt'), 'two')
  await writeFile(join(harbour, '.DS_Store'), 'litter')
  await drop([harbour])
  await panel().getByText('2 files uploaded').waitFor()
  await row(page, 'Harbour').getByRole('link').click()
  await expect.poll(() => names(page)).toEqual(['Deep', 'one.txt'])
  await row(page, 'Deep').getByRole('link').click()
  await row(page, 'Deeper').getByRole('link').click()
  await row(page, 'two.txt').waitFor()
})

test('a name that is taken is asked about, once for all if one likes', async () => {
  for (const name of ['a.txt', 'b.txt', 'c.txt']) await makeText(visitor, folder.id, name)
  await row(page, 'c.txt').waitFor()
  await page.locator('input[data-upload=files]').setInputFiles([text('a.txt'), text('b.txt'), text('c.txt')])
  await page.getByRole('heading', { name: /is here already$/ }).waitFor()
  await page.getByRole('radio', { name: /^Replace/ }).check()
  await page.getByRole('checkbox', { name: /^Do the same/ }).check()
  await page.getByRole('button', { name: 'Replace' }).click()
  await panel().getByText('3 files uploaded').waitFor()
  expect(await names(page)).toEqual(['a.txt', 'b.txt', 'c.txt'])
  const id = await row(page, 'b.txt').getAttribute('data-id')
  expect(await (await visitor.fetch(`/api/items/${id}/download`)).text()).toBe('b.txt')
})

test('a skipped file stays away', async () => {
  await makeText(visitor, folder.id, 'a.txt')
  await row(page, 'a.txt').waitFor()
  await page.locator('input[data-upload=files]').setInputFiles(text('a.txt', 'new'))
  await page.getByRole('button', { name: 'Skip' }).click()
  await panel().getByText('Skipped').waitFor()
  expect(await names(page)).toEqual(['a.txt'])
})

test('an upload can be cancelled, and nothing of it arrives', async () => {
  const file = join(disk, 'cancelled.bin')
  await writeFile(file, randomBytes(20_000_000))
  await slow(2_000_000)
  await choose(file)
  await panel()
    .getByText(/^[1-9]\d?% of/)
    .waitFor()
  await panel().getByRole('button', { name: 'Cancel the upload of cancelled.bin' }).click()
  await panel().getByText('Cancelled', { exact: true }).waitFor()
  await page.reload()
  await page.getByText('Nothing here yet').waitFor()
  expect(await panel().count()).toBe(0)
})

async function slow(bytesPerSecond: number) {
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond,
  })
}

test('an upload that a reload cut goes on where it was when the same file is chosen again', async () => {
  const content = randomBytes(24_000_000)
  const file = join(disk, 'large.bin')
  await writeFile(file, content)
  await slow(4_000_000)
  await choose(file)
  await panel()
    .getByText(/^[3-9]\d% of/)
    .waitFor()
  page.on('dialog', (dialog) => void dialog.accept())
  await page.reload()
  await slow(-1)
  await panel()
    .getByText(/^Interrupted/)
    .waitFor()
  const patch = page.waitForRequest((request) => request.method() === 'PATCH')
  await choose(file)
  expect(Number((await patch).headers()['upload-offset'])).toBeGreaterThan(1_000_000)
  await panel().getByText('1 file uploaded').waitFor()
  const id = await row(page, 'large.bin').getAttribute('data-id')
  const arrived = Buffer.from(await (await visitor.fetch(`/api/items/${id}/download`)).arrayBuffer())
  expect(createHash('sha256').update(arrived).digest('hex')).toBe(createHash('sha256').update(content).digest('hex'))
})

test('an interrupted upload can be forgotten', async () => {
  const file = join(disk, 'forgotten.bin')
  await writeFile(file, randomBytes(8_000_000))
  await slow(1_000_000)
  await choose(file)
  await panel()
    .getByText(/^[1-9]\d?% of/)
    .waitFor()
  page.on('dialog', (dialog) => void dialog.accept())
  await page.reload()
  await panel().getByRole('button', { name: 'Cancel the upload of forgotten.bin' }).click()
  await panel().waitFor({ state: 'detached' })
  await page.reload()
  await page.getByText('Nothing here yet').waitFor()
  expect(await panel().count()).toBe(0)
})

test('a name that cannot be is said at the file, the others arrive', async () => {
  await page.locator('input[data-upload=files]').setInputFiles([text('CON.txt'), text('fine.txt')])
  await row(page, 'fine.txt').waitFor()
  await panel().getByText('1 file could not be uploaded').waitFor()
  expect(await panel().getByRole('button', { name: 'Try CON.txt again' }).count()).toBe(1)
})
