import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPackage } from '../packages/editor/web/ooxml/package.ts'
import { readPalette } from '../packages/editor/web/xlsx/grid/read-colors.ts'
import { readStyles } from '../packages/editor/web/xlsx/grid/read-styles.ts'
import { readCells } from '../packages/editor/web/xlsx/testing/read-cells.ts'
import { faults } from '../packages/editor/web/xlsx/testing/verify.ts'
import { STYLES, workbook, worksheet } from '../packages/editor/web/xlsx/testing/workbook.ts'
import { type EditorPages, type OpenDocument, type Person, serveEditorPages } from './editor-pages.ts'

const WAIT = { timeout: 30_000 }
let pages: EditorPages
let anna: Person
beforeAll(async () => {
  pages = await serveEditorPages()
  anna = await pages.signIn('anna@demo.test', { permissions: ['clipboard-read', 'clipboard-write'] })
})
afterAll(() => pages?.close())

const BOOK = workbook({
  sheets: {
    One: worksheet(
      '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*10</f><v>10</v></c><c r="C1"><f>SUM(A1:A3)</f><v>6</v></c></row><row r="2"><c r="A2"><v>2</v></c></row><row r="3"><c r="A3" s="2"><v>3</v></c></row>',
    ),
  },
  styles: STYLES,
})

async function goTo({ editor }: OpenDocument, cells: string): Promise<void> {
  const box = editor.getByRole('textbox', { name: 'Selected cells' })
  await box.fill(cells)
  await box.press('Enter')
  await expect.poll(() => box.evaluate((element) => element === document.activeElement), WAIT).toBe(false)
}
/** As another program puts it there. */
const copied = ({ page }: OpenDocument, kinds: Record<string, string>) =>
  page.evaluate(
    (given) =>
      navigator.clipboard.write([
        new ClipboardItem(Object.fromEntries(Object.entries(given).map(([kind, text]) => [kind, new Blob([text], { type: kind })]))),
      ]),
    kinds,
  )

const EXCEL =
  '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet><style>.xl65{font-weight:700;}</style></head><body><table border=0 cellpadding=0 cellspacing=0><!--StartFragment--><tr height=20><td height=20 class=xl65 width=64>Excel</td><td align=right width=64>12.5</td></tr><tr height=20><td height=20>öä &amp; 漢字</td><td align=right>-7</td></tr><!--EndFragment--></table></body></html>'
const LIBREOFFICE =
  '<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/></head><body><table cellspacing="0" border="0"><colgroup span="2" width="85"></colgroup><tr><td height="17" align="left"><b>Calc</b></td><td align="right" sdval="3.25" sdnum="1033;">3.25</td></tr></table></body></html>'

/** Rows are 20 pixels high and columns 64 wide here. */
async function corner({ editor }: OpenDocument, row: number, column: number): Promise<[x: number, y: number]> {
  const grid = await editor.locator('canvas[id^=univer-sheet-main]').boundingBox()
  return [(grid?.x ?? 0) + 46 + 64 * column, (grid?.y ?? 0) + 20 + 20 * row]
}

test('what is pasted, cut, copied, filled, painted and deleted in the grid is in the saved file, and what is undone is not', async () => {
  const opened = await anna.open(await anna.newFile('Clipboard.xlsx', BOOK))
  const { editor, page, itemId } = opened
  await editor.locator('[data-phase=editing]').waitFor(WAIT)
  const press = async (cells: string, ...keys: string[]) => {
    await goTo(opened, cells)
    for (const key of keys) await page.keyboard.press(key)
  }
  const read = async () => readCells(openPackage(await anna.download(itemId)).text('xl/worksheets/sheet1.xml'))
  /** Each act is saved before the next one: the commands of the grid go on after the key is up. */
  const inFile = async (wanted: Record<string, string>) => {
    const found = async () => {
      const cells = await read()
      return Object.fromEntries(Object.keys(wanted).map((name) => [name, cells.get(name)?.formula ?? cells.get(name)?.value ?? '']))
    }
    await expect.poll(found, WAIT).toEqual(wanted)
  }

  await copied(opened, { 'text/plain': 'plain\t5\n=B1\t漢字 👩‍👧' })
  await press('E1', 'Control+v')
  await inFile({ E1: 'inlineStr plain', F1: 'n 5', E2: 'B1', F2: 'inlineStr 漢字 👩‍👧' })
  await page.keyboard.press('Control+z')
  await inFile({ E1: '', F1: '', E2: '', F2: '' })
  await page.keyboard.press('Control+y')
  await inFile({ E1: 'inlineStr plain', F1: 'n 5', E2: 'B1', F2: 'inlineStr 漢字 👩‍👧' })

  await copied(opened, { 'text/html': EXCEL, 'text/plain': 'Excel\t12.5\nöä & 漢字\t-7' })
  await press('E4', 'Control+v')
  await inFile({ E4: 'inlineStr Excel', F4: 'n 12.5', E5: 'inlineStr öä & 漢字', F5: 'n -7' })
  await copied(opened, { 'text/html': LIBREOFFICE, 'text/plain': 'Calc\t3.25' })
  await press('E7', 'Control+v')
  await inFile({ E7: 'inlineStr Calc', F7: 'n 3.25' })

  await press('B1', 'Control+c')
  await press('B2', 'Control+v')
  await inFile({ B2: 'A2*10' })
  await press('B2:B4', 'Control+d')
  await inFile({ B3: 'A3*10', B4: 'A4*10' })
  await press('B1:D1', 'Control+r')
  await inFile({ C1: 'B1*10', D1: 'C1*10' })

  await press('A1', 'Control+x')
  await press('H9', 'Control+v')
  await inFile({ A1: '', H9: 'n 1', B1: 'H9*10' })
  await page.keyboard.press('Control+z')
  await inFile({ A1: 'n 1', H9: '', B1: 'A1*10' })

  await goTo(opened, 'A1:A2')
  await page.mouse.move(...(await corner(opened, 2, 1)))
  await page.mouse.down()
  await page.mouse.move(...(await corner(opened, 4.5, 0.5)), { steps: 5 })
  await page.mouse.up()
  await inFile({ A3: 'n 3', A4: 'n 4', A5: 'n 5' })

  await press('B4', 'Delete')
  await inFile({ B4: '' })

  await goTo(opened, 'E7')
  await editor.getByRole('button', { name: 'Copy format' }).first().click()
  await page.mouse.click(...(await corner(opened, 8.5, 4.5)))
  await press('E9', 'p', 'Enter')
  await inFile({ E9: 'inlineStr p' })

  const bytes = await anna.download(itemId)
  expect(faults(bytes)).toEqual([])
  const styles = openPackage(bytes).text('xl/styles.xml')
  const { looks } = readStyles(styles, readPalette('', styles))
  const cells = await read()
  for (const name of ['E4', 'E7', 'E9']) expect(looks[cells.get(name)?.style ?? 0]?.bl, name).toBe(1)
  await page.close()
  const again = await anna.open(itemId)
  await again.editor.locator('[data-phase=editing]').waitFor(WAIT)
  await goTo(again, 'A1:A5')
  await again.editor.getByText('Sum: 15', { exact: true }).waitFor(WAIT)
  // the styles that come along with a table of Excel are not let in, and Chromium says so
  expect(anna.complaints.filter((each) => !/inline style/.test(each))).toEqual([])
}, 180_000)
