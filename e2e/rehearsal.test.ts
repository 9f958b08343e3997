import type { Me } from '@moorage/api'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EditorPages, type OpenDocument, type Person, serveEditorPages } from './editor-pages.ts'

// Microsoft 365 without Microsoft: the administrator rehearses, a tester edits, everybody else keeps their editor.
const WAIT = { timeout: 20_000 }
let pages: EditorPages
let admin: Person
let desk: Page
let anna: Person
let ben: Person

beforeAll(async () => {
  pages = await serveEditorPages()
  admin = await pages.signIn('admin@demo.test', { viewport: { width: 1440, height: 900 } })
  anna = await pages.signIn('anna@demo.test')
  ben = await pages.signIn('ben@demo.test')
  desk = await admin.context.newPage()
})
afterAll(() => pages?.close())

const meOf = async ({ context }: Person) => (await (await context.request.get(`${pages.server.portal}/api/me`)).json()) as Me
const content = async (id: string) => (await anna.download(id)).toString('utf8')

async function type(opened: OpenDocument, words: string) {
  await opened.editor.locator('.cm-content').click()
  await opened.page.keyboard.press('Control+End')
  await opened.page.keyboard.type(words)
}

async function openText(who: Person, id: string): Promise<OpenDocument> {
  const opened = await who.open(id)
  await opened.editor.locator('[data-phase=editing]').waitFor()
  return opened
}

const change = async (path: string, body: unknown) => {
  const headers = { origin: pages.server.portal }
  const answer = await admin.context.request.patch(`${pages.server.portal}${path}`, { data: body, headers })
  if (!answer.ok()) throw new Error(`${path} was answered ${answer.status()} ${await answer.text()}`)
}

test('the administrator starts a rehearsal with Anna, and the page says so', async () => {
  await desk.goto(`${pages.server.portal}/admin/microsoft-365`)
  await desk.getByRole('button', { name: 'Start a rehearsal' }).first().click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByRole('combobox').click()
  await desk.keyboard.type('anna')
  await desk.getByRole('option', { name: /Anna Berg/ }).click()
  await dialog.getByRole('button', { name: /Start/ }).click()
  await desk.getByText('The built-in editor stands in Microsoft’s place for 1 tester.').first().waitFor()
})

test('Anna edits in Microsoft 365 (rehearsal), marked as one; Ben keeps his editor', async () => {
  const id = await anna.newFile('Rehearsed.txt', 'start')
  const opened = await openText(anna, id)
  expect(await opened.page.title()).toBe('Rehearsed.txt - Microsoft 365 (rehearsal)')
  await opened.editor.getByText('Rehearsal', { exact: true }).waitFor()
  await type(opened, ' and more')
  await opened.editor.getByText(/^Saved \d\d:\d\d$/).waitFor()
  expect(await content(id)).toBe('start and more')
  await opened.page.close()

  const his = await openText(ben, await ben.newFile('Mine.txt', 'x'))
  expect(await his.page.title()).toBe('Mine.txt - Moorage')
  await expect.poll(() => his.editor.getByText('Rehearsal', { exact: true }).count()).toBe(0)
  await his.page.close()
  expect([...anna.complaints, ...ben.complaints].filter((line) => !line.includes('127.0.0.1'))).toEqual([])
})

test('“Why?” says of Ben that he is no tester, and what to do', async () => {
  await desk.goto(`${pages.server.portal}/admin/why?account=${(await meOf(ben)).id}`)
  await desk.getByText('Not a tester: add Ben, or start the roll-out.').first().waitFor()
})

test('with Stop now, the next save is refused and found under Unsaved work', async () => {
  const { organization } = await meOf(anna)
  const id = await anna.newFile('Stopped.txt', 'start')
  const opened = await openText(anna, id)
  await type(opened, ' saved')
  await opened.editor.getByText(/^Saved \d\d:\d\d$/).waitFor()
  await change(`/api/admin/organizations/${organization.id}/policies/microsoft-365`, { value: 'disabled', running: 'stop' })
  await type(opened, ' kept')
  const unsaved = async () => {
    const answer = await anna.context.request.get(`${pages.server.portal}/api/unsaved`)
    return ((await answer.json()) as { unsaved: { itemName: string }[] }).unsaved.map(({ itemName }) => itemName)
  }
  await expect.poll(unsaved, WAIT).toEqual(['Stopped.txt'])
  expect(await content(id)).toBe('start saved')
  opened.page.on('dialog', (dialog) => void dialog.accept())
  await opened.page.close()
})

test('with Let them finish, the running session saves on and nothing new opens in it', async () => {
  const { organization } = await meOf(anna)
  const policy = `/api/admin/organizations/${organization.id}/policies/microsoft-365`
  await change(policy, { value: 'edit' })
  const id = await anna.newFile('Finishing.txt', 'start')
  const opened = await openText(anna, id)
  expect(await opened.page.title()).toBe('Finishing.txt - Microsoft 365 (rehearsal)')
  await type(opened, ' one')
  await opened.editor.getByText(/^Saved \d\d:\d\d$/).waitFor()
  await change(policy, { value: 'disabled', running: 'finish' })
  await type(opened, ' two')
  await expect.poll(() => content(id), WAIT).toBe('start one two')
  const other = await anna.open(await anna.newFile('Later.txt', 'x'))
  await other.editor.locator('[data-phase=editing]').waitFor()
  expect(await other.page.title()).toBe('Later.txt - Moorage')
})
