import type { Problem, ServerEvent } from '@moorage/api'
import { words } from './words.ts'

/** Asks whoever edits this file to let this person in. Answers the sentence to show. */
export async function askToEdit(itemId: string): Promise<string> {
  try {
    const response = await fetch(`/api/items/${encodeURIComponent(itemId)}/ask-to-edit`, { method: 'POST', credentials: 'same-origin' })
    if (response.ok) return words.asked
    const problem = (await response.json()) as Partial<Problem>
    return problem.detail ?? problem.title ?? words.notAsked
  } catch {
    return words.notAsked
  }
}

/** Who asks to edit this file, from one line of the event stream; undefined when it is about something else. */
export function askedBy(data: unknown, itemId: string): string | undefined {
  if (typeof data !== 'string') return undefined
  try {
    const event = JSON.parse(data) as Partial<Extract<ServerEvent, { type: 'ask-to-edit' }>> | null
    return event?.type === 'ask-to-edit' && event.itemId === itemId && typeof event.by === 'string' ? event.by : undefined
  } catch {
    return undefined
  }
}

const CHANNEL = 'moorage-events'
const RETRY_MS = 30_000

function listen(onData: (data: unknown) => void): void {
  const source = new EventSource('/api/events')
  source.addEventListener('message', ({ data }) => onData(data))
  source.addEventListener('error', () => {
    // signed out, or the server restarts: the browser has given up, a later try may succeed
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(onData), RETRY_MS)
  })
}

/**
 * Hears of people who would like to edit this file. Browsers open only six connections to a server over HTTP/1.1,
 * so of all open documents one listens and tells the others; when its tab is closed the next one takes over.
 */
export function onAskedToEdit(itemId: string, onAsked: (by: string) => void): void {
  const hear = (data: unknown) => {
    const by = askedBy(data, itemId)
    if (by !== undefined) onAsked(by)
  }
  if (!('locks' in navigator)) {
    listen(hear)
    return
  }
  const channel = new BroadcastChannel(CHANNEL)
  channel.addEventListener('message', ({ data }) => hear(data))
  void navigator.locks.request(CHANNEL, () => {
    listen((data) => {
      hear(data)
      channel.postMessage(data)
    })
    // held until the tab goes
    return new Promise<never>(() => {})
  })
}
