import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EditorPages, type OpenDocument, type Person, serveEditorPages } from './editor-pages.ts'

const SHOTS = process.env.MOORAGE_TEST_SHOTS

let pages: EditorPages
let anna: Person
let opened: OpenDocument
beforeAll(async () => {
  pages = await serveEditorPages()
  anna = await pages.signIn('anna@demo.test', { viewport: { width: 1440, height: 900 } })
})
afterAll(() => pages?.close())

const shot = async (page: Page, name: string) => {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` })
}

const countsOf = (editor: FrameLocator) => editor.locator('.counts')

/** Starts a run and waits for its end. */
async function ended(editor: FrameLocator, start: () => Promise<void>) {
  const before = Number(await countsOf(editor).getAttribute('data-finished'))
  await start()
  await editor.locator(`[role=status][data-finished="${before + 1}"]`).waitFor({ timeout: 80_000 })
}

/** The counts after a run of all. */
async function runAll(editor: FrameLocator): Promise<string> {
  await ended(editor, () => editor.getByRole('button', { name: 'Run all' }).click())
  return countsOf(editor).innerText()
}

test('a click on a .wopitest in My Files opens the validator, edge to edge, and runs every case', async () => {
  const page = await anna.context.newPage()
  await page.goto(`${pages.server.portal}/`)
  const [host] = await Promise.all([anna.context.waitForEvent('page'), page.getByText('Validation.wopitest').first().click()])
  const editor = host.frameLocator('#office_frame')
  opened = { page: host, editor, itemId: await anna.find('Validation.wopitest') }
  await editor.getByRole('button', { name: 'Run all' }).waitFor()
  expect(await host.locator('#office_frame').boundingBox()).toMatchObject({ x: 0, y: 0, width: 1440, height: 900 })
  await editor.getByRole('combobox', { name: 'Cases' }).selectOption('own')
  await shot(host, 'desk-before')
  const counts = await runAll(editor)
  expect(counts).toMatch(/^[1-9]\d+ passed\s+0 failed\s+\d+ skipped$/)
  await shot(host, 'desk-light')
})

const MICROSOFT = existsSync(new URL('../../shared/wopi/validator/TestCases.xml', import.meta.url))
test.skipIf(!MICROSOFT)(`Microsoft’s cases are offered first, none fails${MICROSOFT ? '' : ' (skipped: they are not here)'}`, async () => {
  const { editor, page } = opened
  await editor.getByRole('combobox', { name: 'Cases' }).selectOption('microsoft')
  expect(await editor.getByRole('combobox', { name: 'Cases' }).locator('option').first().innerText()).toBe('Microsoft’s 224 cases')
  expect(await runAll(editor)).toMatch(/^[1-9]\d+ passed\s+0 failed\s+\d+ skipped$/)
  expect(await editor.locator('[data-group=ProofKeys] .group-counts').innerText()).toBe('7 passed')
  await shot(page, 'desk-microsoft')
  const web = await countsOf(editor).innerText()
  await editor.getByRole('combobox', { name: 'Seen as' }).selectOption('native')
  await page.waitForURL(/wdprofile=native/)
  const native = await runAll(editor)
  expect(native).toMatch(/^[1-9]\d+ passed\s+0 failed/)
  expect(Number.parseInt(native, 10)).toBeGreaterThan(Number.parseInt(web, 10))
  await shot(page, 'desk-native')
  await editor.getByRole('combobox', { name: 'Seen as' }).selectOption('web')
  await page.waitForURL(/wdprofile=web/)
  await editor.getByRole('combobox', { name: 'Cases' }).selectOption('own')
})

test('a second run gives the same result', async () => {
  const before = await runAll(opened.editor)
  expect(await runAll(opened.editor)).toBe(before)
})

test('a case unfolds to its requests and responses, without the token', async () => {
  const { editor, page } = opened
  const row = editor.locator('[data-case="PutFile.WrongLock"]')
  await row.getByRole('button', { name: 'PutFile.WrongLock', exact: false }).first().click()
  const exchange = row.getByRole('listitem').filter({ hasText: 'X-WOPI-Override: PUT' }).nth(1)
  await exchange.getByText('409').waitFor()
  const [request, response] = await Promise.all(['Request', 'Response'].map((name) => exchange.getByRole('region', { name }).boundingBox()))
  expect(request?.y).toBe(response?.y)
  expect(response?.x).toBeGreaterThan((request?.x ?? 0) + (request?.width ?? 0) - 1)
  expect(await exchange.innerText()).toContain('access_token=…')
  await row.scrollIntoViewIfNeeded()
  await shot(page, 'desk-unfolded')
})

test('one group and one case run alone and leave the others as they were', async () => {
  const { editor } = opened
  const before = await countsOf(editor).innerText()
  for (const name of ['Run Own.Lock', 'Run GetLock.Locked alone']) {
    await ended(editor, () => editor.getByRole('button', { name, exact: true }).click())
    expect(await countsOf(editor).innerText()).toBe(before)
  }
  await editor.getByRole('button', { name: 'Only failed' }).click()
  await editor.getByText('Nothing failed.').waitFor()
  await editor.getByRole('button', { name: 'Only failed' }).click()
})

test('a run stops after the case under way, and the next one begins at once', async () => {
  const { editor } = opened
  const before = await countsOf(editor).innerText()
  await ended(editor, async () => {
    await editor.getByRole('button', { name: 'Run all' }).click()
    await editor.getByRole('button', { name: 'Stop' }).click()
  })
  await editor.getByText('Stopped before the end.').waitFor()
  expect(await runAll(editor)).toBe(before)
})

test('the report can be kept, and has no token', async () => {
  const { editor, page } = opened
  await editor.getByRole('button', { name: 'Report' }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), editor.getByRole('menuitem', { name: 'Save as JSON' }).click()])
  const text = await readFile(await download.path(), 'utf8')
  expect(JSON.parse(text)).toMatchObject({ verdict: 'passed', failed: 0 })
  expect(text).not.toMatch(/access_token=[a-z2-7]/)
})

test('nothing stands in anybody’s way, on a desk and on a phone, by day and by night', async () => {
  for (const [name, options] of [
    ['desk-dark', { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' }],
    ['phone-light', { viewport: { width: 390, height: 844 }, colorScheme: 'light' }],
    ['phone-dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
  ] as const) {
    const { page } = opened
    await page.setViewportSize(options.viewport)
    await page.emulateMedia({ colorScheme: options.colorScheme })
    const { violations } = await new AxeBuilder({ page }).include({ fromFrames: ['#office_frame', '.page'] }).analyze()
    expect(violations.map(({ id, nodes }) => `${name} ${id} ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
    const frame = page.frame({ url: (url) => url.pathname === '/validation' })
    expect(await frame?.evaluate(() => document.documentElement.scrollWidth)).toBe(options.viewport.width)
    await shot(page, name)
  }
  expect(anna.complaints).toEqual([])
})

