import './xlsx.css'
import { ALL_IMPLEMENTED_FUNCTIONS_SET } from '@univerjs/preset-sheets-core'
import { openPackage } from '../ooxml/package.ts'
import type { DocumentView, OpenDocument } from '../view.ts'
import { loadFonts } from './grid/fonts.ts'
import { createNotices, unseenSentence } from './grid/notices.ts'
import { type OpenGrid, openGrid } from './grid/open-grid.ts'
import { readInWorker } from './grid/read-in-worker.ts'
import { createSaver, type Saver } from './saver.ts'
import { sheetsOf } from './sheets.ts'

const FUNCTIONS = [...ALL_IMPLEMENTED_FUNCTIONS_SET].map(String)

/** The view of an .xlsx: a grid with its formatting bar and sheets. Rejects with DocumentProblem for bytes that are no workbook. */
export const openDocument: OpenDocument = async ({ container, bytes, editable, dark, onChange }) => {
  const root = document.createElement('div')
  root.className = `moorage-xlsx${dark ? ' dark' : ''}`
  const place = document.createElement('div')
  place.className = 'moorage-xlsx-grid'
  const notices = createNotices()
  root.append(place, notices.element)
  container.replaceChildren(root)
  let wanted = editable
  let readOnlyReason: string | undefined
  /** of the workbook that is shown */
  let saver: Saver | undefined
  let open: OpenGrid | undefined

  async function show(next: Uint8Array): Promise<void> {
    const { opened, reason } = await readInWorker(next, FUNCTIONS, notices.progress)
    await loadFonts(opened.data)
    const at = open?.place()
    open?.destroy()
    place.replaceChildren()
    readOnlyReason = reason
    saver?.close()
    saver = createSaver(next)
    if (wanted && reason === undefined) saver.ready()
    open = openGrid({
      container: place,
      dark,
      opened,
      listed: sheetsOf(openPackage(next)),
      editable: wanted && reason === undefined,
      at,
      onEdit: onChange,
      refuse: notices.refuse,
    })
    await open.drawn
    notices.opened(unseenSentence(opened.unseen))
  }
  await show(bytes)
  // the shell saves on Ctrl+S: what is being typed belongs to it, so it goes into its cell first
  root.addEventListener(
    'keydown',
    (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') open?.commit()
    },
    true,
  )
  return {
    get readOnlyReason() {
      return readOnlyReason
    },
    async save() {
      const over = saver
      if (!open || !over) throw new Error('the workbook is closed')
      const { edits, results } = await open.changes()
      return over.save(edits, results)
    },
    settle() {
      open?.commit()
    },
    setEditable(on) {
      wanted = on
      const may = on && readOnlyReason === undefined
      if (may) saver?.ready()
      open?.setEditable(may)
    },
    replace: show,
    focus() {
      open?.focus()
    },
    destroy() {
      open?.destroy()
      open = undefined
      saver?.close()
      container.replaceChildren()
    },
  } satisfies DocumentView
}
