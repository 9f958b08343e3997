import type { DocumentView } from '../../view.ts'
import { openDocument } from '../index.tsx'
import './harness.ts'

const container = document.getElementById('view')
if (!container) throw new Error('no container')

const decode = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
const encode = (bytes: Uint8Array) => {
  let letters = ''
  for (let at = 0; at < bytes.length; at += 32_768) letters += String.fromCharCode(...bytes.subarray(at, at + 32_768))
  return btoa(letters)
}

let view: DocumentView | undefined
let changes = 0
let saves = 0

document.addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key !== 's' || event.defaultPrevented) return
  event.preventDefault()
  saves++
})

const opened = () => {
  if (!view) throw new Error('nothing is open')
  return view
}

window.harness = {
  async open(base64, options = {}) {
    view?.destroy()
    changes = 0
    const shown = await openDocument({
      container,
      bytes: decode(base64),
      name: 'Test.docx',
      extension: 'docx',
      editable: options.editable ?? true,
      locale: options.locale ?? 'en-US',
      dark: options.dark ?? false,
      onChange() {
        changes++
      },
    })
    view = shown
    return shown.readOnlyReason
  },
  replace: (base64) => opened().replace(decode(base64)),
  save: async () => encode(new Uint8Array(await new Blob([(await opened().save()) as Blob]).arrayBuffer())),
  changes: () => changes,
  savesSeen: () => saves,
  view: opened,
}
