import type { Launch } from '@moorage/api'
import { askToEdit, onAskedToEdit } from './asking.ts'
import { type Effect, react } from './conversation.ts'
import { type EditorFrame, hostTiming, openEditor } from './editor-frame.ts'
import { element } from './element.ts'
import { watchLoading } from './loading.ts'
import { notesCorner } from './notes.ts'
import { isOwnEditor } from './own-editor.ts'
import { share } from './sharing.ts'
import { notSavedTitle, renamedTitle } from './title.ts'
import { words } from './words.ts'

/** How long a tab may take to close itself before the folder is shown in it. */
const CLOSE_MS = 300

function isTopFrameTrusted(): boolean {
  // only pages of our own origin may frame this one, so a top frame that can be read is one of ours
  try {
    return window.top?.location.origin === location.origin
  } catch {
    return false
  }
}

/** Brings the editor into the page and keeps up the conversation with it until the page goes. */
export function runPage(launch: Launch): void {
  let name = launch.name
  let frame: EditorFrame | undefined
  const timing = hostTiming(Date.now())
  const loading = watchLoading(
    launch,
    () => frame?.element,
    () => name,
  )

  const perform: { [Kind in Effect['kind']]: (effect: Extract<Effect, { kind: Kind }>) => void } = {
    post: (effect) => frame?.post(effect.name, effect.values),
    loaded: () => loading.loaded(),
    refused: () => loading.refused(),
    close() {
      // a tab that the portal opened just goes; in any other the folder is shown
      if (window.opener !== null || history.length === 1) window.close()
      setTimeout(() => location.assign(launch.closeUrl), CLOSE_MS)
    },
    go({ url }) {
      location.assign(url)
    },
    'open-revisions'() {
      if (window.open(launch.revisionsUrl, '_blank')) return
      const link = element('a', { href: launch.revisionsUrl, target: '_blank', rel: 'noopener' }, words.openRevisions)
      notes.show({ text: words.popupBlocked, more: [link] })
    },
    share() {
      frame?.post('Blur_Focus', {})
      void share(launch, notes, () => frame?.post('Grab_Focus', {}))
    },
    rename(effect) {
      document.title = renamedTitle(document.title, name, effect.name)
      name = effect.name
      if (frame) frame.element.title = words.frameTitle(name, launch.editorName)
    },
    'ask-to-edit'() {
      void askToEdit(launch.itemId).then((text) => notes.show({ text }))
    },
    'document-state'({ state }) {
      // the editor itself asks before anything would be lost; the tab only says that something is wrong
      document.title = notSavedTitle(document.title, state === 'failed')
    },
  }

  frame = openEditor(document, launch, (message) => {
    for (const effect of react(message, { launch, name, timing, isTopFrameTrusted: isTopFrameTrusted() })) {
      perform[effect.kind](effect as never)
    }
  })
  const notes = notesCorner(document.body)
  if (launch.licenceUrl) {
    const signIn = element('a', { href: launch.licenceUrl }, words.signIn[launch.action])
    // an offer goes by itself; what keeps somebody from editing stays
    notes.show({ text: launch.notice ?? '', more: [signIn], stays: launch.action === 'view' })
  } else if (launch.notice) notes.show({ text: launch.notice })
  if (isOwnEditor(launch)) onAskedToEdit(launch.itemId, (by) => frame?.post('Host_AskedToEdit', { By: by }))
}
