import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPackage } from '../packages/editor/web/ooxml/package.ts'
import { type Deck, openDeck } from '../packages/editor/web/pptx/deck.ts'
import { plainText } from '../packages/editor/web/pptx/paragraphs.ts'
import { makeDeck } from '../packages/editor/web/pptx/testing/made-deck.ts'
import { faultsOf } from '../packages/editor/web/pptx/testing/schema-order.ts'
import { violations } from './axe.ts'
import { type EditorPages, type OpenDocument, type Person, serveEditorPages } from './editor-pages.ts'

const WAIT = { timeout: 20_000 }
const made = makeDeck()
let pages: EditorPages
let anna: Person
beforeAll(async () => {
  pages = await serveEditorPages()
  anna = await pages.signIn('anna@demo.test', { viewport: { width: 1440, height: 900 } })
})
afterAll(() => pages?.close())

async function open(id: string): Promise<OpenDocument> {
  const opened = await anna.open(id)
  await opened.editor.locator('.moorage-pptx-picture > *').first().waitFor()
  return opened
}
const inPhase = ({ editor }: OpenDocument, phase: string) => editor.locator(`[data-phase=${phase}]`).waitFor()
const slide = ({ editor }: OpenDocument, name: RegExp) => editor.getByRole('option', { name })
const command = ({ editor }: OpenDocument, name: string) => editor.getByRole('button', { name, exact: true })
const saved = async (id: string): Promise<Deck> => openDeck(await anna.download(id))
const titles = (deck: Deck) => deck.slides().map(({ part }) => deck.title(part))
const savedTitles = (id: string) => expect.poll(async () => titles(await saved(id)), WAIT)
const sound = async (id: string) => expect(faultsOf(openPackage(await anna.download(id)))).toEqual([])

test('a title is written where it stands; whoever looks on sees it, and nothing else of the file changes', async () => {
  const id = await anna.newFile('Harbour.pptx', made)
  const opened = await open(id)
  await inPhase(opened, 'editing')
  const follower = await open(id)
  await inPhase(follower, 'following')
  await slide(follower, /^Slide 2/).click()

  await slide(opened, /^Slide 2: Numbers/).click()
  await command(opened, 'Edit Title 1: Numbers').click()
  await opened.page.keyboard.press('End')
  await opened.page.keyboard.type(' of lamps')
  await savedTitles(id).toEqual(['Lanterns over the harbour', 'Numbers of lamps', 'Thanks'])
  expect(await opened.editor.getByRole('textbox', { name: 'Edit Title 1' }).textContent()).toBe('Numbers of lamps')
  const deck = await saved(id)
  const before = openPackage(made)
  expect(deck.pkg.names().filter((name) => deck.pkg.text(name) !== before.text(name))).toEqual(['ppt/slides/slide2.xml'])

  await follower.editor.locator('.moorage-pptx-sheet').getByText('Numbers of lamps').waitFor()
  expect(await slide(follower, /^Slide 2/).getAttribute('aria-selected')).toBe('true')
  expect(await follower.editor.getByRole('button', { name: 'New slide', exact: true }).isVisible()).toBe(false)
  await follower.page.close()
  await opened.page.close()
  expect(anna.complaints).toEqual([])
})

test('slides are added, copied, moved, hidden and deleted, and all of it can be undone', async () => {
  const id = await anna.newFile('Lanterns.pptx', made)
  const opened = await open(id)
  await inPhase(opened, 'editing')
  await command(opened, 'Duplicate slide').click()
  await slide(opened, /^Slide 2: Lanterns over the harbour/).waitFor()
  await opened.editor.getByRole('button', { name: 'New slide from a layout' }).click()
  await opened.editor.getByRole('menuitem', { name: 'Title Slide' }).click()
  await command(opened, 'Click to add title').click()
  await opened.page.keyboard.type('An interval')
  await opened.page.keyboard.press('Escape')
  await savedTitles(id).toEqual(['Lanterns over the harbour', 'Lanterns over the harbour', 'An interval', 'Numbers', 'Thanks'])

  const list = opened.editor.getByRole('listbox', { name: 'Slides' })
  await list.focus()
  await opened.page.keyboard.press('Alt+ArrowDown')
  await opened.page.keyboard.press('Home')
  await opened.page.keyboard.press('Delete')
  await savedTitles(id).toEqual(['Lanterns over the harbour', 'Numbers', 'An interval', 'Thanks'])
  await slide(opened, /^Slide 4: Thanks/).dragTo(slide(opened, /^Slide 1/), { targetPosition: { x: 60, y: 10 } })
  await savedTitles(id).toEqual(['Thanks', 'Lanterns over the harbour', 'Numbers', 'An interval'])
  await slide(opened, /^Slide 3: Numbers/).click({ button: 'right' })
  await opened.editor.getByRole('menuitem', { name: 'Hide slide' }).click()
  await slide(opened, /^Slide 3: Numbers \(hidden\)/).waitFor()
  await sound(id)

  for (const undone = command(opened, 'Undo'); (await undone.count()) > 0; ) await undone.click()
  await savedTitles(id).toEqual(['Lanterns over the harbour', 'Numbers', 'Thanks'])
  await expect.poll(async () => openPackage(await anna.download(id)).write(), WAIT).toEqual(openPackage(made).write())
  await opened.page.close()
  expect(anna.complaints).toEqual([])
})

