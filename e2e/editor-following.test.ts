import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EditorPages, type OpenDocument, type Person, serveEditorPages } from './editor-pages.ts'

const WAIT = { timeout: 20_000 }
let pages: EditorPages
let anna: Person
let ben: Person
beforeAll(async () => {
  pages = await serveEditorPages()
  anna = await pages.signIn('anna@demo.test')
  ben = await pages.signIn('ben@demo.test')
})
afterAll(() => pages?.close())

const text = ({ editor }: OpenDocument) => editor.locator('.cm-content')
const inPhase = ({ editor }: OpenDocument, phase: string) => editor.locator(`[data-phase=${phase}]`).waitFor()

async function type(opened: OpenDocument, words: string): Promise<void> {
  await text(opened).click()
  await opened.page.keyboard.press('Control+End')
  await opened.page.keyboard.type(words)
}

test('the second person sees every save, asks, is let in, and the first one follows', async () => {
  const id = await anna.find('Read me first.md')
  const hers = await anna.open(id)
  await inPhase(hers, 'editing')
  const his = await ben.open(id)
  await inPhase(his, 'following')
  await his.editor.getByText(/^Anna.* is editing; you see every save/).waitFor()

  await type(hers, '\n\nWritten by Anna.')
  await his.editor.locator('.moorage-markdown').getByText('Written by Anna.').waitFor()

  await his.editor.getByRole('button', { name: 'Ask to edit' }).click()
  await expect.poll(() => his.editor.getByRole('button', { name: 'Asked' }).isDisabled(), WAIT).toBe(true)
  await type(hers, ' And a last word.')
  await hers.editor.getByRole('button', { name: /^Let Ben.* edit$/ }).click()
  await inPhase(hers, 'following')

  await his.editor.getByRole('button', { name: 'Edit', exact: true }).click()
  await inPhase(his, 'editing')
  await expect.poll(() => text(his).innerText(), WAIT).toContain('And a last word.')
  await type(his, ' Now Ben.')
  await hers.editor.locator('.moorage-markdown').getByText('Now Ben.').waitFor()
  await hers.editor
    .getByText(/^Ben.* is editing/)
    .first()
    .waitFor()
  await his.page.close()
  await hers.page.close()
  expect([...anna.complaints, ...ben.complaints]).toEqual([])
})

test('when the editor leaves, Edit lights up', async () => {
  const id = await anna.find('Volunteers.csv')
  const hers = await anna.open(id)
  await inPhase(hers, 'editing')
  const his = await ben.open(id)
  await inPhase(his, 'following')
  await hers.editor.getByRole('button', { name: /^Back to/ }).click()
  await his.editor.getByRole('button', { name: 'Edit', exact: true }).click()
  await inPhase(his, 'editing')
  await his.page.close()
})

test('a second tab of the same person says so, and takes over on request without losing a word', async () => {
  const id = await anna.newFile('Two tabs.txt', 'start')
  const first = await anna.open(id)
  await inPhase(first, 'editing')
  const second = await anna.open(id)
  await second.editor.getByText('You have this document open in another tab.').waitFor()
  await type(first, ' typed in the first')
  await second.editor.getByRole('button', { name: 'Edit here' }).click()
  await inPhase(second, 'editing')
  await expect.poll(() => text(second).innerText(), WAIT).toBe('start typed in the first')
  await inPhase(first, 'following')
  await first.page.close()
  await second.page.close()
})
