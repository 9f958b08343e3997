import { ICommandService, type Injector } from '@univerjs/core'
import { ISheetClipboardService, SetRangeValuesCommand, SheetsSelectionsService } from '@univerjs/preset-sheets-core'
import Papa from 'papaparse'
import { TYPE, WORKBOOK } from '../xlsx/grid/constants.ts'
import { SHEET } from './read.ts'

const COPIED_HERE = /data-copy-id="([^"\s]+)"/

/** Pastes from elsewhere as the text that it is. What was copied in this grid it pastes itself. */
export function pasteAsText(injector: Injector): void {
  const clipboard = injector.get(ISheetClipboardService)
  const [paste, legacyPaste] = [clipboard.paste.bind(clipboard), clipboard.legacyPaste.bind(clipboard)]
  const isOurs = (html: string) => {
    const id = COPIED_HERE.exec(html)?.[1]
    return id !== undefined && Boolean(clipboard.copyContentCache().get(id))
  }
  const put = (text: string): Promise<boolean> => {
    const at = injector.get(SheetsSelectionsService).getCurrentLastSelection()?.range
    if (!at || text === '') return Promise.resolve(false)
    const { data } = Papa.parse<string[]>(text.replace(/\r?\n$/, ''), { delimiter: '\t' })
    const value = Object.fromEntries(
      data.map((line, row) => [
        at.startRow + row,
        Object.fromEntries(line.map((v, column) => [at.startColumn + column, { v, t: TYPE.text }])),
      ]),
    )
    return injector.get(ICommandService).executeCommand(SetRangeValuesCommand.id, { unitId: WORKBOOK, subUnitId: SHEET, value })
  }
  const textOf = async (item: ClipboardItem, type: string) => (item.types.includes(type) ? (await item.getType(type)).text() : '')
  clipboard.legacyPaste = (html, text, files) => (isOurs(html ?? '') || !text ? legacyPaste(html, text, files) : put(text))
  clipboard.paste = async (item, kind) => {
    const text = await textOf(item, 'text/plain')
    return isOurs(await textOf(item, 'text/html')) || !text ? paste(item, kind) : put(text)
  }
}
