import type { BrowserEventName, BrowserEvents } from '@moorage/api'
import type { FrameMessage } from '@moorage/wopi/frame'

type Told = Omit<BrowserEvents['events'][number], 'ago'>

/** A frame says that its document is there: Office and our own with how long it took, the others by that word. */
const isThere = ({ Status, DocumentLoadedTime }: FrameMessage['Values']) =>
  Status === 'Document_Loaded' || typeof DocumentLoadedTime === 'number' || Status === undefined

/** What a message of the editor is in the session's timeline. Its values stay where they are, but for a status. */
export function toldBy({ MessageId, Values }: FrameMessage): Told[] {
  const word = (value: unknown) => (typeof value === 'string' ? { text: value.slice(0, 100) } : {})
  if (MessageId === 'App_LoadingStatus')
    return [{ name: 'loading-status', ...word(Values.Status) }, ...(isThere(Values) ? [{ name: 'shown' as const }] : [])]
  if (MessageId === 'Doc_State') return [{ name: 'document-state', ...word(Values.State) }]
  return [{ name: 'message', ...word(MessageId) }]
}

interface Waiting extends Told {
  at: number
}

/** as the server takes them (BROWSER_EVENTS_PER_BATCH) */
const BATCH = 40
const WAITING_MAX = 200
const SEND_MS = 2000
const AGAIN_MS = 30_000

export interface Ports {
  now(): number
  /** false: it did not arrive and may later */
  send(body: string): Promise<boolean>
  /** as the page goes: nobody waits for an answer */
  beacon(body: string): void
  later(act: () => void, ms: number): void
}

/** Collects what happened and sends it in small batches, at the latest as the page goes. */
export function teller(ports: Ports) {
  let waiting: Waiting[] = []
  let planned = false
  let sending = false
  const take = () => waiting.splice(0, BATCH)
  const bodyOf = (batch: Waiting[]) =>
    JSON.stringify({ events: batch.map(({ at, ...told }) => ({ ...told, ago: ports.now() - at })) } satisfies BrowserEvents)

  async function flush(): Promise<void> {
    planned = false
    if (sending || waiting.length === 0) return
    sending = true
    const batch = take()
    const arrived = await ports.send(bodyOf(batch))
    sending = false
    if (!arrived) waiting = [...batch, ...waiting].slice(0, WAITING_MAX)
    if (waiting.length > 0) plan(arrived ? SEND_MS : AGAIN_MS)
  }

  function plan(ms: number) {
    if (planned) return
    planned = true
    ports.later(() => void flush(), ms)
  }

  return {
    tell(name: BrowserEventName, text?: string) {
      if (waiting.length >= WAITING_MAX) return
      waiting.push({ name, ...(text ? { text } : {}), at: ports.now() })
      plan(SEND_MS)
    },
    goes() {
      while (waiting.length > 0) ports.beacon(bodyOf(take()))
    },
  }
}

export type Teller = ReturnType<typeof teller>
