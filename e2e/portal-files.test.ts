import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Visitor } from '../packages/server/box/server.ts'
import { makeFolder, makeText, names, Portal, row, select } from './portal-browser.ts'

let portal: Portal
let context: BrowserContext
let page: Page
let visitor: Visitor
/** a folder for each test */
let folder: { id: string; name: string }
let number = 0

beforeAll(async () => {
  portal = await Portal.start()
})
afterAll(() => portal?.stop())

beforeEach(async () => {
  const opened = await portal.open()
  ;({ context, page, visitor } = opened)
  folder = await makeFolder(visitor, opened.me.myFiles.id, `Test ${++number}`)
})
afterEach(() => context.close())

const show = async () => {
  await page.goto(`/files/${folder.id}`)
  await page.getByRole('heading', { name: folder.name }).waitFor()
}
const tool = (name: string) => page.getByRole('toolbar', { name: 'Actions' }).getByRole('button', { name })
const undo = () => page.getByRole('button', { name: 'Undo' }).click()

test('an empty folder invites to begin; a taken name is said under the field with a free one to take', async () => {
  await show()
  await page.getByText('Nothing here yet').waitFor()
  await tool('New').click()
  await page.getByRole('menuitem', { name: 'Folder' }).click()
  const field = page.getByRole('dialog').getByRole('textbox', { name: 'Name' })
  await field.fill('a<b')
  await field.press('Enter')
  await page.getByRole('dialog').getByRole('alert').waitFor()
  await field.fill('Plans')
  await field.press('Enter')
  await row(page, 'Plans').waitFor()
  await tool('New').click()
  await page.getByRole('menuitem', { name: 'Folder' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('plans')
  await page.keyboard.press('Enter')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Use “/ })
    .click()
  await page.getByRole('button', { name: 'Create' }).click()
  await expect.poll(() => names(page)).toHaveLength(2)
})

test('a new Word document opens in a tab of its own', async () => {
  await show()
  await tool('New').click()
  await page.getByRole('menuitem', { name: 'Word document' }).click()
  const opened = context.waitForEvent('page')
  await page.getByRole('button', { name: 'Create and open' }).click()
  const tab = await opened
  await tab.waitForURL(/\/open\/[a-z2-7]{26}$/)
  await row(page, 'Document.docx').waitFor()
  expect(await row(page, 'Document.docx').textContent()).toContain('You, just now')
})

test('a click on a name opens its tab once and shows the same tab again', async () => {
  await makeText(visitor, folder.id, 'a.txt')
  await show()
  const opened = context.waitForEvent('page')
  await row(page, 'a.txt').getByRole('link').click()
  const tab = await opened
  await tab.waitForURL(/\/open\//)
  await tab.evaluate(() => Object.assign(window, { same: true }))
  await row(page, 'a.txt').getByRole('link').click()
  await expect.poll(() => context.pages().length).toBe(2)
  expect(await tab.evaluate(() => 'same' in window)).toBe(true)
})

test('renaming happens in the row, says what is wrong under the field, and can be undone', async () => {
  await makeText(visitor, folder.id, 'a.txt')
  await makeText(visitor, folder.id, 'b.txt')
  await show()
  await select(page, 'a.txt')
  await page.keyboard.press('F2')
  const field = page.getByRole('textbox', { name: 'New name for a.txt' })
  expect(await field.evaluate((input: HTMLInputElement) => input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0))).toBe('a')
  await field.fill('B.txt')
  await field.press('Enter')
  await page.getByRole('grid').getByRole('alert').waitFor()
  await field.fill('c.txt')
  await field.press('Enter')
  await expect.poll(() => names(page)).toEqual(['b.txt', 'c.txt'])
  await undo()
  await expect.poll(() => names(page)).toEqual(['a.txt', 'b.txt'])
})