test('a file that an earlier run left is offered as Office for the web sees it, and its deletion reaches My Files', async () => {
  await anna.newFile('moorage-case.wopitest', 'left')
  const page = await anna.context.newPage()
  await page.goto(`${pages.server.portal}/open/${opened.itemId}?wdprofile=web`)
  const editor = page.frameLocator('#office_frame')
  await editor.getByRole('button', { name: 'Run all' }).waitFor()
  const frame = page.frame({ url: (url) => url.pathname === '/validation' })
  const wopiSrc = `${pages.server.wopi}/wopi/files/${opened.itemId}`
  await frame?.evaluate((file) => localStorage.setItem(`moorage-validation-left:${file}`, '["moorage-case.wopitest"]'), wopiSrc)
  await page.reload()
  await editor.getByText('The tests left one thing behind: moorage-case.wopitest').waitFor()
  await shot(page, 'desk-left')
  await editor.getByRole('combobox', { name: 'Cases' }).selectOption('own')
  await ended(editor, () => editor.getByRole('button', { name: 'Run CheckFileInfo.Required alone' }).click())
  await editor.getByRole('button', { name: 'Delete them' }).click()
  await editor.getByText('Everything that the tests left behind is deleted.').waitFor()
  await expect(anna.find('moorage-case.wopitest')).rejects.toThrow('there is no moorage-case.wopitest')
  await page.close()
})

test('getinfo lists addresses that each run one case', async () => {
  const { wopiSrc, accessToken } = await launchOf(opened.itemId)
  const query = `WOPISrc=${encodeURIComponent(wopiSrc)}&access_token=${accessToken}&access_token_ttl=0`
  const listed = await fetch(`${pages.server.editor}/validation/getinfo?${query}`)
  const urls = (await listed.json()) as string[]
  expect(urls.length).toBeGreaterThan(100)
  const one = urls.find((url) => /name=(LockMismatchOnLockRequest|Lock\.Held)&/.test(url)) ?? ''
  expect(await (await fetch(one)).json()).toMatchObject({ result: 'passed', passed: 1, failed: 0 })
  const elsewhere = `${pages.server.editor}/validation/getinfo?WOPISrc=http://localhost:1/wopi/files/1&access_token=${accessToken}`
  expect((await fetch(elsewhere)).status).toBe(400)
})

async function launchOf(itemId: string) {
  const html = await (await anna.context.request.get(`${pages.server.portal}/open/${itemId}`)).text()
  const { accessToken } = JSON.parse(/id="launch">([^<]*)</.exec(html)?.[1] ?? '{}') as { accessToken: string }
  return { accessToken, wopiSrc: `${pages.server.wopi}/wopi/files/${itemId}` }
}
