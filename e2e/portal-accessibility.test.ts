import type { Item, Me } from '@moorage/api'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { violations } from './axe.ts'
import { makeFolder, makeText, PHONE, Portal, row, select } from './portal-browser.ts'

let portal: Portal
let me: Me
let empty: Item
let full: Item

const LONG = `${'A name that goes on and on '.repeat(8).trim()}.txt`

beforeAll(async () => {
  portal = await Portal.start()
  const opened = await portal.open()
  me = opened.me
  empty = await makeFolder(opened.visitor, me.myFiles.id, 'Empty')
  full = await makeFolder(opened.visitor, me.myFiles.id, 'Full')
  for (const name of ['a.txt', 'b.txt', LONG]) await makeText(opened.visitor, full.id, name)
  const deleted = await makeText(opened.visitor, full.id, 'deleted.txt')
  await opened.visitor.post('/api/items/delete', { ids: [deleted.id] })
  await opened.context.close()
})
afterAll(() => portal?.stop())

const LOOKS = [
  ['on a phone in dark', { ...PHONE, colorScheme: 'dark' }],
  ['on a desktop in light', { colorScheme: 'light' }],
  ['on a desktop in dark', { colorScheme: 'dark' }],
] as const
/** `npm test` takes the first, `npm run test:all` every one. */
const looks = process.env.TEST_ALL === '1' ? LOOKS : LOOKS.slice(0, 1)

