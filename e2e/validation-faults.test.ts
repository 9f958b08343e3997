import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify, { type FastifyInstance } from 'fastify'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { editorPlugin } from '../packages/editor/src/plugin.ts'
import { FAULTS } from '../packages/validator/src/testing/faults.ts'
import { type Fault, type MemoryHost, startMemoryHost } from '../packages/validator/src/testing/memory-host.ts'

const SHOTS = process.env.MOORAGE_TEST_SHOTS
const WEB = new URL('../packages/editor/dist/web', import.meta.url).pathname

let browser: Browser
let folder: string
let editor: FastifyInstance
let host: MemoryHost
let portal: Server
let page: Page
/** what the host gets wrong just now */
let fault: Fault | undefined

const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moorage-faults-'))
  browser = await chromium.launch({
    executablePath: process.env.MOORAGE_TEST_BROWSER ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  })
})
afterAll(async () => {
  await browser?.close()
  await rm(folder, { recursive: true })
})

/** A host whose answers a test may change, the editor, and a page that posts its form as any host page does. */
beforeEach(async () => {
  host = await startMemoryHost({ fault: (request, answer) => (fault ? fault(request, answer) : answer(request)) })
  portal = createServer((_request, response) => {
    const action = `${addressOf(editor.server)}/validation?WOPISrc=${encodeURIComponent(host.wopiSrc)}`
    response.setHeader('content-type', 'text/html')
    response.end(
      `<form method="post" action="${action}"><input name="access_token" value="${host.accessToken}"><button>Open</button></form>`,
    )
  })
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve))
  editor = fastify()
  // the origin is known only once it listens
  const listening = createServer()
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const { port } = listening.address() as AddressInfo
  await new Promise((resolve) => listening.close(resolve))
  await editor.register(editorPlugin, {
    origin: `http://127.0.0.1:${port}`,
    wopiOrigins: [new URL(host.wopiSrc).origin],
    portalOrigins: () => [addressOf(portal)],
    keysFile: join(folder, 'keys.json'),
    converter: { program: 'off', folder: '', hidden: '' },
    webFolder: WEB,
    log: { warn() {}, error() {} },
  })
  await editor.listen({ port, host: '127.0.0.1' })
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
})
afterEach(async () => {
  fault = undefined
  await page.close()
  await editor.close()
  await host.close()
  portal.close()
})

async function runOwn() {
  await page.goto(addressOf(portal))
  await page.getByRole('button', { name: 'Open' }).click()
  await page.getByRole('combobox', { name: 'Cases' }).selectOption('own')
  await page.getByRole('button', { name: 'Run all' }).click()
  await page.locator('[role=status][data-finished="1"]').waitFor({ timeout: 60_000 })
}

/** One case of ours that must be red for a fault of that name; the faults of CheckFileInfo let nothing run at all. */
const RED: Record<string, string> = {
  'a version that never changes': 'PutFile.NewVersion',
  'an Unlock of an unlocked file that succeeds': 'Unlock.Unlocked',
  'a conflict that does not name the lock': 'Lock.Held',
  'a conflict that names another lock': 'PutFile.WrongLock',
  'a save without lock that succeeds': 'PutFile.NoLock',
  'GetFile by way of a redirect': 'GetFile.WhatWasSaved',
  'a Content-Length that is not the length': 'GetFile.WhileLocked',
  'bytes of yesterday': 'GetFile.WhatWasSaved',
  'any token': 'CheckFileInfo.WrongToken',
  'names that are not read as UTF-7': 'PutRelativeFile.Exact',
  'a new file whose address has no token': 'PutRelativeFile.NewFile',
  'a rename over somebody’s lock': 'RenameFile.WrongLock',
}

for (const { name, fault: broken } of FAULTS)
  test(`${name} is red in the page`, async () => {
    fault = broken
    await runOwn()
    const red = RED[name]
    if (!red) {
      expect(await page.getByRole('status').first().innerText()).toMatch(/^0 passed\s+0 failed\s+\d+ skipped/)
      await page.getByText('Nothing passed, so nothing is shown.').waitFor()
      return
    }
    const row = page.locator(`[data-case="${red}"]`)
    expect(await row.getAttribute('data-status')).toBe('failed')
    await page.getByRole('button', { name: 'Only failed' }).click()
    await row.getByRole('button').first().click()
    await row.getByText('expected').first().waitFor()
    if (SHOTS && red === 'Lock.Held') {
      await row.scrollIntoViewIfNeeded()
      await page.screenshot({ path: `${SHOTS}/fault.png` })
    }
  })

test('what a run leaves where no folders are shown is still offered after a reload, found by the next run, and deleted', async () => {
  fault = (request, answer) =>
    request.headers['x-wopi-override'] === 'DELETE'
      ? Promise.resolve({ status: 409, headers: { 'X-WOPI-Lock': 'somebody' } })
      : answer(request)
  const open = async () => {
    await page.goto(addressOf(portal))
    await page.getByRole('button', { name: 'Open' }).click()
    await page.getByRole('combobox', { name: 'Cases' }).selectOption('own')
  }
  const runOne = async (name: string, count: number) => {
    await page.getByRole('button', { name: `Run ${name} alone` }).click()
    await page.locator(`[role=status][data-finished="${count}"]`).waitFor({ timeout: 60_000 })
  }
  await open()
  await runOne('PutRelativeFile.NewFile', 1)
  await page.getByText('The tests left one thing behind: moorage-case.wopitest').waitFor()
  await open()
  await page.getByText('The tests left one thing behind: moorage-case.wopitest').waitFor()
  fault = undefined
  await runOne('CheckFileInfo.Required', 1)
  await page.getByText('The tests left one thing behind: moorage-case.wopitest').waitFor()
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(host.accessToken)
  await page.getByRole('button', { name: 'Delete them' }).click()
  await page.getByText('Everything that the tests left behind is deleted.').waitFor()
  await open()
  await runOne('PutRelativeFile.NewFile', 1)
  expect(await page.getByText('left one thing behind').count()).toBe(0)
})
