import { randomFillSync } from 'node:crypto'
import { unzipSync, type Zippable, zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDeck } from '../packages/editor/web/pptx/deck.ts'
import { makeDeck } from '../packages/editor/web/pptx/testing/made-deck.ts'
import { type EditorPages, type Person, serveEditorPages } from './editor-pages.ts'

const WAIT = { timeout: 60_000 }
const FILM = 'ppt/media/film1.mp4'
const MEGABYTE = 2 ** 20
let pages: EditorPages
let anna: Person
beforeAll(async () => {
  pages = await serveEditorPages()
  anna = await pages.signIn('anna@demo.test', { viewport: { width: 1440, height: 900 } })
})
afterAll(() => pages?.close())

/** A deck with a film of fifty megabytes, which lies in it as it is. */
function largeDeck(): { deck: Uint8Array; film: Uint8Array } {
  const film = new Uint8Array(50 * MEGABYTE)
  for (let at = 0; at < film.length; at += MEGABYTE) randomFillSync(film, at, MEGABYTE)
  const parts: Zippable = { ...unzipSync(makeDeck()), [FILM]: [film, { level: 0 }] }
  return { deck: zipSync(parts), film }
}

test('what is typed while fifty megabytes are being saved is saved after them, to the last letter, also in a draft', async () => {
  const { deck, film } = largeDeck()
  const id = await anna.newFile('Large.pptx', deck)
  const opened = await anna.open(id)
  const { editor, page } = opened
  await editor.locator('[data-phase=editing]').waitFor(WAIT)
  await editor.getByRole('option', { name: /^Slide 2: Numbers/ }).click()
  await editor.getByRole('button', { name: 'Edit Title 1: Numbers', exact: true }).click()
  await page.keyboard.press('End')
  await page.keyboard.type(' of')
  for (const words of [' lamps', ' and of boats']) {
    await editor.locator('[data-phase=saving]').waitFor(WAIT)
    await page.keyboard.type(words)
  }
  const saved = async () => openDeck(await anna.download(id))
  const title = async () => (await saved()).title('ppt/slides/slide2.xml')
  await expect.poll(title, WAIT).toBe('Numbers of lamps and of boats')
  expect(Buffer.compare((await saved()).pkg.bytes(FILM), film)).toBe(0)

  await editor.getByText(/^Saved \d\d:\d\d$/).waitFor(WAIT)
  await page.route('**/relay/contents', (route) => (route.request().method() === 'POST' ? route.abort() : route.fallback()))
  await page.keyboard.type(' at night')
  await editor.getByText('Not saved, kept here', { exact: true }).waitFor(WAIT)
  await expect.poll(() => editor.locator('body').evaluate(drafts), WAIT).toBe(1)
  const debug = await anna.context.newCDPSession(page)
  const crashed = page.waitForEvent('crash')
  void debug.send('Page.crash').catch(() => undefined)
  await crashed
  await page.close()
  const again = await anna.open(id)
  await again.editor.getByText(/^Recovered what you typed at/).waitFor(WAIT)
  await expect.poll(title, WAIT).toBe('Numbers of lamps and of boats at night')
  await again.page.close()
  expect(anna.complaints).toEqual([])
}, 240_000)

/** How many drafts this browser keeps. */
const drafts = () =>
  new Promise<number>((resolve, reject) => {
    const opening = indexedDB.open('moorage-drafts', 1)
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const count = opening.result.transaction('drafts').objectStore('drafts').count()
      count.onsuccess = () => resolve(count.result)
      count.onerror = () => reject(count.error)
    }
  })