describe.each(looks)('axe finds nothing %s', (_, options) => {
  let context: BrowserContext
  let page: Page
  afterEach(() => context.close())

  const open = async (path: string, email = 'anna@demo.test') => {
    ;({ context, page } = await portal.open(email, options))
    await page.goto(path)
  }
  const phone = 'isMobile' in options

  test('in the sign-in page, empty and failing', async () => {
    context = await portal.browser.newContext({ baseURL: portal.server.portal, locale: 'en-US', reducedMotion: 'reduce', ...options })
    page = await context.newPage()
    await page.goto('/sign-in')
    await page.getByText('For a second person').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'More people of the demo' }).click()
    await page.getByRole('button', { name: /Sign in as Elin/ }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('textbox', { name: 'Email' }).fill('nobody@demo.test')
    await page.getByRole('textbox', { name: 'Password' }).fill('wrong')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('Email address or password is wrong.').waitFor()
    expect(await violations(page)).toEqual([])
  })

  test('in the set-up page', async () => {
    context = await portal.browser.newContext({ baseURL: portal.server.portal, locale: 'en-US', reducedMotion: 'reduce', ...options })
    page = await context.newPage()
    await page.goto('/set-up#code=abcdefghijklmnopqrstuvwxyz')
    await page.getByRole('button', { name: 'Create administrator' }).click()
    await page.getByText('Enter your name.').waitFor()
    expect(await violations(page)).toEqual([])
  })

  test('in an empty folder', async () => {
    await open(`/files/${empty.id}`)
    await page.getByText('Nothing here yet').waitFor()
    expect(await violations(page)).toEqual([])
  })

  test('in a folder, with items selected, deleted ones shown, the menu and the panel open', async () => {
    await open('/files')
    await row(page, 'Start here.docx').waitFor()
    expect(await violations(page)).toEqual([])
    await page.goto(`/files/${full.id}`)
    await row(page, 'a.txt').waitFor()
    await page.evaluate(() => localStorage.setItem('moorage.deleted', 'yes'))
    await page.reload()
    await row(page, 'deleted.txt').waitFor()
    await row(page, 'a.txt').getByRole('gridcell').first().click()
    expect(await violations(page)).toEqual([])
    await row(page, 'a.txt').getByRole('button').click()
    await page.getByRole('menuitem', { name: 'Revisions' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('menuitem', { name: 'Revisions' }).click()
    await page.getByText('Current', { exact: true }).waitFor()
    expect(await violations(page)).toEqual([])
  })

  test('in the dialogs, with what is wrong said', async () => {
    await open(`/files/${full.id}`)
    await row(page, 'a.txt').waitFor()
    await page.getByRole('button', { name: 'New' }).click()
    await page.getByRole('menuitem', { name: 'Folder' }).click()
    await page.getByRole('dialog').getByRole('textbox').fill('a:b')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('alert').waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await row(page, 'a.txt').getByRole('gridcell').first().click()
    await page.getByRole('button', { name: 'Move to' }).click()
    await page.getByRole('treeitem').first().waitFor()
    expect(await violations(page)).toEqual([])
  })

  test('in the Share dialog, its picker and menu, and in Shared with me with and without files', async () => {
    const ben = await portal.open('ben@demo.test', options)
    await ben.page.goto('/shared')
    await ben.page.getByText('Nothing is shared with you yet').waitFor()
    expect(await violations(ben.page)).toEqual([])
    await open(`/files/${full.id}`)
    await row(page, LONG).getByRole('gridcell').first().click()
    await page.getByRole('button', { name: 'Share', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox').pressSequentially('ben')
    await page.getByRole('option').first().waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('option').first().click()
    await dialog.getByRole('button', { name: 'Share', exact: true }).click()
    await dialog.getByRole('button', { name: 'Ben Okafor: Can edit' }).click()
    await page.getByRole('menuitemradio', { name: 'Can view' }).waitFor()
    expect(await violations(page)).toEqual([])
    await row(ben.page, LONG).waitFor()
    expect(await violations(ben.page)).toEqual([])
    await page.getByRole('menuitem', { name: 'Stop sharing' }).click()
    await ben.page.getByText('Nothing is shared with you yet').waitFor()
    await ben.context.close()
  })

  test('in a rename that fails, and an upload that fails', async () => {
    await open(`/files/${full.id}`)
    await row(page, 'a.txt').waitFor()
    if (!phone) {
      await select(page, 'a.txt')
      await page.keyboard.press('F2')
      await page.getByRole('textbox', { name: 'New name' }).fill('b.txt')
      await page.keyboard.press('Enter')
      await page.getByRole('grid').getByRole('alert').waitFor()
      expect(await violations(page)).toEqual([])
      // out of the field, then out of the selection
      await page.keyboard.press('Escape')
      await page.getByRole('textbox', { name: 'New name' }).waitFor({ state: 'detached' })
      await page.keyboard.press('Escape')
    }
    await page.locator('input[data-upload=files]').setInputFiles({ name: 'CON.txt', mimeType: '', buffer: Buffer.from('x') })
    await page.getByText('1 file could not be uploaded').waitFor()
    expect(await violations(page)).toEqual([])
  })

  test('in a search with and without results, and in Unsaved work', async () => {
    await open('/search?q=budg')
    await page.getByRole('link', { name: 'Winter budget.xlsx', exact: true }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.goto('/search?q=nothinglikethis')
    await page.getByText('Nothing is called').waitFor()
    expect(await violations(page)).toEqual([])
    await page.goto('/unsaved')
    await page.getByText('No unsaved work').waitFor()
    expect(await violations(page)).toEqual([])
  })

  test('in Microsoft 365 with every step unfolded, in its dialogs and in Why?', async () => {
    await open('/admin/microsoft-365', 'admin@demo.test')
    for (const step of ['Configure', 'Validate', 'Roll out']) await page.getByRole('button', { name: step, exact: true }).click()
    await page.getByText('Who would get it now').waitFor()
    await page
      .getByRole('radiogroup', { name: /own the domains/ })
      .getByRole('radio', { name: 'No' })
      .check()
    await page.getByText(/^Microsoft will probably refuse/).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Go to Production' }).click()
    await page
      .getByText(/^Microsoft could not reach this server/)
      .last()
      .waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('alertdialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Start a rehearsal' }).first().click()
    await page.getByRole('combobox', { name: 'Testers' }).fill('anna')
    await page.getByRole('option', { name: /Anna Berg/ }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.goto(`/admin/why?account=${me.id}`)
    await page.getByText('Microsoft 365 is off: start a rehearsal').first().waitFor()
    expect(await violations(page)).toEqual([])
  })

  test('in Editors, with what one offers unfolded, the order, and an address that was tried', async () => {
    await open('/admin/editors', 'admin@demo.test')
    await page.getByRole('button', { name: 'What Moorage offers' }).click()
    await page.getByRole('button', { name: /^Change here/ }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: /^Change here/ }).click()
    await page
      .getByRole('button', { name: /^Move Moorage/ })
      .first()
      .waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Add an editor' }).click()
    await page.getByRole('textbox', { name: 'Discovery address' }).fill(`${portal.server.editor}/hosting/discovery`)
    await page.keyboard.press('Enter')
    await page.getByText('This address works.').waitFor()
    expect(await violations(page)).toEqual([])
  })

  test('in a folder that is gone, and without a network', async () => {
    await open(`/files/${'a'.repeat(26)}`)
    await page.getByRole('alert').waitFor()
    expect(await violations(page)).toEqual([])
    await page.goto(`/files/${full.id}`)
    await row(page, 'a.txt').waitFor()
    await context.setOffline(true)
    await page.getByText(/^You are offline/).waitFor()
    expect(await violations(page)).toEqual([])
    await context.setOffline(false)
    await page.route('**/api/me', (route) => route.abort())
    await page.reload()
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    expect(await violations(page)).toEqual([])
  })
})
