import type { Launch } from '@moorage/api'
import { otherEditors } from './alternatives.ts'
import { explain, type Way } from './explanation.ts'
import type { Teller } from './telling.ts'
import { words } from './words.ts'

/** How long an editor may take to say that it loads. On slow lines Office needs half of it. */
export const PATIENCE_MS = 60_000

/** What is known of an editor's start. */
export interface Loading {
  /** it reported that it is there */
  loaded(): void
  /** it reported that it will not open the file */
  refused(): void
}

/**
 * Watches an editor start, and explains when it does not: the browser kept it out, it reports a failure, or nothing
 * is heard of it for a minute. Only the last may be waited out: an editor that is merely silent is left running.
 * Call it before the frame exists, as a frame that is kept out says so at once.
 */
export function watchLoading(
  launch: Launch,
  frameOf: () => HTMLIFrameElement | undefined,
  nameOf: () => string,
  tell: Teller['tell'],
): Loading {
  let isOver = false
  let uncover = () => {}
  const again: Way = { label: words.tryAgain, act: () => location.reload() }
  const ways: Way[] = [
    { label: words.download, url: launch.downloadUrl, download: true },
    { label: words.backToFolder, url: launch.closeUrl },
  ]

  async function fail(heading: string, text: string): Promise<void> {
    if (isOver) return
    isOver = true
    clearTimeout(patience)
    uncover()
    frameOf()?.remove()
    document.title = heading
    explain(document, { name: nameOf(), heading, text, session: launch.session, ways: [...(await otherEditors(launch)), again, ...ways] })
  }

  function waitOn(): void {
    tell('waited-on')
    uncover()
  }

  function cover(): void {
    const frame = frameOf()
    if (frame) frame.inert = true
    const remove = explain(document, {
      name: nameOf(),
      heading: words.slow.heading(launch.editorName),
      text: words.slow.text(nameOf()),
      session: launch.session,
      ways: [again, { label: words.keepWaiting, act: waitOn }, ...ways],
    })
    uncover = () => {
      remove()
      if (frame) frame.inert = false
      frame?.focus()
      uncover = () => {}
    }
  }

  const patience = setTimeout(cover, PATIENCE_MS)
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    if (!/^(frame-src|child-src|form-action)$/.test(effectiveDirective)) return
    const blocked = URL.canParse(blockedURI) ? new URL(blockedURI).host : launch.frameOrigin
    tell('blocked', blocked)
    void fail(words.blocked.heading(launch.editorName), words.blocked.text(blocked))
  })
  return {
    loaded() {
      isOver = true
      clearTimeout(patience)
      uncover()
    },
    refused() {
      tell('refused')
      void fail(words.refused.heading(launch.editorName), words.refused.text(nameOf()))
    },
  }
}
