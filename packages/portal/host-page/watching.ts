import type { Teller } from './telling.ts'
import { teller } from './telling.ts'

/** Tells the server what happens to this session's page; without a session nobody. */
export function tellServer(number: string): Teller {
  const url = `/api/editing-sessions/${number}/events`
  return teller({
    now: Date.now,
    async send(body) {
      try {
        const headers = { 'content-type': 'application/json' }
        const { status } = await fetch(url, { method: 'POST', credentials: 'same-origin', headers, body })
        // what was refused will be refused again
        return status < 500
      } catch {
        return false
      }
    },
    beacon: (body) => void navigator.sendBeacon(url, new Blob([body], { type: 'application/json' })),
    later: (act, ms) => void setTimeout(act, ms),
  })
}

/** What happens around the editor: its line, its tab, and mistakes of this page. */
export function watchPage({ tell, goes }: Teller, documentState: () => string | undefined): void {
  window.addEventListener('offline', () => tell('offline'))
  window.addEventListener('online', () => tell('online'))
  window.addEventListener('error', ({ message }) => tell('script-error', message))
  window.addEventListener('unhandledrejection', ({ reason }) => tell('script-error', reason instanceof Error ? reason.message : undefined))
  document.addEventListener('visibilitychange', () => {
    tell(document.visibilityState === 'hidden' ? 'hidden' : 'visible')
    // on a phone this may be the last that is heard of a tab
    if (document.visibilityState === 'hidden') goes()
  })
  window.addEventListener('pagehide', () => {
    tell('leaving', documentState())
    goes()
  })
}
