import './sheet.css'
import { DocumentProblem, type OpenDocument } from '../../view.ts'
import { openGrid } from '../grid/grid.ts'
import type { Asked, Told } from './reader.worker.ts'
import type { Sheet, Workbook } from './workbook.ts'

const PATIENCE_MS = 60_000
const TOO_LARGE = 'This spreadsheet is too large to show here. Download it to open it.'
const SENTENCES: Record<Extract<Told, { problem: string }>['problem'], string> = {
  'not-zip': 'This is not an Excel workbook, whatever its name says. It may be protected with a password.',
  damaged: 'This spreadsheet is damaged and can’t be shown.',
  encrypted: 'This spreadsheet is protected with a password. Download it to open it.',
  'too-large': TOO_LARGE,
}

function read(bytes: Uint8Array, locale: string): Promise<Workbook> {
  const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' })
  return new Promise<Workbook>((resolve, reject) => {
    const timer = setTimeout(() => reject(new DocumentProblem(TOO_LARGE)), PATIENCE_MS)
    worker.addEventListener('message', ({ data }: MessageEvent<Told>) => {
      clearTimeout(timer)
      if ('workbook' in data) resolve(data.workbook)
      else reject(new DocumentProblem(SENTENCES[data.problem]))
    })
    worker.addEventListener('error', () => reject(new DocumentProblem(SENTENCES.damaged)))
    worker.postMessage({ bytes, locale } satisfies Asked)
  }).finally(() => worker.terminate())
}

/** Columns of a row are in order, so a cell is found by halving. */
function indexIn(columns: number[], column: number): number {
  let [low, high] = [0, columns.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = columns[middle] ?? 0
    if (found === column) return middle
    if (found < column) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** The sheets of a workbook as tables, one at a time, with tabs below. */
export const openDocument: OpenDocument = async ({ container, bytes, locale }) => {
  let workbook = await read(bytes, locale)
  const root = document.createElement('div')
  root.className = 'moorage-sheet'
  const table = document.createElement('div')
  table.className = 'moorage-sheet-table'
  const tabs = document.createElement('div')
  tabs.className = 'moorage-sheet-tabs'
  tabs.setAttribute('role', 'tablist')
  tabs.setAttribute('aria-label', 'Sheets')
  root.append(table, tabs)
  container.replaceChildren(root)
  const grid = openGrid(table, { label: 'Cells' })

  function draw(sheet: Sheet): void {
    const widths = new Map(sheet.widths)
    grid.show({
      rows: sheet.rows,
      columns: sheet.columns,
      columnWidth: (column) => widths.get(column) ?? sheet.defaultWidth,
      merges: sheet.merges,
      cell(row, column) {
        const line = sheet.cells[row]
        const at = line ? indexIn(line.columns, column) : -1
        return line && at >= 0 ? { text: line.texts[at] ?? '', ...workbook.styles[line.styles[at] ?? 0] } : undefined
      },
    })
  }

  function choose(chosen: number): void {
    for (const [index, tab] of [...tabs.children].entries()) tab.setAttribute('aria-selected', String(index === chosen))
    const sheet = workbook.sheets[chosen]
    if (sheet) draw(sheet)
  }

  function show(chosen: number): void {
    const note = document.createElement('span')
    note.className = 'moorage-sheet-note'
    note.textContent = workbook.leftOut ? 'Charts, pictures and comments are not shown here' : ''
    tabs.replaceChildren(
      ...workbook.sheets.map(({ name }, index) => {
        const tab = document.createElement('button')
        tab.type = 'button'
        tab.setAttribute('role', 'tab')
        tab.textContent = name
        tab.addEventListener('click', () => choose(index))
        return tab
      }),
    )
    root.querySelector('.moorage-sheet-note')?.remove()
    if (workbook.leftOut) root.append(note)
    choose(chosen)
  }
  show(workbook.active)
  return {
    readOnlyReason: undefined,
    save: async () => bytes,
    setEditable() {},
    async replace(next) {
      const before = [...tabs.children].findIndex((tab) => tab.getAttribute('aria-selected') === 'true')
      workbook = await read(next, locale)
      show(Math.min(before, workbook.sheets.length - 1))
    },
    focus: () => table.querySelector<HTMLElement>('.moorage-grid')?.focus(),
    destroy: () => container.replaceChildren(),
  }
}
