import './xlsx.css'
import { ALL_IMPLEMENTED_FUNCTIONS_SET } from '@univerjs/preset-sheets-core'
import { openPackage } from '../ooxml/package.ts'
import type { DocumentView, OpenDocument } from '../view.ts'
import { loadFonts } from './grid/fonts.ts'
import { createNotices } from './grid/notices.ts'
import { type OpenGrid, openGrid } from './grid/open-grid.ts'
import { readInWorker } from './grid/read-in-worker.ts'
import { sheetsOf } from './sheets.ts'

/** The view of an .xlsx: a grid with its formatting bar and sheets. Rejects with DocumentProblem for bytes that are no workbook. */
export const openDocument: OpenDocument = async ({ container, bytes, editable, dark, onChange }) => {
  const root = document.createElement('div')
  root.className = `moorage-xlsx${dark ? ' dark' : ''}`
  const place = document.createElement('div')
  place.className = 'moorage-xlsx-grid'
  const notices = createNotices()
  root.append(place, notices.element)
  container.replaceChildren(root)
  let original = bytes
  let wanted = editable
  let open: OpenGrid | undefined

  async function show(next: Uint8Array): Promise<void> {
    notices.progress(0)
    const opened = await readInWorker(next, [...ALL_IMPLEMENTED_FUNCTIONS_SET].map(String), notices.progress)
    await loadFonts(opened.data)
    open?.destroy()
    place.replaceChildren()
    original = next
    open = openGrid({
      container: place,
      dark,
      opened,
      listed: sheetsOf(openPackage(next)).map(({ key }) => key),
      editable: wanted,
      onEdit: onChange,
      refuse: notices.refuse,
    })
    notices.opened(opened.unseen, wanted)
  }
  await show(bytes)
  return {
    readOnlyReason: undefined,
    async save() {
      return original
    },
    setEditable(on) {
      wanted = on
      open?.setEditable(on)
    },
    replace: show,
    focus() {},
    destroy() {
      open?.destroy()
      open = undefined
      container.replaceChildren()
    },
  } satisfies DocumentView
}
