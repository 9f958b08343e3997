import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeText, Portal, row } from './portal-browser.ts'

let portal: Portal
beforeAll(async () => {
  portal = await Portal.start()
})
afterAll(() => portal?.stop())

const dialog = (page: Page) => page.getByRole('dialog', { name: /^Share/ })
const person = (page: Page, name: string) => dialog(page).getByRole('listitem').filter({ hasText: name })

/** With the keyboard alone: the row's menu key, the picker's arrows, Enter. */
async function shareByKeyboard(page: Page, file: string, typed: string) {
  await row(page, file).waitFor()
  await row(page, file).getByRole('gridcell').nth(3).click()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Share' }).waitFor()
  await page.keyboard.press('s')
  await page.keyboard.press('Enter')
  const picker = dialog(page).getByRole('combobox', { name: 'Add people' })
  await picker.waitFor()
  await expect.poll(() => picker.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.type(typed)
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
}

test('Anna shares a document, Ben finds and edits it; taken away in mid edit, his work is kept', async () => {
  const anna = await portal.open('anna@demo.test')
  const ben = await portal.open('ben@demo.test')
  await ben.page.goto('/files')
  const place = ben.page.getByRole('link', { name: 'Shared with me' })
  await row(ben.page, 'To do.txt').waitFor()
  expect(await place.count()).toBe(0)

  await anna.page.goto('/files')
  await shareByKeyboard(anna.page, 'Start here.docx', 'ben ok')
  await person(anna.page, 'Ben Okafor').getByRole('button', { name: 'Ben Okafor: Can edit' }).waitFor()
  await anna.page.getByText('Shared with Ben Okafor: Can edit').waitFor({ state: 'attached' })
  await dialog(anna.page).getByRole('button', { name: 'Close' }).click()
  await row(anna.page, 'Start here.docx').getByText('Shared with 1 person').waitFor({ state: 'attached' })

  // nobody reloaded Ben's page
  await place.click()
  await ben.page.getByRole('heading', { name: 'Shared with me' }).waitFor()
  await row(ben.page, 'Start here.docx')
    .getByText(/^Anna Berg, today/)
    .last()
    .waitFor()
  const opening = ben.page.waitForEvent('popup')
  await row(ben.page, 'Start here.docx').getByRole('link', { name: 'Start here.docx' }).click()
  const tab = await opening
  const editor = tab.frameLocator('#office_frame')
  await editor.locator('[data-phase=editing]').waitFor()
  const type = async (words: string) => {
    await editor
      .locator('.docx-page')
      .first()
      .click({ position: { x: 250, y: 190 } })
    await tab.keyboard.type(words)
  }
  await type('Typed by Ben. ')
  await editor.getByText(/^Saved \d\d:\d\d/).waitFor()

  await row(anna.page, 'Start here.docx').getByRole('gridcell').nth(3).click()
  await anna.page.getByRole('button', { name: 'Revisions' }).click()
  await anna.page
    .getByRole('complementary')
    .getByText(/^Ben Okafor, /)
    .first()
    .waitFor()

  await anna.page.getByRole('button', { name: 'Share', exact: true }).click()
  await person(anna.page, 'Ben Okafor').getByRole('button').click()
  await anna.page.getByRole('menuitem', { name: 'Stop sharing' }).click()
  await dialog(anna.page).getByText('Not shared with single people').waitFor()
  await ben.page.getByText('Nothing is shared with you yet').waitFor()

  await type('Typed too late. ')
  await editor.getByText('Not saved, kept here', { exact: true }).waitFor()
  await ben.page.getByRole('link', { name: /Unsaved work/ }).click()
  await ben.page.getByRole('listitem').filter({ hasText: 'Start here.docx' }).getByText('You could no longer change this file').waitFor()
  await anna.context.close()
  await ben.context.close()
})

test('the sharing address and the editor’s Share lead to the dialog; a Viewer may leave', async () => {
  const anna = await portal.open('anna@demo.test')
  const ben = await portal.open('ben@demo.test')
  const file = await makeText(anna.visitor, anna.me.myFiles.id, `${'A name that goes on and on '.repeat(7).trim()}.txt`)
  expect((await anna.visitor.post(`/api/items/${file.id}/shares`, { accountId: ben.me.id, role: 'viewer' })).ok).toBe(true)

  await anna.page.goto(`/open/${file.id}`)
  const sharing = anna.page.waitForEvent('popup')
  await anna.page.frameLocator('#office_frame').getByRole('button', { name: 'Share' }).click()
  await dialog(await sharing)
    .getByRole('button', { name: 'Ben Okafor: Can view' })
    .waitFor()

  await ben.page.goto(`/shared?select=${file.id}&panel=sharing`)
  await dialog(ben.page).getByText('Only people who see this file’s folder can share it.').waitFor()
  expect(await dialog(ben.page).getByRole('combobox').count()).toBe(0)
  await person(ben.page, 'Ben Okafor').getByRole('button').click()
  await ben.page.getByRole('menuitem', { name: 'Leave' }).click()
  await dialog(ben.page).waitFor({ state: 'detached' })
  await ben.page.getByText('Nothing is shared with you yet').waitFor()
  await anna.context.close()
  await ben.context.close()
})

test('a guest begins with what is shared with them, and is shown no place for anything else', async () => {
  const anna = await portal.open('anna@demo.test')
  const ben = await portal.open('ben@demo.test')
  const file = await makeText(anna.visitor, anna.me.myFiles.id, 'For the guest.txt')
  await anna.visitor.post(`/api/items/${file.id}/shares`, { accountId: ben.me.id, role: 'editor' })
  const Libsql = createRequire(new URL('../packages/server/package.json', import.meta.url))('libsql') as new (
    path: string,
  ) => { exec(sql: string): void; close(): void }
  const database = new Libsql(`${portal.server.data}/moorage.db`)
  database.exec(`pragma busy_timeout = 10000; update account set kind = 'guest' where id = '${ben.me.id}'`)
  database.close()
  await ben.page.goto('/')
  await ben.page.getByRole('heading', { name: 'Shared with me' }).waitFor()
  const places = ben.page.getByRole('navigation').getByRole('link')
  // what was kept in the first test is still theirs
  expect((await places.allTextContents()).filter((name) => !name.startsWith('Unsaved work'))).toEqual(['Shared with me'])
  await row(ben.page, 'For the guest.txt').getByRole('gridcell').first().click()
  expect(await ben.page.getByRole('toolbar', { name: 'Actions' }).getByRole('button').allTextContents()).toEqual([
    'Open',
    'Share',
    'Download',
    'Copy link',
    'Revisions',
    '',
  ])
  await anna.context.close()
  await ben.context.close()
})