test('with the keyboard alone: cells of a table, bold words, a new line, undo, and notes', async () => {
  const id = await anna.newFile('Keyboard.pptx', made)
  const opened = await open(id)
  const { page, editor } = opened
  await inPhase(opened, 'editing')
  await editor.getByRole('listbox', { name: 'Slides' }).focus()
  await page.keyboard.press('ArrowDown')
  await command(opened, 'Edit Table 3, row 2, column 1: 240').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('250')
  await page.keyboard.press('Tab')
  await page.keyboard.type('64')
  await page.keyboard.press('Escape')
  await command(opened, 'Edit Title 1: Numbers').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('End')
  await page.keyboard.press('Shift+Control+ArrowLeft')
  await page.keyboard.press('Control+b')
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('and names')
  await page.keyboard.press('Shift+Control+ArrowLeft')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Escape')
  const notes = editor.getByRole('textbox', { name: 'Notes' })
  await notes.focus()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Then smile twice')
  await page.keyboard.press('Control+z')
  await page.keyboard.type('.')
  await savedTitles(id).toContain('Numbers and names')
  await expect
    .poll(async () => plainText((await saved(id)).notes('ppt/slides/slide2.xml')?.paragraphs ?? []), WAIT)
    .toBe('Breathe\nThen smile.')
  const text = (await saved(id)).pkg.text('ppt/slides/slide2.xml')
  expect(text).toContain('<a:r><a:rPr lang="en-GB" b="1"/><a:t>250</a:t></a:r>')
  expect(text).toContain('<a:t>64</a:t>')
  expect(text).toMatch(/<a:rPr b="1" lang="en-GB"\/><a:t>Numbers<\/a:t>/)
  await sound(id)
  const found = await violations(page)
  expect(found.filter((each) => !each.startsWith('meta-viewport'))).toEqual([])
  await page.reload()
  await editor.locator('.moorage-pptx-picture > *').first().waitFor()
  await slide(opened, /^Slide 2/).click()
  await command(opened, 'Edit Table 3, row 2, column 1: 250').waitFor()
  await page.close()
  expect(anna.complaints).toEqual([])
})

test('what can’t be changed says so and is not offered, and a presentation marked read-only has no tools', async () => {
  const opened = await open(await anna.newFile('Charted.pptx', made))
  await inPhase(opened, 'editing')
  await slide(opened, /^Slide 2/).click()
  await opened.editor.locator('.moorage-pptx-closed').dblclick()
  await opened.editor.getByText('Charts can’t be changed here. They are kept as they are.').waitFor()
  await opened.editor.getByRole('button', { name: 'Bold (click a text and select words first)' }).waitFor()
  await opened.page.close()
  const locked = openPackage(made)
  locked.set('ppt/presentation.xml', locked.text('ppt/presentation.xml').replace('<p:extLst>', '<p:modifyVerifier/><p:extLst>'))
  const closed = await open(await anna.newFile('Locked.pptx', locked.write()))
  await closed.editor.getByText('A password protects this presentation against changes').waitFor()
  expect(await closed.editor.getByRole('toolbar', { name: 'Slide tools' }).isVisible()).toBe(false)
  await closed.page.close()
  expect(anna.complaints).toEqual([])
})
