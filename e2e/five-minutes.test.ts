import { readFile } from 'node:fs/promises'
import { Document, Packer, Paragraph } from 'docx'
import { strFromU8, unzipSync } from 'fflate'
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BoxServer, startServer } from '../packages/server/box/server.ts'
import { startBrowser } from './browser.ts'

// A newcomer's first five minutes, in order, by nothing but what is on the screen.
let server: BoxServer
let browser: Browser

beforeAll(async () => {
  server = await startServer()
  browser = await startBrowser()
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

interface Person {
  context: BrowserContext
  page: Page
}

/** A window of its own, signed in by one click on a card. */
async function enter(name: string): Promise<Person> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', acceptDownloads: true })
  const page = await context.newPage()
  await page.goto(server.portal)
  await page.getByRole('button', { name: new RegExp(`Sign in as ${name}`) }).click()
  await page.getByRole('heading', { name: 'My Files' }).waitFor()
  return { context, page }
}

/** One click on a name opens the document in a new tab; what is inside the editor's frame. */
async function open({ context, page }: Person, name: string) {
  const [tab] = await Promise.all([context.waitForEvent('page'), page.getByRole('grid').getByText(name, { exact: true }).click()])
  return { tab, editor: tab.frameLocator('#office_frame') }
}

async function wordsIn(person: Person, name: string): Promise<string> {
  await person.page.getByRole('grid').getByText(name, { exact: true }).click({ button: 'right' })
  const [download] = await Promise.all([
    person.page.waitForEvent('download'),
    person.page.getByRole('menuitem', { name: 'Download', exact: true }).click(),
  ])
  const parts = unzipSync(await readFile(await download.path()))
  return strFromU8(parts['word/document.xml'] ?? new Uint8Array())
}

/** Leaves the page; where the browser asks whether to, stays, and leaves once it does not ask any more. */
async function leave(tab: Page) {
  let asked = true
  tab.on('dialog', (dialog) => {
    asked = true
    return dialog.dismiss()
  })
  while (asked) {
    asked = false
    await tab.goto('about:blank').catch((error: Error) => {
      if (!asked) throw error
    })
  }
  await tab.close()
}

/** The paper, without the outline beside it. */
const page = (editor: FrameLocator) => editor.getByTestId('docx-editor-scroll')
const state = (editor: FrameLocator) => editor.getByTestId('save-state')

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

describe('the first five minutes', () => {
  let anna: Person
  let ben: Person

  test('the sign-in page shows three people, says how to be two, and one click signs in', async () => {
    const page = await browser.newPage()
    await page.goto(server.portal)
    for (const name of ['Anna', 'Ben', 'Administrator']) await page.getByRole('button', { name: new RegExp(`as ${name}`) }).waitFor()
    expect(await page.getByText('private window').isVisible()).toBe(true)
    await page.close()
    anna = await enter('Anna')
  })

  test('My Files opens on real files, "Start here.docx" first, with nothing in the way', async () => {
    const first = anna.page.getByRole('row').nth(1)
    expect(await first.innerText()).toContain('Start here.docx')
    expect(await anna.page.getByRole('dialog').count()).toBe(0)
  })

  test('one click shows the text; typing says "Saving…", then "Saved" and the time; the file has the words', async () => {
    const { tab, editor } = await open(anna, 'Start here.docx')
    await page(editor).getByText('Three things to try').click()
    await tab.keyboard.press('End')
    await tab.keyboard.type(' Harbour lights')
    await state(editor).getByText('Saving…').waitFor()
    await state(editor)
      .getByText(/^Saved \d\d:\d\d/)
      .waitFor()
    await tab.close()
    expect(await wordsIn(anna, 'Start here.docx')).toContain('Harbour lights')
  })

  test('closing right after typing loses nothing, and the row says who and when', async () => {
    const { tab, editor } = await open(anna, 'Start here.docx')
    await page(editor).getByText('Bring your own').click()
    await tab.keyboard.press('End')
    await tab.keyboard.type(' Quay wall')
    await state(editor).getByText('Saving…').waitFor()
    await leave(tab)
    const again = await open(anna, 'Start here.docx')
    await page(again.editor).getByText('Quay wall').first().waitFor()
    await state(again.editor).getByText('Saved').waitFor()
    await again.tab.close()
    await rowOf(anna.page, 'Start here.docx').getByText('You, just now').waitFor()
    expect(await wordsIn(anna, 'Start here.docx')).toContain('Quay wall')
  })

  test('Revisions shows who and from when to when; one click restores, and Undo takes it back', async () => {
    await anna.page.getByRole('grid').getByText('Start here.docx', { exact: true }).click({ button: 'right' })
    await anna.page.getByRole('menuitem', { name: 'Revisions' }).click()
    const panel = anna.page.getByRole('dialog', { name: /Revisions/ }).or(anna.page.getByRole('complementary', { name: /Revisions/ }))
    await panel
      .getByText(/You, .*\d:\d\d/)
      .first()
      .waitFor()
    await panel
      .getByRole('button', { name: /Restore/ })
      .last()
      .click()
    await anna.page.getByRole('button', { name: 'Undo' }).waitFor()
    expect(await wordsIn(anna, 'Start here.docx')).not.toContain('Harbour lights')
    await anna.page.getByRole('button', { name: 'Undo' }).click()
    await anna.page.getByText('Back to the revision before').waitFor()
    expect(await wordsIn(anna, 'Start here.docx')).toContain('Harbour lights')
    await anna.page.keyboard.press('Escape')
  })

  test('Ben follows Anna, asks to edit, and gets to when she leaves', async () => {
    ben = await enter('Ben')
    for (const { page } of [anna, ben]) {
      await page.getByRole('link', { name: 'Projects' }).click()
      await page.getByText('Meeting notes.docx').first().waitFor()
    }
    const hers = await open(anna, 'Meeting notes.docx')
    await hers.editor.locator('[contenteditable="true"]').first().waitFor()
    await rowOf(ben.page, 'Meeting notes.docx').getByText('Anna Berg').filter({ visible: true }).first().waitFor()
    const his = await open(ben, 'Meeting notes.docx')
    await his.editor
      .getByText(/Anna.* is editing/)
      .first()
      .waitFor()
    await his.editor.getByRole('button', { name: 'Ask to edit' }).click()
    await hers.editor.getByText(/Ben.* would like to edit/).waitFor()
    await hers.tab.close()
    await his.editor.getByRole('button', { name: 'Edit', exact: true }).click()
    await his.editor.locator('[contenteditable="true"]').first().waitFor()
    await his.tab.close()
  })

  test('their own .docx dropped anywhere uploads and opens; what no editor knows says so first and offers Download', async () => {
    await anna.page.getByRole('link', { name: 'My Files', exact: true }).click()
    await rowOf(anna.page, 'Start here.docx').waitFor()
    const own = await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('My own words')] }] }))
    const transfer = await anna.page.evaluateHandle(
      (bytes) => {
        const data = new DataTransfer()
        data.items.add(new File([new Uint8Array(bytes)], 'Own.docx'))
        data.items.add(new File(['not a document'], 'Model.blend'))
        return data
      },
      [...own],
    )
    for (const type of ['dragenter', 'dragover', 'drop']) await anna.page.getByRole('main').dispatchEvent(type, { dataTransfer: transfer })
    await rowOf(anna.page, 'Model.blend').waitFor()
    await rowOf(anna.page, 'Own.docx').waitFor()
    await anna.page.getByRole('grid').getByText('Model.blend', { exact: true }).click()
    const dialog = anna.page.getByRole('dialog')
    await dialog.getByText(/can’t be opened/).waitFor()
    await dialog
      .getByRole('button', { name: 'Download' })
      .or(dialog.getByRole('link', { name: 'Download' }))
      .waitFor()
    await anna.page.keyboard.press('Escape')
    const { editor, tab } = await open(anna, 'Own.docx')
    await page(editor).getByText('My own words').first().waitFor()
    await tab.close()
  })
})
