import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeText } from '../packages/editor/web/views/text/encoding.ts'
import { violations } from './axe.ts'
import { type EditorPages, type OpenDocument, type Person, serveEditorPages } from './editor-pages.ts'

const WAIT = { timeout: 30_000 }
const TIME = 120_000
let pages: EditorPages
let anna: Person
beforeAll(async () => {
  pages = await serveEditorPages()
  anna = await pages.signIn('anna@demo.test')
})
afterAll(() => pages?.close())

async function openTable(name: string, content: Uint8Array | string): Promise<OpenDocument> {
  const opened = await anna.open(await anna.newFile(name, content))
  await opened.editor.locator('[data-phase=editing]').waitFor(WAIT)
  return opened
}
async function goTo({ editor }: OpenDocument, cells: string): Promise<void> {
  const box = editor.getByRole('textbox', { name: 'Selected cells' })
  await box.fill(cells)
  await box.press('Enter')
  // the grid takes the keyboard back a moment later
  await expect.poll(() => box.evaluate((element) => element === document.activeElement), WAIT).toBe(false)
}
async function type(opened: OpenDocument, cell: string, words: string): Promise<void> {
  await goTo(opened, cell)
  await opened.page.keyboard.type(words)
  await opened.page.keyboard.press('Enter')
}
const says = ({ editor }: OpenDocument, words: RegExp) => editor.getByRole('status').getByText(words).waitFor(WAIT)
const becomes = (opened: OpenDocument, content: Uint8Array) =>
  expect.poll(async () => (await anna.download(opened.itemId)).toString('latin1'), WAIT).toBe(Buffer.from(content).toString('latin1'))
const latin = (text: string) => encodeText(text, 'windows-1252')
/** Where it is in the window: rows are 20 pixels high, and the first column is as wide as its texts need. */
async function inCell({ editor }: OpenDocument, row: number): Promise<{ x: number; y: number }> {
  const grid = await editor.locator('canvas[id^=univer-sheet-main]').boundingBox()
  return { x: (grid?.x ?? 0) + 46 + 20, y: (grid?.y ?? 0) + 20 + (row - 1) * 20 + 10 }
}

test(
  'a Windows-1252 file with semicolons keeps all that nobody touched, byte for byte',
  async () => {
    const opened = await openTable(
      'Größen.csv',
      latin('Größe;"Preis in €";Nr\r\n"Tür";1,50;007\nFenster;=1+1;2024-01-02;\r\nÄpfel;"a\r\nb";x'),
    )
    const { editor, page } = opened
    await editor.getByText('Separated by semicolons, encoded in Windows-1252. Both are kept.').waitFor(WAIT)
    await type(opened, 'B3', '008')
    await type(opened, 'C2', '=SUM(1;2)')
    await says(opened, /^A \.csv keeps values only: what begins with = stays text/)
    await type(opened, 'A2', 'true')
    await goTo(opened, 'A2')
    const middle = await inCell(opened, 2)
    await page.mouse.click(middle.x, middle.y, { button: 'right' })
    await editor.getByText('Insert', { exact: true }).first().click()
    await editor.getByText('rows above').hover()
    await editor.getByText('rows above').click({ position: { x: 10, y: 8 } })
    await type(opened, 'B2', '1/2')
    await becomes(opened, latin('Größe;"Preis in €";Nr\r\n;1/2;\r\n"true";1,50;"=SUM(1;2)"\nFenster;008;2024-01-02;\r\nÄpfel;"a\r\nb";x'))
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await becomes(opened, latin('Größe;"Preis in €";Nr\r\n"true";1,50;"=SUM(1;2)"\nFenster;008;2024-01-02;\r\nÄpfel;"a\r\nb";x'))
    await page.close()

    const again = await anna.open(opened.itemId)
    await again.editor.locator('[data-phase=editing]').waitFor(WAIT)
    await goTo(again, 'A2')
    await again.page.keyboard.press('Delete')
    await becomes(again, latin('Größe;"Preis in €";Nr\r\n"";1,50;"=SUM(1;2)"\nFenster;008;2024-01-02;\r\nÄpfel;"a\r\nb";x'))
    await type(again, 'C4', '→')
    await says(again, /^Windows-1252, the encoding of this file, has no “→”/)
    await again.editor.getByText(/^Saved as UTF-8:/).waitFor(WAIT)
    await becomes(
      again,
      encodeText('Größe;"Preis in €";Nr\r\n"";1,50;"=SUM(1;2)"\nFenster;008;2024-01-02;\r\nÄpfel;"a\r\nb";→', 'utf-8-bom'),
    )
    await again.page.close()
    expect(anna.complaints.filter((each) => !/^error \[redi\]/.test(each))).toEqual([])
  },
  TIME,
)

test(
  'what is pasted stays text, and looks are refused with the reason',
  async () => {
    const opened = await openTable('Paste.csv', 'a,b\n1,2\n')
    const { editor, page } = opened
    await goTo(opened, 'A2')
    await page.keyboard.press('Control+b')
    await says(opened, /^A \.csv keeps values only\.$/)
    await goTo(opened, 'A3')
    await editor.locator('canvas[id^=univer-sheet-main]').evaluate(() => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', '007\t1/2/2024\n"x\ny"\t=1+1\n')
      clipboardData.setData('text/html', '<table><tr><td><b>7</b></td></tr></table>')
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    })
    await becomes(opened, Buffer.from('a,b\n1,2\n007,1/2/2024\n"x\ny",=1+1\n'))
    await page.keyboard.press('Control+z')
    await becomes(opened, Buffer.from('a,b\n1,2\n'))
    // what was cut here is moved
    await goTo(opened, 'B1:B2')
    await page.keyboard.press('Control+x')
    await goTo(opened, 'C1')
    await page.keyboard.press('Control+v')
    await becomes(opened, Buffer.from('a,,b\n1,,2\n'))
    await editor.getByRole('button', { name: 'Undo' }).first().waitFor()
    // as with workbooks: the page around says how far it may be zoomed, and the library has two places of one name
    expect((await violations(page)).filter((each) => !/^(meta-viewport|landmark-unique)/.test(each))).toEqual([])
    await page.close()
  },
  TIME,
)

test(
  'a file that is no table is shown as text, with the reason, and can be mended',
  async () => {
    const opened = await openTable('Broken.csv', 'a,b\n"c,d\n')
    await says(opened, /^Row 2 has a quote that is never closed/)
    const text = opened.editor.getByRole('textbox', { name: 'Broken.csv' })
    await text.press('Control+End')
    await opened.page.keyboard.type('e"')
    await becomes(opened, Buffer.from('a,b\n"c,d\ne"'))
    await opened.page.close()
    const again = await anna.open(opened.itemId)
    await again.editor.getByText('Separated by commas, encoded in UTF-8. Both are kept.').waitFor(WAIT)
    await again.page.close()
  },
  TIME,
)
