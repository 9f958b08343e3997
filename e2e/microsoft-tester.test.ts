import { readFile } from 'node:fs/promises'
import { strFromU8, unzipSync } from 'fflate'
import type { BrowserContext, FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Portal, row } from './portal-browser.ts'

// Microsoft's verification as its tester sees it: two accounts, an address, and nothing but what is on the screen. The
// built-in editor stands in Microsoft's place, so Save As in Excel and several people typing at once are not here.
interface Tester {
  context: BrowserContext
  page: Page
}

let portal: Portal
let sheet: string
let one: Tester
let two: Tester
beforeAll(async () => {
  portal = await Portal.start()
})
afterAll(() => portal?.stop())

const accounts = () => [...sheet.matchAll(/Account: (\S+)\nPassword: (\S+)/g)].map(([, email, password]) => ({ email, password }))

/** A browser of its own, the address of the sheet, and an account of it. */
async function signIn(index: number): Promise<Tester> {
  const { email, password } = accounts()[index] as { email: string; password: string }
  const context = await portal.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US', acceptDownloads: true })
  const page = await context.newPage()
  await page.goto(/Address: (\S+)/.exec(sheet)?.[1] ?? '')
  await page.getByRole('textbox', { name: 'Email' }).fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: 'My Files' }).waitFor()
  return { context, page }
}

async function open({ context, page }: Tester, name: string) {
  const [tab] = await Promise.all([context.waitForEvent('page'), row(page, name).getByRole('link', { name }).click()])
  return { tab, editor: tab.frameLocator('#office_frame') }
}

const paper = (editor: FrameLocator) => editor.getByTestId('docx-editor-scroll')
const inPhase = (editor: FrameLocator, phase: string) => editor.locator(`[data-phase=${phase}]`).waitFor()
const saved = (editor: FrameLocator) =>
  editor
    .getByTestId('save-state')
    .getByText(/^Saved \d/)
    .waitFor()
const iconOf = (tab: Page) => tab.locator('link[rel=icon]').getAttribute('href')

async function write(tab: Page, editor: FrameLocator, words: string) {
  await paper(editor).locator('.docx-page, [contenteditable=true]').first().click()
  await tab.keyboard.press('Control+End')
  await tab.keyboard.type(words)
}

const wordsOf = async (path: string) => strFromU8(unzipSync(await readFile(path))['word/document.xml'] ?? new Uint8Array())

test('the administrator makes the two accounts, and hands over the sheet', async () => {
  const { page, visitor } = await portal.open('admin@demo.test')
  expect((await visitor.post('/api/admin/microsoft-365/rehearsal', { testers: [] })).status).toBe(200)
  await page.goto('/admin')
  await page.getByRole('link', { name: 'Launch kit' }).click()
  await page.getByRole('tab', { name: 'Test accounts' }).click()
  await page.getByRole('button', { name: 'Make the test accounts' }).click()
  await page.getByRole('button', { name: 'Make them' }).click()
  await page.getByRole('button', { name: 'Copy the sheet' }).click()
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await expect.poll(copied).toContain('csppverify2@microsoft.com')
  sheet = await copied()
  expect(accounts().map(({ email }) => email)).toEqual(['csppverify1@microsoft.com', 'csppverify2@microsoft.com'])
})

test('the first account signs in, and its files open in what stands in Microsoft 365’s place, each with its icon and name', async () => {
  one = await signIn(0)
  for (const [name, icon] of [
    ['Workbook.xlsx', 'excel'],
    ['Presentation.pptx', 'powerpoint'],
    ['Validation.wopitest', 'validation'],
    ['Word document.docx', 'word'],
  ] as const) {
    const { tab, editor } = await open(one, name)
    await editor
      .getByRole('heading', { level: 1 })
      .or(editor.getByRole('button', { name: 'Run all' }))
      .or(editor.locator('[data-phase=editing]'))
      .first()
      .waitFor()
    expect(await tab.title()).toBe(`${name} - Microsoft 365 (rehearsal)`)
    expect(await iconOf(tab)).toBe(`${portal.server.editor}/icons/${icon}.svg`)
    expect((await one.context.request.get((await iconOf(tab)) ?? '')).status()).toBe(200)
    expect(await tab.locator('#office_frame').boundingBox()).toMatchObject({ x: 0, y: 0, width: 1440, height: 900 })
    await tab.close()
  }
})

test('it opens the .wopitest and runs all tests', async () => {
  const { tab, editor } = await open(one, 'Validation.wopitest')
  const counts = editor.locator('.counts')
  await editor.getByRole('button', { name: 'Run all' }).click()
  await editor.locator('[role=status][data-finished="1"]').waitFor({ timeout: 80_000 })
  expect(await counts.innerText()).toMatch(/^[1-9]\d+ passed\s+0 failed\s+\d+ skipped$/)
  await tab.close()
})

