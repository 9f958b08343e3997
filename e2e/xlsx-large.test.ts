import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPackage } from '../packages/editor/web/ooxml/package.ts'
import { STYLES, workbook, worksheet } from '../packages/editor/web/xlsx/testing/workbook.ts'
import { type EditorPages, type OpenDocument, type Person, serveEditorPages } from './editor-pages.ts'

const WAIT = { timeout: 90_000 }
const TIME = 180_000
let pages: EditorPages
let anna: Person
beforeAll(async () => {
  pages = await serveEditorPages()
  anna = await pages.signIn('anna@demo.test')
})
afterAll(() => pages?.close())

async function type({ editor, page }: OpenDocument, cell: string, words: string): Promise<void> {
  const box = editor.getByRole('textbox', { name: 'Selected cells' })
  await box.fill(cell)
  await box.press('Enter')
  await expect.poll(() => box.evaluate((element) => element === document.activeElement), WAIT).toBe(false)
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
}
/** Opened, one cell typed, saved, and opened again. */
async function edited(name: string, bytes: Uint8Array, cell: string, part = 'xl/worksheets/sheet1.xml'): Promise<string> {
  const id = await anna.newFile(name, bytes)
  const opened = await anna.open(id)
  await opened.editor.locator('[data-phase=editing]').waitFor(WAIT)
  await type(opened, cell, '4711')
  const sheet = async () => openPackage(await anna.download(id)).text(part)
  await expect.poll(sheet, WAIT).toMatch(new RegExp(`<c r="${cell}"[^>]*><v>4711</v>`))
  await opened.page.close()
  const again = await anna.open(id)
  await again.editor.locator('[data-phase=editing]').waitFor(WAIT)
  await again.page.close()
  return sheet()
}

test(
  'a sheet of 300,000 rows is opened, edited, saved and opened again',
  async () => {
    const rows = Array.from({ length: 300_000 }, (_, row) => `<row r="${row + 1}"><c r="A${row + 1}"><v>${row}</v></c></row>`)
    const sheet = await edited('Rows.xlsx', workbook({ sheets: { Rows: worksheet(rows.join('')) }, styles: STYLES }), 'B300000')
    expect(sheet).toContain('<row r="299999"><c r="A299999"><v>299998</v></c></row>')
    expect(anna.complaints.filter((each) => !/^error \[redi\]/.test(each))).toEqual([])
  },
  TIME,
)

test(
  'so is a workbook of 500 sheets, with names as long and as odd as they may be',
  async () => {
    const name = (index: number) => `${index} 漢字 👩‍👧 it's`.padEnd(31, '_')
    const sheets = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [name(index), worksheet(`<row r="1"><c r="A1"><v>${index}</v></c></row>`)]),
    )
    expect(await edited('Sheets.xlsx', workbook({ sheets, styles: STYLES }), 'B2')).toContain('<v>0</v>')
  },
  TIME,
)
