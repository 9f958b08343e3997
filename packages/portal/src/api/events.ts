import type { ServerEvent } from '@moorage/api'
import { useEffect, useRef } from 'react'
import { address } from './routes.ts'

/** `again`: the stream was cut and is back; whatever happened meanwhile is unknown, so read anew. */
export type LiveEvent = ServerEvent | { type: 'again' }
type Listener = (event: LiveEvent) => void

const listeners = new Set<Listener>()
let stream: EventSource | undefined
let wasCut = false
let closing: ReturnType<typeof setTimeout> | undefined

const tell = (event: LiveEvent) => {
  for (const listener of [...listeners]) listener(event)
}

function open() {
  if (stream || listeners.size === 0) return
  stream = new EventSource(address('events'))
  stream.onopen = () => {
    if (wasCut) tell({ type: 'again' })
    wasCut = false
  }
  stream.onmessage = (message) => {
    try {
      tell(JSON.parse(String(message.data)) as ServerEvent)
    } catch {
      // a comment or a newer server's event: nothing to do
    }
  }
  stream.onerror = () => {
    wasCut = true
    // a refused stream is not retried by the browser: try again when the tab is looked at
    if (stream?.readyState === EventSource.CLOSED) close()
  }
}

function close() {
  stream?.close()
  stream = undefined
  wasCut = true
}

// Browsers allow six connections to a host over HTTP/1.1: a tab that nobody looks at gives its stream back.
document.addEventListener('visibilitychange', () => {
  clearTimeout(closing)
  if (document.visibilityState === 'hidden') closing = setTimeout(close, 60_000)
  else open()
})
window.addEventListener('online', () => {
  close()
  open()
})

/** Calls `listener` for every event while the component is mounted. */
export function useEvents(listener: Listener): void {
  const latest = useRef(listener)
  latest.current = listener
  useEffect(() => {
    const stable: Listener = (event) => latest.current(event)
    listeners.add(stable)
    open()
    return () => {
      listeners.delete(stable)
      if (listeners.size === 0) {
        close()
        wasCut = false
      }
    }
  }, [])
}
