import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EditorPages, type OpenDocument, type Person, serveEditorPages } from './editor-pages.ts'

const WAIT = { timeout: 20_000 }
let pages: EditorPages
let anna: Person
beforeAll(async () => {
  pages = await serveEditorPages()
  anna = await pages.signIn('anna@demo.test')
})
afterAll(() => pages?.close())

const state = ({ editor }: OpenDocument) => editor.getByTestId('save-state')
const text = ({ editor }: OpenDocument) => editor.locator('.cm-content')
const contentOf = async (id: string) => (await anna.download(id)).toString('utf8')

async function openText(name: string, content: string): Promise<OpenDocument> {
  const opened = await anna.open(await anna.newFile(name, content))
  await opened.editor.locator('[data-phase=editing]').waitFor()
  return opened
}

async function type(opened: OpenDocument, words: string): Promise<void> {
  await text(opened).click()
  await opened.page.keyboard.press('Control+End')
  await opened.page.keyboard.type(words)
}

test('typing says "Saving…", then "Saved" with the time, and untouched lines keep their bytes', async () => {
  const opened = await openText('Mixed endings.txt', 'one\r\ntwo\nthree')
  await type(opened, ' äöü')
  await opened.editor.getByText('Saving…').waitFor()
  await opened.editor.getByText(/^Saved \d\d:\d\d$/).waitFor()
  expect(await contentOf(opened.itemId)).toBe('one\r\ntwo\nthree äöü')
  await opened.page.close()
})

test('a Word document is typed into and the downloaded file has the text', async () => {
  const opened = await anna.open(await anna.find('Start here.docx'))
  await opened.editor.locator('[data-phase=editing]').waitFor()
  await opened.editor
    .locator('.docx-page')
    .first()
    .click({ position: { x: 250, y: 190 } })
  await opened.page.keyboard.type('Typed by a test. ')
  await opened.editor.getByText(/^Saved \d\d:\d\d$/).waitFor()
  const parts = unzipSync(new Uint8Array(await anna.download(opened.itemId)))
  expect(strFromU8(parts['word/document.xml'] ?? new Uint8Array())).toContain('Typed by a test.')
  await opened.page.close()
})

test('a page that is left right after typing has lost nothing, and its lock is gone', async () => {
  const opened = await openText('Left at once.txt', 'start')
  opened.page.on('dialog', (dialog) => void dialog.accept())
  await type(opened, ' and the last words')
  await opened.page.goto(`${pages.server.portal}/`)
  await expect.poll(() => contentOf(opened.itemId), WAIT).toBe('start and the last words')
  await opened.page.close()
  const again = await anna.open(opened.itemId)
  await again.editor.locator('[data-phase=editing]').waitFor()
  await again.page.close()
})

test('a tab that dies before it could save leaves a draft: the next one takes over its lock and saves it', async () => {
  const opened = await openText('Died.txt', 'start')
  await opened.page.route('**/relay/contents', (route) =>
    route.request().method() === 'POST' ? route.fulfill({ status: 503, json: { status: 503 } }) : route.fallback(),
  )
  await type(opened, ' kept in the browser')
  await opened.editor.getByText('Not saved, kept here', { exact: true }).waitFor()
  const debug = await anna.context.newCDPSession(opened.page)
  const crashed = opened.page.waitForEvent('crash')
  void debug.send('Page.crash').catch(() => undefined)
  await crashed
  await opened.page.close()
  expect(await contentOf(opened.itemId)).toBe('start')
  const again = await anna.open(opened.itemId)
  await again.editor.getByText(/^Recovered what you typed at/).waitFor()
  await expect.poll(() => contentOf(opened.itemId), WAIT).toBe('start kept in the browser')
  await again.editor.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => contentOf(opened.itemId), WAIT).toBe('start')
  await again.page.close()
})

test.each([
  [401, {}],
  [404, {}],
  [409, { held: 'moorage:somebody-else' }],
  [413, { reason: 'There is not enough space left in your organization.' }],
  [500, {}],
])('a save that is answered %i keeps the text, says so, and offers a copy and a download', async (status, said) => {
  const opened = await openText(`Failing ${status}.txt`, 'start')
  await opened.page.route('**/relay/contents', (route) =>
    route.request().method() === 'POST' ? route.fulfill({ status, json: { status, ...said } }) : route.fallback(),
  )
  await type(opened, ' more')
  await expect.poll(() => state(opened).innerText(), WAIT).toBe('Not saved, kept here')
  await expect.poll(() => opened.editor.getByTestId('notice-kept').innerText(), WAIT).toContain('Not saved, kept here.')
  await expect.poll(() => text(opened).innerText(), WAIT).toBe('start more')
  const download = opened.page.waitForEvent('download')
  await opened.editor.getByRole('button', { name: 'Download' }).click()
  expect(await (await download).failure()).toBeNull()
  await opened.editor.getByRole('button', { name: 'Save a copy' }).click()
  await opened.editor.getByText(`Saved a copy as “Failing ${status} (copy).txt”.`).waitFor()
  expect(await contentOf(await anna.find(`Failing ${status} (copy).txt`))).toBe('start more')
  await opened.page.unroute('**/relay/contents')
  if (status !== 409) {
    await opened.editor.getByRole('button', { name: 'Try again' }).click()
    await opened.editor.getByText(/^Saved \d\d:\d\d$/).waitFor()
    expect(await contentOf(opened.itemId)).toBe('start more')
  }
  await opened.page.close()
})

