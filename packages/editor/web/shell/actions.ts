import type { CheckFileInfo } from '@moorage/wopi'
import type { Frame } from '../frame.ts'
import type { Relay } from '../relay.ts'
import type { RunningSession } from '../session/run.ts'
import { isDirty, isEditing } from '../session/state.ts'
import { refusalText } from '../views/converted/refusal.ts'
import { extensionOf } from '../views/kinds.ts'

export interface Actions {
  download(): Promise<void>
  /** rejects when it could not be saved */
  saveCopy(file?: Blob): Promise<{ name: string; url: string | undefined }>
  /** makes a copy that can be edited and goes there; a sentence when it could not */
  convert(): Promise<string | undefined>
  /** `name` without extension; false when the host said no */
  rename(name: string): Promise<{ ok: boolean; reason?: string | undefined }>
  share(): void
  revisions(): void
  /** from the viewing page to the editing one */
  editPage(): void
  reload(): void
}

export const baseName = (name: string): string => {
  const extension = extensionOf(name)
  return extension ? name.slice(0, -extension.length - 1) : name
}

function saveToDisk(file: Blob, name: string): void {
  const url = URL.createObjectURL(new Blob([file], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** What the buttons of the header and the notices do beside editing itself. */
export function actionsOf(session: RunningSession, relay: Relay, frame: Frame): Actions {
  const info = (): Partial<CheckFileInfo> => session.state().info ?? {}
  const goTo = (url: string | undefined, target: string) => {
    if (url) window.open(url, target, target === '_blank' ? 'noopener' : undefined)
  }
  return {
    async download() {
      saveToDisk(await session.bytes(), info().BaseFileName ?? 'document')
    },
    async saveCopy(file) {
      const name = info().BaseFileName ?? ''
      const extension = extensionOf(name)
      const answer = await relay.copy(`${baseName(name)} (copy)${extension ? `.${extension}` : ''}`, file ?? (await session.bytes()))
      if (!answer.ok) throw new Error(`the copy was refused with ${answer.status}`)
      return { name: answer.value.name, url: answer.value.hostEditUrl ?? answer.value.hostViewUrl }
    },
    async convert() {
      const answer = await relay.convert()
      if (!answer.ok) return answer.reason ?? refusalText(extensionOf(info().BaseFileName ?? ''), answer.status)
      goTo(answer.value.hostEditUrl ?? answer.value.hostViewUrl, '_top')
      return undefined
    },
    async rename(wanted) {
      const answer = await relay.rename(wanted, session.state().lock)
      if (!answer.ok) return { ok: false, reason: answer.reason }
      const extension = extensionOf(info().BaseFileName ?? '')
      session.dispatch({ type: 'renamed', name: extension ? `${answer.value.name}.${extension}` : answer.value.name })
      frame.post('File_Rename', { NewName: answer.value.name })
      return { ok: true }
    },
    share: () => (info().FileSharingPostMessage ? frame.post('UI_Sharing', {}) : goTo(info().FileSharingUrl, '_blank')),
    revisions: () => (info().FileVersionPostMessage ? frame.post('UI_FileVersions', {}) : goTo(info().FileVersionUrl, '_blank')),
    editPage: () => (info().EditModePostMessage ? frame.post('UI_Edit', {}) : goTo(info().HostEditUrl, '_top')),
    reload() {
      const state = session.state()
      const go = () => goTo(state.wantsEdit ? info().HostEditUrl : info().HostViewUrl, '_top')
      if (!isEditing(state) || !isDirty(state)) return go()
      const stop = session.subscribe(() => {
        if (isDirty(session.state()) && session.state().phase !== 'kept') return
        stop()
        go()
      })
      session.dispatch({ type: 'save-now' })
    },
  }
}