test('deleting can be undone; Show Deleted greys in place, and Restore brings back', async () => {
  await makeText(visitor, folder.id, 'a.txt')
  await makeText(visitor, folder.id, 'b.txt')
  await show()
  await select(page, 'a.txt')
  await page.keyboard.press('Delete')
  await expect.poll(() => names(page)).toEqual(['b.txt'])
  await undo()
  await expect.poll(() => names(page)).toEqual(['a.txt', 'b.txt'])
  await select(page, 'a.txt')
  await tool('Delete').click()
  await expect.poll(() => names(page)).toEqual(['b.txt'])
  await tool('Show Deleted').click()
  await expect.poll(() => page.locator('[role=row][data-deleted]').count()).toBe(1)
  await select(page, 'a.txt')
  await tool('Restore').click()
  await expect.poll(() => names(page)).toEqual(['a.txt', 'b.txt'])
})

test('items move through the dialog, and back by Undo', async () => {
  await makeFolder(visitor, folder.id, 'Inner')
  await makeText(visitor, folder.id, 'a.txt')
  await show()
  await select(page, 'a.txt')
  await tool('Move to').click()
  const tree = page.getByRole('dialog').getByRole('tree').first()
  await tree.getByText(folder.name, { exact: true }).click()
  await tree.getByText('Inner', { exact: true }).click()
  await page.getByRole('button', { name: 'Move here' }).click()
  await expect.poll(() => names(page)).toEqual(['Inner'])
  await undo()
  await expect.poll(() => names(page)).toEqual(['Inner', 'a.txt'])
})

test('items dragged onto a folder move into it, and dragged onto the path move up', async () => {
  const inner = await makeFolder(visitor, folder.id, 'Inner')
  await makeText(visitor, folder.id, 'a.txt')
  await show()
  await row(page, 'a.txt').dragTo(row(page, 'Inner'))
  await expect.poll(() => names(page)).toEqual(['Inner'])
  await page.goto(`/files/${inner.id}`)
  await row(page, 'a.txt').dragTo(page.getByRole('navigation', { name: 'Path' }).getByRole('link', { name: folder.name }))
  await page.getByText('Nothing here yet').waitFor()
  await show()
  await expect.poll(() => names(page)).toEqual(['Inner', 'a.txt'])
})

test('a taken name at the target is asked about', async () => {
  const inner = await makeFolder(visitor, folder.id, 'Inner')
  await makeText(visitor, inner.id, 'a.txt')
  await makeText(visitor, folder.id, 'a.txt')
  await show()
  await row(page, 'a.txt').dragTo(row(page, 'Inner'))
  await page.getByRole('heading', { name: '“a.txt” is here already' }).waitFor()
  await page.getByRole('button', { name: 'Keep both' }).click()
  await expect.poll(() => names(page)).toEqual(['Inner'])
  await page.goto(`/files/${inner.id}`)
  await expect.poll(() => names(page)).toHaveLength(2)
})

