import './csv.css'
import { DocumentProblem, type DocumentView, type OpenDocument } from '../view.ts'
import { openTable } from './table-view.ts'

/** A .csv or .tsv as a table; what cannot be one is shown as text, with the reason. */
export const openDocument: OpenDocument = async (options) => {
  let editable = options.editable
  let view: DocumentView | undefined

  /** As a table if it can be one, otherwise as text. */
  async function open(bytes: Uint8Array): Promise<DocumentView> {
    try {
      return await openTable({ ...options, bytes, editable })
    } catch (error) {
      if (!(error instanceof DocumentProblem)) throw error
      const root = document.createElement('div')
      root.className = 'moorage-csv-as-text'
      const reason = document.createElement('p')
      reason.setAttribute('role', 'status')
      reason.textContent = error.message
      const place = document.createElement('div')
      root.append(reason, place)
      const { openDocument: openText } = await import('../views/text/index.ts')
      const text = await openText({ ...options, container: place, bytes, editable })
      options.container.replaceChildren(root)
      return text
    }
  }
  view = await open(options.bytes)
  return {
    get readOnlyReason() {
      return view?.readOnlyReason
    },
    save: () => (view ? view.save() : Promise.reject(new Error('the file is closed'))),
    settle: () => view?.settle?.(),
    setEditable(on) {
      editable = on
      view?.setEditable(on)
    },
    async replace(bytes) {
      try {
        await view?.replace(bytes)
      } catch (error) {
        if (!(error instanceof DocumentProblem)) throw error
        view?.destroy()
        view = await open(bytes)
      }
    },
    focus: () => view?.focus(),
    destroy() {
      view?.destroy()
      view = undefined
      options.container.replaceChildren()
    },
  }
}
