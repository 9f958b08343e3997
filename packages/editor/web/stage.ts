import type { Stage } from './session/ports.ts'
import { DocumentProblem, type DocumentView, type OpenOptions } from './view.ts'
import { extensionOf, kindOf } from './views/kinds.ts'

/** Past this a tab gets slow or dies; the file can still be downloaded. */
const MAX_BYTES = 200 * 2 ** 20

export interface OpenStage extends Stage {
  focus(): void
}

/** Holds the one view of the document, of whatever kind, in `container`. */
export function openStage(container: HTMLElement, options: Pick<OpenOptions, 'locale' | 'dark' | 'converted' | 'onChange'>): OpenStage {
  let view: DocumentView | undefined
  return {
    async show(file, { name, editable }) {
      const kind = kindOf(name)
      if (!kind) throw new DocumentProblem('This kind of file can’t be shown here. You can download it.')
      if (file.size > MAX_BYTES) throw new DocumentProblem('This file is too large to show here. You can download it.')
      const bytes = new Uint8Array(await file.arrayBuffer())
      if (view) await view.replace(bytes)
      else {
        const open = await kind.load()
        view = await open({ container, bytes, name, extension: extensionOf(name), editable: editable && kind.editable, ...options })
      }
      // '' is a reason that needs no words: nobody expects to type into a picture
      return { readOnlyReason: kind.viewOnly ?? view.readOnlyReason ?? (kind.editable ? undefined : '') }
    },
    setEditable(on) {
      if (view && view.readOnlyReason === undefined) view.setEditable(on)
    },
    settle: () => view?.settle?.(),
    async save() {
      if (!view) throw new Error('nothing is open')
      const saved = await view.save()
      return saved instanceof Blob ? saved : new Blob([saved as Uint8Array<ArrayBuffer>])
    },
    focus: () => view?.focus(),
  }
}