test('columns sort, say so, and stay sorted after a reload', async () => {
  for (const name of ['b.txt', 'a10.txt', 'a9.txt']) await makeText(visitor, folder.id, name)
  await show()
  expect(await names(page)).toEqual(['a9.txt', 'a10.txt', 'b.txt'])
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click()
  await expect.poll(() => names(page)).toEqual(['b.txt', 'a10.txt', 'a9.txt'])
  expect(await page.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('descending')
  await page.reload()
  await expect.poll(() => names(page)).toEqual(['b.txt', 'a10.txt', 'a9.txt'])
})

test('the link of a file is copied, and its menu is the same by right click and by keyboard', async () => {
  const file = await makeText(visitor, folder.id, 'a.txt')
  await show()
  await row(page, 'a.txt').click({ button: 'right' })
  const entries = await page.getByRole('menuitem').allTextContents()
  await page.getByRole('menuitem', { name: 'Copy link' }).click()
  await page.getByText('Link copied').last().waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${portal.server.portal}/open/${file.id}`)
  await select(page, 'a.txt')
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menu').waitFor()
  expect(await page.getByRole('menuitem').allTextContents()).toEqual(entries)
})

test('Open with lists the editors that know the type', async () => {
  await makeText(visitor, folder.id, 'a.txt')
  await show()
  await row(page, 'a.txt').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Open with' }).click()
  const opened = context.waitForEvent('page')
  await page.getByRole('menuitem', { name: /Edit in/ }).click()
  await (await opened).waitForURL(/\/open\/[a-z2-7]{26}\?.*editor=built-in/)
})

test('several items download as one zip, a file as itself', async () => {
  for (const name of ['a.txt', 'b.txt']) await makeText(visitor, folder.id, name)
  await show()
  await select(page, 'a.txt')
  const one = page.waitForEvent('download')
  await tool('Download').click()
  expect((await one).suggestedFilename()).toBe('a.txt')
  await page.keyboard.press('Control+a')
  await tool('Download as zip').waitFor()
  const both = page.waitForEvent('download')
  await tool('Download as zip').click()
  expect((await both).suggestedFilename()).toMatch(/\.zip$/)
})

test('what another window does shows up by itself', async () => {
  await show()
  await page.getByText('Nothing here yet').waitFor()
  await makeText(visitor, folder.id, 'from elsewhere.txt')
  await row(page, 'from elsewhere.txt').waitFor()
})

test('a file that no editor knows says so before it is opened, and offers the download', async () => {
  await show()
  await page.locator('input[data-upload=files]').setInputFiles({ name: 'plan.dwg', mimeType: '', buffer: Buffer.from('x') })
  await row(page, 'plan.dwg').getByText('Download only').waitFor()
  await row(page, 'plan.dwg').getByRole('link').click()
  const download = page.waitForEvent('download')
  await page.getByRole('dialog').getByRole('button', { name: 'Download' }).click()
  expect((await download).suggestedFilename()).toBe('plan.dwg')
})

test('a link into a folder marks its file, and one to the revisions opens them', async () => {
  const file = await makeText(visitor, folder.id, 'a.txt')
  await page.goto(`/files/${folder.id}?select=${file.id}&panel=revisions`)
  await page
    .getByRole('complementary', { name: 'Revisions' })
    .getByText(/^You, \d/)
    .waitFor()
  expect(await row(page, 'a.txt').getAttribute('aria-selected')).toBe('true')
})

test('an old revision is restored in one click, and back by Undo', async () => {
  await show()
  const put = async (text: string) => {
    await page.locator('input[data-upload=files]').setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from(text) })
  }
  await put('first')
  await row(page, 'a.txt').waitFor()
  await put('second')
  await page.getByRole('radio', { name: /^Replace/ }).check()
  await page.getByRole('button', { name: 'Replace' }).click()
  await page.getByText('2 files uploaded').waitFor()
  const id = await row(page, 'a.txt').getAttribute('data-id')
  const content = async () => (await visitor.fetch(`/api/items/${id}/download`)).text()
  expect(await content()).toBe('second')
  await select(page, 'a.txt')
  await tool('Revisions').click()
  const panel = page.getByRole('complementary', { name: 'Revisions' })
  await panel.getByRole('button', { name: /^Restore/ }).click()
  await expect.poll(content).toBe('first')
  await undo()
  await expect.poll(content).toBe('second')
})

test('a folder that is gone, or never was, leads home', async () => {
  await page.goto(`/files/${'a'.repeat(26)}`)
  await page.getByRole('heading', { name: 'This folder isn’t here' }).waitFor()
  await page.getByRole('button', { name: 'Go to My Files' }).click()
  await page.getByRole('heading', { name: 'My Files' }).waitFor()
})

test('without a network the portal says so, and goes on when it is back', async () => {
  await makeText(visitor, folder.id, 'a.txt')
  await show()
  await select(page, 'a.txt')
  await context.setOffline(true)
  await page.getByText(/^You are offline/).waitFor()
  await page.keyboard.press('Delete')
  await page
    .getByText(/can’t be reached/)
    .first()
    .waitFor()
  expect(await names(page)).toEqual(['a.txt'])
  await context.setOffline(false)
  await page.getByText(/^You are offline/).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Try again' }).click()
  await page
    .getByText(/can’t be reached/)
    .first()
    .waitFor({ state: 'detached' })
})
