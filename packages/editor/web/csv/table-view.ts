import '../xlsx/xlsx.css'
import type { DocumentView, OpenOptions } from '../view.ts'
import { beyondWindows1252 } from '../views/text/encoding.ts'
import { createNotices } from '../xlsx/grid/notices.ts'
import { type OpenGrid, openGrid } from '../xlsx/grid/open-grid.ts'
import { readInWorker, saveInWorker } from './in-worker.ts'
import { pasteAsText } from './paste.ts'
import { SHEET, type Written } from './read.ts'
import { csvRules } from './rules.ts'
import { keepTyped } from './typed-text.ts'
import { words } from './words.ts'

/** A grid that keeps to what the file can hold. Rejects with DocumentProblem for what is no table. */
export async function openTable({ container, bytes, extension, editable, dark, onChange }: OpenOptions): Promise<DocumentView> {
  const root = document.createElement('div')
  root.className = `moorage-xlsx moorage-csv${dark ? ' dark' : ''}`
  const place = document.createElement('div')
  place.className = 'moorage-xlsx-grid'
  const notices = createNotices()
  root.append(place, notices.element)
  container.replaceChildren(root)
  let wanted = editable
  let original = bytes
  let written: Written | undefined
  let open: OpenGrid | undefined

  const rules = csvRules((text) => {
    const beyond = written?.encoding === 'windows-1252' ? beyondWindows1252(text) : undefined
    if (beyond !== undefined) notices.refuse(words.becomesUtf8(beyond))
  })

  async function show(next: Uint8Array): Promise<void> {
    const read = await readInWorker(next, extension, notices.progress)
    const at = open?.place()
    open?.destroy()
    place.replaceChildren()
    original = next
    written = read.written
    open = openGrid({
      container: place,
      dark,
      opened: read.opened,
      listed: [{ key: SHEET, name: '', state: 'visible' }],
      editable: wanted,
      at,
      onEdit: onChange,
      refuse: notices.refuse,
      rules,
    })
    const injector = open.grid.univer.__getInjector()
    keepTyped(injector, () => notices.refuse(words.formula))
    await open.drawn
    pasteAsText(injector)
    notices.opened(words.written(written))
  }
  await show(bytes)
  root.addEventListener(
    'keydown',
    (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') open?.commit()
    },
    true,
  )
  return {
    readOnlyReason: undefined,
    async save() {
      if (!open || !written) throw new Error('the file is closed')
      const [over, was] = [original, written]
      const { edits } = await open.changes()
      if (edits.length === 0) return over
      const { saved, encoding } = await saveInWorker(over, edits, extension)
      notices.opened(encoding === was.encoding ? words.written(was) : words.isUtf8)
      return saved
    },
    settle() {
      open?.commit()
    },
    setEditable(on) {
      wanted = on
      open?.setEditable(on)
    },
    replace: show,
    focus() {
      open?.focus()
    },
    destroy() {
      open?.destroy()
      open = undefined
      container.replaceChildren()
    },
  }
}
