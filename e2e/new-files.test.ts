import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPackage } from '../packages/editor/web/ooxml/package.ts'
import { openDeck } from '../packages/editor/web/pptx/deck.ts'
import { faultsOf } from '../packages/editor/web/pptx/testing/schema-order.ts'
import { faults } from '../packages/editor/web/xlsx/testing/verify.ts'
import { type EditorPages, type Person, serveEditorPages } from './editor-pages.ts'

const WAIT = { timeout: 20_000 }
let pages: EditorPages
let anna: Person
beforeAll(async () => {
  pages = await serveEditorPages()
  anna = await pages.signIn('anna@demo.test', { viewport: { width: 1440, height: 900 } })
})
afterAll(() => pages?.close())

/** New → the kind → its usual name: the tab in which it opens. */
async function make(kind: string): Promise<Page> {
  const page = await anna.context.newPage()
  await page.goto(`${pages.server.portal}/files`)
  await page.getByRole('button', { name: 'New', exact: true }).click()
  await page.getByRole('menuitem', { name: kind }).click()
  const [tab] = await Promise.all([
    anna.context.waitForEvent('page'),
    page.getByRole('button', { name: 'Create and open', exact: true }).click(),
  ])
  await page.close()
  return tab
}

test('a new presentation opens at once, with a slide whose title is typed and saved', async () => {
  const tab = await make('PowerPoint presentation')
  const editor = tab.frameLocator('#office_frame')
  await editor.locator('[data-phase=editing]').waitFor()
  await editor.getByRole('button', { name: 'Click to add title', exact: true }).click()
  await tab.keyboard.type('Lanterns')
  const id = await anna.find('Presentation.pptx')
  const title = async () => {
    const deck = openDeck(await anna.download(id))
    return deck.slides().map(({ part }) => deck.title(part))
  }
  await expect.poll(title, WAIT).toEqual(['Lanterns'])
  expect(faultsOf(openPackage(await anna.download(id)))).toEqual([])
  expect(anna.complaints).toEqual([])
})

test('a new workbook opens at once, with a sheet whose first cell is typed and saved', async () => {
  const tab = await make('Excel workbook')
  const editor = tab.frameLocator('#office_frame')
  await editor.locator('[data-phase=editing]').waitFor(WAIT)
  await editor.getByRole('tab', { name: 'Sheet1' }).waitFor()
  const box = editor.getByRole('textbox', { name: 'Selected cells' })
  await box.fill('A1')
  await box.press('Enter')
  await expect.poll(() => box.evaluate((element) => element === document.activeElement), WAIT).toBe(false)
  await tab.keyboard.type('42')
  await tab.keyboard.press('Enter')
  const id = await anna.find('Workbook.xlsx')
  const sheet = async () => openPackage(await anna.download(id)).text('xl/worksheets/sheet1.xml')
  await expect.poll(sheet, WAIT).toMatch(/<c r="A1"[^>]*><v>42<\/v>/)
  expect(faults(await anna.download(id))).toEqual([])
  expect(anna.complaints).toEqual([])
})