test('without a connection one can go on typing, and it is saved when the connection is back', async () => {
  const opened = await openText('Offline.txt', 'start')
  await opened.page.route('**/relay/contents', (route) => (route.request().method() === 'POST' ? route.abort() : route.fallback()))
  await type(opened, ' one')
  await expect.poll(() => state(opened).innerText(), WAIT).toBe('Not saved, kept here')
  await opened.page.keyboard.type(' two')
  await opened.page.unroute('**/relay/contents')
  await opened.editor.getByText(/^Saved \d\d:\d\d$/).waitFor()
  await expect.poll(() => contentOf(opened.itemId), WAIT).toBe('start one two')
  await opened.page.close()
})

test('an empty Word file gets a page to type on', async () => {
  const opened = await anna.open(await anna.newFile('Quite empty.docx', ''))
  await opened.editor.locator('[data-phase=editing]').waitFor()
  expect(Object.keys(unzipSync(new Uint8Array(await anna.download(opened.itemId))))).toContain('word/document.xml')
  await opened.page.close()
})

test.each([
  { device: 'light', chosen: 'Dark', ground: 'rgb(31, 31, 31)', before: 'rgb(250, 250, 250)' },
  { device: 'dark', chosen: 'Light', ground: 'rgb(250, 250, 250)', before: 'rgb(31, 31, 31)' },
] as const)(
  'on a $device device the editor and the page around it are $chosen when that was chosen in the portal',
  async ({ device, chosen, ground, before }) => {
    const ben = await pages.signIn('ben@demo.test', { colorScheme: device })
    const file = await ben.newFile(`${chosen} on ${device}.txt`, 'x')
    const grounds = async () => {
      const { page, editor } = await ben.open(file)
      await editor.locator('[data-phase=editing]').waitFor()
      const groundOf = (body: Element) => getComputedStyle(body).backgroundColor
      const seen = {
        around: await page.locator('body').evaluate(groundOf),
        editor: await editor.locator('body').evaluate(groundOf),
        controls: await editor.locator('.fui-FluentProvider[data-theme]').first().getAttribute('data-theme'),
      }
      await page.close()
      return seen
    }
    expect(await grounds()).toEqual({ around: before, editor: before, controls: device })
    const portal = await ben.context.newPage()
    await portal.goto(`${pages.server.portal}/files`)
    await portal.getByRole('button', { name: /Account of/ }).click()
    await portal.getByRole('menuitemradio', { name: chosen }).click()
    expect(await grounds()).toEqual({ around: ground, editor: ground, controls: chosen.toLowerCase() })
    expect(ben.complaints).toEqual([])
    await ben.context.close()
  },
)

test('a renamed document tells its new name to the page around it', async () => {
  const opened = await openText('Old name.txt', 'x')
  await opened.editor.getByRole('button', { name: 'Old name' }).click()
  await opened.page.keyboard.type('New name')
  await opened.page.keyboard.press('Enter')
  await expect.poll(() => opened.page.title(), WAIT).toMatch(/New name\.txt/)
  await opened.page.close()
})

test('every kind of demo file is shown, without a request to the outside or a breach of the policy', async () => {
  for (const [name, sign] of [
    ['Travel notes.md', '.moorage-markdown h1'],
    ['Tide table.csv', '.moorage-csv canvas[id^=univer-sheet-main]'],
    ['Winter budget.xlsx', '.moorage-xlsx canvas[id^=univer-sheet-main]'],
    ['Town hall talk.pptx', '.moorage-pptx-sheet >> text=Lanterns over the'],
    ['Visitor guide.pdf', '.moorage-pdf .textLayer >> text=Visitor guide'],
    ['View of the harbour.png', '.moorage-image img'],
  ] as const) {
    const opened = await anna.open(await anna.find(name))
    await opened.editor.locator(sign).first().waitFor()
    await opened.page.close()
  }
  expect(anna.complaints).toEqual([])
})

test('a file that is not what its name says gets a sentence, not an empty page', async () => {
  for (const [name, sentence] of [
    ['Not a book.xlsx', 'This file is not an Excel workbook'],
    ['Not a talk.pptx', 'This file is not a PowerPoint presentation'],
    ['Not paper.pdf', 'This PDF is damaged'],
    ['Not a picture.png', 'This picture can’t be shown'],
  ] as const) {
    const opened = await anna.open(await anna.newFile(name, 'nonsense'))
    await opened.editor.getByText(sentence).waitFor()
    await opened.page.close()
  }
})
