import '@docx-editor.dev/core/styles/editor.css'
import './docx.css'
import type { Editor } from '@docx-editor.dev/react'
import { createRoot } from 'react-dom/client'
import { DocumentProblem, type OpenDocument } from '../view.ts'
import { EditorFrame } from './editor.tsx'
import { inspect } from './inspect.ts'
import { createSaver } from './saver.ts'

/** The pages scroll in here. */
const PAGES = '.moorage-docx-pages'

/**
 * The view of a .docx: pages with a formatting bar, in the container. Resolves when the first pages are on screen;
 * rejects with DocumentProblem for bytes that are no readable Word document.
 */
export const openDocument: OpenDocument = async ({ container, bytes, editable, locale, dark, onChange }) => {
  let readOnlyReason = inspect(bytes)
  let wanted = editable
  /** what the file holds: the baseline that a save is laid over */
  let baseline = fileOf(bytes)
  let shown = bytes
  let editor: Editor | undefined
  let failOpening = (_problem: Error) => {}
  const saver = createSaver()
  // A document that the library trips over must not leave a blank page and a promise without an end.
  const root = createRoot(container, { onUncaughtError: () => failOpening(new DocumentProblem(UNREADABLE)) })

  const show = (document: Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      shown = document
      failOpening = reject
      root.render(frame((failure) => (failure === undefined ? resolve() : reject(new DocumentProblem(sentence(failure))))))
    })
  const frame = (onOpened: (failure: string | undefined) => void) => (
    <EditorFrame
      document={shown}
      editable={wanted && readOnlyReason === undefined}
      dark={dark}
      locale={locale}
      onReady={(made) => {
        editor = made
      }}
      onUserChange={onChange}
      onOpened={onOpened}
    />
  )
  const pages = () => container.querySelector<HTMLElement>(PAGES)

  try {
    await show(bytes)
  } catch (error) {
    root.unmount()
    throw error
  }
  return {
    get readOnlyReason() {
      return readOnlyReason
    },
    async save() {
      if (!editor) throw new Error('the document is closed')
      const over = baseline
      const saved = await saver.writeBack(over, new Blob([await editor.save()]))
      if (baseline === over) baseline = saved
      return saved
    },
    setEditable(value) {
      wanted = value
      root.render(frame(() => {}))
    },
    async replace(next) {
      const reason = inspect(next)
      const place = { top: pages()?.scrollTop ?? 0, left: pages()?.scrollLeft ?? 0 }
      readOnlyReason = reason
      baseline = fileOf(next)
      await show(next)
      await painted()
      pages()?.scrollTo({ ...place, behavior: 'instant' })
    },
    focus() {
      editor?.focus()
    },
    destroy() {
      editor = undefined
      saver.close()
      root.unmount()
    },
  }
}

const fileOf = (bytes: Uint8Array) => new Blob([bytes as Uint8Array<ArrayBuffer>])

const painted = () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))

const UNREADABLE = 'This document could not be shown.'
const sentence = (code: string) => `This document could not be opened (${code}).`
