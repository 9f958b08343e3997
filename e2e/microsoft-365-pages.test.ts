import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Item } from '@moorage/api'
import { strFromU8, unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeText, Portal, row } from './portal-browser.ts'

// Microsoft 365, Editors and Why? by nothing but what is on the screen.
type Window = Awaited<ReturnType<Portal['open']>>
let portal: Portal
let desk: Page
let anna: Window
let ben: Window
/** what somebody else's editor might answer */
let elsewhere: Server
const documents = new Map<string, string>()

beforeAll(async () => {
  portal = await Portal.start()
  desk = (await portal.open('admin@demo.test')).page
  anna = await portal.open('anna@demo.test')
  ben = await portal.open('ben@demo.test')
  elsewhere = createServer(({ url = '' }, response) => response.setHeader('content-type', 'text/xml').end(documents.get(url) ?? ''))
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  elsewhere?.close()
  await portal?.stop()
})

const dialog = () => desk.getByRole('dialog').or(desk.getByRole('alertdialog'))
const stateNow = (name: string) => desk.getByRole('heading', { name: `Now: ${name}` }).waitFor()
const addressOf = (path: string) => `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}${path}`
const content = async ({ id }: Item) => (await anna.visitor.fetch(`/api/items/${id}/download`)).text()

async function openWith({ page }: Window, name: string): Promise<string[]> {
  await page.goto('/files')
  await row(page, name).getByText(name, { exact: true }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Open with' }).hover()
  const menu = page.getByRole('menu', { name: 'Open with' })
  await menu
    .getByRole('menuitem', { name: /^(Edit|View) in / })
    .first()
    .waitFor()
  return menu.getByRole('menuitem').allInnerTexts()
}

/** Anna types into an empty text; the tab stays open. */
async function typing(name: string): Promise<{ item: Item; type(words: string): Promise<void> }> {
  const item = await makeText(anna.visitor, anna.me.myFiles.id, name)
  const tab = await anna.context.newPage()
  await tab.goto(`/open/${item.id}`)
  expect(await tab.title()).toBe(`${name} - Microsoft 365 (rehearsal)`)
  const editor = tab.frameLocator('#office_frame')
  const type = async (words: string) => {
    await editor.locator('.cm-content').click()
    await tab.keyboard.press('Control+End')
    await tab.keyboard.type(words)
  }
  await editor.locator('[data-phase=editing]').waitFor()
  await type('first')
  await editor.getByText(/^Saved \d\d:\d\d/).waitFor()
  return { item, type }
}

async function rehearse() {
  await desk.getByRole('button', { name: 'Start a rehearsal' }).first().click()
  await dialog().getByRole('combobox', { name: 'Testers' }).waitFor()
}

test('the administrator names Anna and starts; nobody at all is refused first', async () => {
  await desk.goto('/admin/microsoft-365')
  await stateNow('Off')
  await rehearse()
  await dialog().getByRole('button', { name: 'Start', exact: true }).click()
  await dialog().getByText('Name at least one tester.').waitFor()
  await dialog().getByRole('combobox', { name: 'Testers' }).fill('ann')
  await desk.getByRole('option', { name: /Anna Berg/ }).click()
  await dialog().getByRole('button', { name: 'Start', exact: true }).click()
  await stateNow('Rehearsal')
})

test('Anna’s Word document opens in it by “Open with”, and what she types is in the file; Ben is not offered it', async () => {
  expect((await openWith(anna, 'Start here.docx'))[0]).toBe('Edit in Microsoft 365 (rehearsal)')
  const [tab] = await Promise.all([
    anna.context.waitForEvent('page'),
    anna.page.getByRole('menuitem', { name: 'Edit in Microsoft 365 (rehearsal)' }).click(),
  ])
  const editor = tab.frameLocator('#office_frame')
  await editor.locator('[data-phase=editing]').waitFor()
  await editor.getByTestId('docx-editor-scroll').getByText('Three things to try').click()
  await tab.keyboard.press('End')
  await tab.keyboard.type(' Rehearsed by Anna')
  await editor.getByText(/^Saved \d\d:\d\d/).waitFor()
  await tab.close()
  await row(anna.page, 'Start here.docx').getByText('Start here.docx', { exact: true }).click({ button: 'right' })
  const [download] = await Promise.all([
    anna.page.waitForEvent('download'),
    anna.page.getByRole('menuitem', { name: 'Download', exact: true }).click(),
  ])
  const parts = unzipSync(await readFile(await download.path()))
  expect(strFromU8(parts['word/document.xml'] ?? new Uint8Array())).toContain('Rehearsed by Anna')
  expect(await openWith(ben, 'To do.txt')).toEqual(['Edit in Moorage'])
})

test('“Why?” beside Ben says what is missing, and leads to where it is changed', async () => {
  await desk.getByRole('button', { name: 'Configure', exact: true }).click()
  await desk.getByRole('combobox', { name: 'Why does somebody get it, or not?' }).fill('ben')
  await desk.getByRole('option', { name: /Ben Okafor/ }).click()
  await dialog().getByText('Not a tester: add Ben, or start the roll-out.').waitFor()
  await dialog().getByRole('link', { name: 'Change the testers' }).click()
  await dialog().waitFor({ state: 'detached' })
  await desk.getByRole('button', { name: 'Why? for Anna Berg' }).waitFor()
})

test('turning it off names Anna; “Let them finish” lets her save on', async () => {
  const { item, type } = await typing('Finishing.txt')
  await desk.reload()
  await desk.getByRole('button', { name: 'Turn off' }).click()
  await dialog().getByText('Anna Berg is editing in it now:').waitFor()
  await dialog().getByRole('button', { name: 'Let them finish' }).click()
  await stateNow('Off')
  await desk.getByText(/Those who were editing may save until/).waitFor()
  await type(', second')
  await expect.poll(() => content(item)).toBe('first, second')
})

test('“Stop now” ends saving, and the rest is found under Unsaved work', async () => {
  await rehearse()
  await dialog().getByRole('button', { name: 'Start', exact: true }).click()
  await stateNow('Rehearsal')
  const { item, type } = await typing('Stopped.txt')
  await desk.reload()
  await desk.getByRole('button', { name: 'Turn off' }).click()
  await dialog().getByText('Stopped.txt').or(dialog().getByText('Anna Berg is editing in it now:')).first().waitFor()
  await dialog().getByRole('button', { name: 'Stop now' }).click()
  await stateNow('Off')
  await type(', kept')
  await anna.page.goto('/unsaved')
  await anna.page.getByRole('heading', { name: 'Stopped.txt' }).waitFor()
  expect(await content(item)).toBe('first')
})

test('an address that is no discovery is refused with the line that is wrong', async () => {
  documents.set('/broken', '<wopi-discovery>\n  <net-zone name="external-http">\n    <app name="Word"></wrong>\n')
  await desk.goto('/admin/microsoft-365#configure')
  const field = desk
    .getByRole('textbox', { name: 'Address of Microsoft 365 (test)' })
    .or(desk.getByRole('textbox', { name: 'Address of Microsoft 365 (rehearsal)' }))
  await field.fill(addressOf('/broken'))
  await field.press('Enter')
  await desk.getByText('This address can’t be used.').waitFor()
  await desk.getByText('<app name="Word"></wrong>').waitFor()
  expect(await desk.getByRole('button', { name: 'Use this address' }).count()).toBe(0)
})

test('an editor is tried, added, put first by keyboard for one organization, and removed', async () => {
  documents.set('/hosting/discovery', await (await fetch(`${portal.server.editor}/hosting/discovery`)).text())
  await desk.goto('/admin/editors?add=1')
  await dialog().getByRole('radio', { name: 'Another WOPI editor' }).check()
  await dialog().getByRole('textbox', { name: 'Discovery address' }).fill(addressOf('/hosting/discovery'))
  await desk.keyboard.press('Enter')
  await dialog().getByText('This address works.').waitFor()
  await dialog().getByRole('textbox', { name: 'Name' }).fill('Second editor')
  await desk.keyboard.press('Enter')
  await desk.getByRole('heading', { name: 'Second editor', exact: true }).waitFor()

  await desk.goto(`/admin/editors?organization=${anna.me.organization.id}`)
  await desk.getByRole('button', { name: 'Change here: All types of file' }).click()
  const up = dialog().getByRole('button', { name: 'Move Second editor up' })
  await up.focus()
  while ((await up.getAttribute('aria-disabled')) !== 'true') await desk.keyboard.press('Enter')
  await dialog().getByRole('button', { name: 'Save' }).click()
  await desk.getByText('Set here').waitFor()
  expect((await openWith(anna, 'To do.txt'))[0]).toBe('Edit in Second editor')

  await desk
    .getByRole('listitem')
    .filter({ has: desk.getByRole('heading', { name: 'Second editor', exact: true }) })
    .getByRole('button', { name: 'Remove' })
    .click()
  await dialog().getByRole('button', { name: 'Remove' }).click()
  await desk.getByRole('heading', { name: 'Second editor', exact: true }).waitFor({ state: 'detached' })
  expect(await openWith(anna, 'To do.txt')).toEqual(['Edit in Moorage'])
})
