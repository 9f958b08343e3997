import type { Launch } from '@moorage/api'
import { askToEdit, onAskedToEdit } from './asking.ts'
import { type Effect, react } from './conversation.ts'
import { type EditorFrame, hostTiming, openEditor } from './editor-frame.ts'
import { element } from './element.ts'
import { PATIENCE_MS, watchLoading } from './loading.ts'
import { notesCorner } from './notes.ts'
import { isOwnEditor } from './own-editor.ts'
import { sessionNumber } from './session-number.ts'
import { share } from './sharing.ts'
import { toldBy } from './telling.ts'
import { notSavedTitle, renamedTitle } from './title.ts'
import { tellServer, watchPage } from './watching.ts'
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
  let state: string | undefined
  const timing = hostTiming(Date.now())
  const tells = tellServer(launch.session)
  watchPage(tells, () => state)
  const patience = setTimeout(() => tells.tell('slow'), PATIENCE_MS)
  const loading = watchLoading(
    launch,
    () => frame?.element,
    () => name,
    tells.tell,
  )

  const perform: { [Kind in Effect['kind']]: (effect: Extract<Effect, { kind: Kind }>) => void } = {
    post: (effect) => frame?.post(effect.name, effect.values),
    loaded: () => loading.loaded(),
    refused() {
      clearTimeout(patience)
      loading.refused()
    },
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
    'document-state'(effect) {
      // the editor itself asks before anything would be lost; the tab only says that something is wrong
      document.title = notSavedTitle(document.title, effect.state === 'failed')
      if (effect.state === 'failed' && state !== 'failed') notes.show({ text: words.saveFailed, more: [sessionNumber(launch.session)] })
      state = effect.state
    },
  }

  frame = openEditor(document, launch, (message) => {
    for (const told of toldBy(message)) {
      if (told.name === 'shown') clearTimeout(patience)
      tells.tell(told.name, told.text)
    }
    for (const effect of react(message, { launch, name, timing, isTopFrameTrusted: isTopFrameTrusted() })) {
      perform[effect.kind](effect as never)
    }
  })
  frame.element.addEventListener('load', () => tells.tell('frame-loaded'))
  const notes = notesCorner(document.body)
  if (launch.licenceUrl) {
    const signIn = element('a', { href: launch.licenceUrl }, words.signIn[launch.action])
    // an offer goes by itself; what keeps somebody from editing stays
    notes.show({ text: launch.notice ?? '', more: [signIn], stays: launch.action === 'view' })
  } else if (launch.notice) notes.show({ text: launch.notice })
  if (isOwnEditor(launch)) onAskedToEdit(launch.itemId, (by) => frame?.post('Host_AskedToEdit', { By: by }))
}
