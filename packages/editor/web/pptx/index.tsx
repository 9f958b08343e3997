import './pptx.css'
import { createRoot } from 'react-dom/client'
import { DocumentProblem, type OpenDocument } from '../view.ts'
import { inspect } from './inspect.ts'
import { openWorkspace, type Workspace } from './workspace.tsx'

/**
 * The view of a .pptx: the list of slides, one slide to edit the texts of, its notes. Edits are made to the package at
 * once, so that `save` only puts its parts together. Rejects with DocumentProblem for what is no readable presentation.
 */
export const openDocument: OpenDocument = async ({ container, bytes, editable, onChange }) => {
  let readOnlyReason = inspect(bytes)
  let wanted = editable
  const root = document.createElement('div')
  root.className = 'moorage-pptx'
  const bar = document.createElement('div')
  bar.className = 'moorage-pptx-bar'
  const body = document.createElement('div')
  body.className = 'moorage-pptx-body'
  root.append(bar, body)
  container.replaceChildren(root)
  const tools = createRoot(bar)
  let workspace: Workspace | undefined

  const isEditable = () => wanted && readOnlyReason === undefined
  function open(content: Uint8Array): void {
    const place = workspace?.place()
    try {
      const next = openWorkspace({ bar, tools, bytes: content, editable: isEditable(), place, onChange })
      workspace?.destroy()
      workspace = next
      body.replaceChildren(...next.elements)
      next.start()
    } catch (error) {
      console.error(error)
      throw new DocumentProblem('This presentation is damaged and can’t be shown.')
    }
  }
  open(bytes)
  return {
    get readOnlyReason() {
      return readOnlyReason
    },
    async save() {
      if (!workspace) throw new Error('the presentation is closed')
      return workspace.write()
    },
    setEditable(value) {
      wanted = value
      workspace?.setEditable(isEditable())
    },
    async replace(next) {
      readOnlyReason = inspect(next)
      open(next)
    },
    focus: () => workspace?.focus(),
    destroy() {
      workspace?.destroy()
      workspace = undefined
      tools.unmount()
      container.replaceChildren()
    },
  }
}
