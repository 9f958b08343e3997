import type { Launch } from '@moorage/api'
import {
  buildFrameMessage,
  type FrameMessage,
  type FrameMessages,
  type HostMessageName,
  type HostMessages,
  parseFrameMessage,
} from '@moorage/wopi/frame'
import { isOwnEditor } from './own-editor.ts'
import { words } from './words.ts'

/** WOPI asks for the first six; without the others an editor could neither download, print nor warn before it closes. */
const SANDBOX = [
  'allow-scripts',
  'allow-same-origin',
  'allow-forms',
  'allow-popups',
  'allow-top-navigation',
  'allow-popups-to-escape-sandbox',
  'allow-downloads',
  'allow-modals',
].join(' ')

const FRAME = 'office_frame'

/** The fields of the form that starts an editor: the token travels in a body, never in an address. */
export const launchFields = (launch: Launch): Record<string, string> => ({
  access_token: launch.accessToken,
  access_token_ttl: String(launch.accessTokenTtl),
  user_id: launch.userId,
  owner_id: launch.ownerId,
})

/** Our own editor follows the portal's light or dark, in Microsoft 365's place too; others are told nothing that they do not know. */
export function themedAddress(launch: Pick<Launch, 'actionUrl' | 'profile'>, theme: string | undefined): string {
  const { actionUrl } = launch
  if (!theme || !isOwnEditor(launch)) return actionUrl
  return `${actionUrl}${/[?&]$/.test(actionUrl) ? '' : '&'}theme=${theme}`
}

function launchForm(document: Document, launch: Launch): HTMLFormElement {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = themedAddress(launch, document.documentElement.dataset.theme)
  form.target = FRAME
  form.hidden = true
  for (const [name, value] of Object.entries(launchFields(launch))) {
    const input = document.createElement('input')
    input.type = 'hidden'
    input.name = name
    input.value = value
    form.append(input)
  }
  return form
}

export interface EditorFrame {
  element: HTMLIFrameElement
  post<Name extends HostMessageName>(name: Name, values: FrameMessages[Name]): void
}

/**
 * Puts the editor into the page. WOPI: the frame is made and posted to by script, so that going back and forth
 * never shows a stale one. `onMessage` hears only this frame, and only while it shows the editor's own origin.
 */
export function openEditor(document: Document, launch: Launch, onMessage: (message: FrameMessage) => void): EditorFrame {
  const element = document.createElement('iframe')
  element.id = FRAME
  element.name = FRAME
  element.title = words.frameTitle(launch.name, launch.editorName)
  element.allowFullscreen = true
  element.setAttribute('sandbox', SANDBOX)
  element.setAttribute('allow', ['clipboard-read', 'clipboard-write'].map((feature) => `${feature} 'src' ${launch.frameOrigin}`).join('; '))
  // before the frame loads: its first message must not be missed
  window.addEventListener('message', ({ origin, source, data }) => {
    if (origin !== launch.frameOrigin || source !== element.contentWindow) return
    const message = parseFrameMessage(data)
    if (message) onMessage(message)
  })
  const form = launchForm(document, launch)
  document.body.append(element, form)
  form.submit()
  form.remove()
  return {
    element,
    post(name, values) {
      element.contentWindow?.postMessage(buildFrameMessage(name, values, Date.now()), launch.frameOrigin)
    },
  }
}

/** WOPI's figures of how long this page took, in epoch milliseconds; 0 where the browser does not say. */
export function hostTiming(now: number): HostMessages['Host_PerfTiming'] {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  const start = performance.timeOrigin
  return {
    Click: Math.round(start),
    Iframe: now,
    HostFrameFetchStart: navigation ? Math.round(start + navigation.fetchStart) : 0,
    RedirectCount: navigation?.redirectCount ?? 0,
  }
}
