import './text.css'
import type { OpenDocument } from '../../view.ts'
import { textEditor } from './editor.ts'
import { decodeText, type Encoding, encodeText } from './encoding.ts'
import { hideLineEndings } from './line-endings.ts'
import { openPanes } from './panes.ts'
import type { Preview } from './preview.ts'

const PREVIEWS: Record<string, () => Promise<Preview>> = {
  md: async () => (await import('./markdown-preview.ts')).markdownPreview,
  csv: async () => (await import('./csv-preview.ts')).csvPreview,
}

/** Plain text, Markdown and CSV. What is not touched is saved byte for byte as it was. */
export const openDocument: OpenDocument = async ({ container, bytes, name, extension, editable, onChange }) => {
  let file: { encoding: Encoding; endings: ReturnType<typeof hideLineEndings> }
  const read = (content: Uint8Array) => {
    const { text, encoding } = decodeText(content)
    file = { encoding, endings: hideLineEndings(text) }
    return file.endings.shown
  }
  const text = read(bytes)
  const preview = await PREVIEWS[extension]?.()
  let current = () => text
  const panes = openPanes(container, { preview, editable, text: () => current() })
  const editor = textEditor(panes.text, { text, label: name, extension, editable, onChange, onText: panes.textChanged })
  current = () => editor.view.state.doc.toString()

  return {
    readOnlyReason: undefined,
    async save() {
      return encodeText(file.endings.restore(editor.changes(), editor.view.state.doc), file.encoding)
    },
    setEditable(on) {
      editor.setEditable(on)
      panes.setEditable(on)
    },
    async replace(content) {
      editor.reset(read(content))
    },
    focus: () => editor.view.focus(),
    destroy() {
      editor.view.destroy()
      container.replaceChildren()
    },
  }
}
