import { buildFrameMessage, type EditorMessages, parseFrameMessage } from '@moorage/wopi'

export type Heard = { id: 'Host_AskedToEdit'; by: string } | { id: 'Action_GiveWay' } | { id: 'Host_PostmessageReady' }

export interface Frame {
  post<Name extends keyof EditorMessages>(name: Name, values: EditorMessages[Name]): void
  /** PostMessageOrigin of CheckFileInfo: without it nothing is posted and nobody is believed */
  trust(origin: string | undefined): void
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** The page around us. Only the very origin that the host named, and only from our parent window. */
export function openFrame(onHeard: (heard: Heard) => void): Frame {
  let trusted: string | undefined
  /** said before the origin was known */
  let waiting: string[] = []

  window.addEventListener('message', (event) => {
    if (!trusted || event.origin !== trusted || event.source !== window.parent) return
    const message = parseFrameMessage(event.data)
    if (message?.MessageId === 'Host_AskedToEdit') onHeard({ id: 'Host_AskedToEdit', by: text(message.Values.By) })
    if (message?.MessageId === 'Action_GiveWay') onHeard({ id: 'Action_GiveWay' })
    if (message?.MessageId === 'Host_PostmessageReady') onHeard({ id: 'Host_PostmessageReady' })
  })

  return {
    post(name, values) {
      const message = buildFrameMessage(name, values as never, Date.now())
      if (trusted) window.parent.postMessage(message, trusted)
      else waiting.push(message)
    },
    trust(origin) {
      if (!origin || origin === '*' || trusted) return
      trusted = origin
      for (const message of waiting) window.parent.postMessage(message, origin)
      waiting = []
    },
  }
}