describe('the Word document', () => {
  let tab: Page
  let editor: FrameLocator

  test('is edited, and says that it is saved', async () => {
    ;({ tab, editor } = await open(one, 'Word document.docx'))
    await inPhase(editor, 'editing')
    await write(tab, editor, ' Written by the tester.')
    await saved(editor)
  })

  test('is renamed in the title bar; the tab and the list show the new name', async () => {
    await editor.getByRole('button', { name: 'Word document', exact: true }).click()
    await editor.getByRole('textbox', { name: 'File name without its extension' }).fill('Renamed by the tester')
    await tab.keyboard.press('Enter')
    await expect.poll(() => tab.title()).toBe('Renamed by the tester.docx - Microsoft 365 (rehearsal)')
    await row(one.page, 'Renamed by the tester.docx').waitFor()
    expect(await row(one.page, 'Word document.docx').count()).toBe(0)
  })

  test('Download has what was written last, with no page between', async () => {
    await write(tab, editor, ' And a last word.')
    await saved(editor)
    const pages = one.context.pages().length
    await editor.getByRole('button', { name: 'More' }).click()
    const [download] = await Promise.all([tab.waitForEvent('download'), editor.getByRole('menuitem', { name: 'Download' }).click()])
    expect(download.suggestedFilename()).toBe('Renamed by the tester.docx')
    expect(await wordsOf(await download.path())).toContain('And a last word.')
    expect(one.context.pages()).toHaveLength(pages)
  })

  test('its breadcrumbs lead to the folder and to the root', async () => {
    const folder = one.page.url()
    await tab.goto(tab.url())
    await inPhase(editor, 'editing')
    await Promise.all([tab.waitForEvent('close'), editor.getByRole('button', { name: 'Back to My Files' }).click()])
    expect(one.page.url()).toBe(folder)
    ;({ tab, editor } = await open(one, 'Renamed by the tester.docx'))
    await inPhase(editor, 'editing')
    await editor.getByRole('link', { name: 'Moorage' }).click()
    await tab.waitForURL(new RegExp(`^${portal.server.portal}/(files)?$`))
    await tab.getByRole('heading', { name: 'My Files' }).waitFor()
    await tab.close()
  })
})

describe('a document of its own', () => {
  const NAME = 'Written together.docx'
  let hers: Awaited<ReturnType<typeof open>>
  let his: Awaited<ReturnType<typeof open>>

  test('is shared from inside the editor with the second account', async () => {
    const buffer = await readFile(new URL('../packages/server/demo/verification/Word document.docx', import.meta.url))
    await one.page.locator('input[data-upload=files]').setInputFiles({ name: NAME, mimeType: 'application/octet-stream', buffer })
    await row(one.page, NAME).waitFor()
    hers = await open(one, NAME)
    await inPhase(hers.editor, 'editing')
    const [sharing] = await Promise.all([hers.tab.waitForEvent('popup'), hers.editor.getByRole('button', { name: 'Share' }).click()])
    const dialog = sharing.getByRole('dialog', { name: /^Share/ })
    await dialog.getByRole('combobox', { name: 'Add people' }).fill('csppverify2')
    await sharing.getByRole('option', { name: /Verification Two/ }).click()
    await dialog.getByRole('button', { name: 'Share', exact: true }).click()
    await dialog.getByRole('button', { name: 'Verification Two: Can edit' }).waitFor()
    await sharing.close()
  })

  test('is found by the second account in a browser of its own, which joins it and reads every save', async () => {
    two = await signIn(1)
    await two.page.getByRole('link', { name: 'Shared with me' }).click()
    his = await open(two, NAME)
    await inPhase(his.editor, 'following')
    await his.editor.getByText(/^Verification One is editing; you see every save/).waitFor()
    await write(hers.tab, hers.editor, ' From the first account.')
    await saved(hers.editor)
    await paper(his.editor).getByText('From the first account.').waitFor()
  })

  test('is handed to the second account when it asks, and holds what both wrote', async () => {
    await his.editor.getByRole('button', { name: 'Ask to edit' }).click()
    await hers.editor.getByRole('button', { name: 'Let Verification Two edit' }).click()
    await inPhase(hers.editor, 'following')
    await his.editor.getByRole('button', { name: 'Edit', exact: true }).click()
    await inPhase(his.editor, 'editing')
    await write(his.tab, his.editor, ' From the second account.')
    await saved(his.editor)
    await paper(hers.editor).getByText('From the second account.').waitFor()
    await Promise.all([his.tab.waitForEvent('close'), his.editor.getByRole('button', { name: 'Back to Shared with me' }).click()])
    await hers.tab.close()
    await row(one.page, NAME).getByRole('gridcell').first().click({ button: 'right' })
    const [download] = await Promise.all([
      one.page.waitForEvent('download'),
      one.page.getByRole('menuitem', { name: 'Download', exact: true }).click(),
    ])
    const words = await wordsOf(await download.path())
    expect(words).toContain('From the first account.')
    expect(words).toContain('From the second account.')
  })
})

test('the second account uploads a .wopitest and a .wopitestx; both open in the validator, and its tests run', async () => {
  await two.page.getByRole('link', { name: 'My Files', exact: true }).click()
  await two.page.getByRole('heading', { name: 'My Files' }).waitFor()
  const names = ['Own.wopitest', 'Own.wopitestx']
  await two.page
    .locator('input[data-upload=files]')
    .setInputFiles(names.map((name) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from('any content') })))
  for (const name of names) {
    await row(two.page, name).waitFor()
    const { tab, editor } = await open(two, name)
    await editor.getByRole('combobox', { name: 'Cases' }).selectOption('own')
    await editor.getByRole('button', { name: 'Run all' }).click()
    await editor.locator('[role=status][data-finished="1"]').waitFor({ timeout: 80_000 })
    expect(await editor.locator('.counts').innerText()).toMatch(/^[1-9]\d+ passed\s+0 failed\s+\d+ skipped$/)
    await tab.close()
  }
})
