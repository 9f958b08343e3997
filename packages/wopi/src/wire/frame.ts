/**
 * What a page and the editor in its frame tell each other by postMessage. WOPI: data is JSON text of MessageId,
 * SendTime (epoch milliseconds) and Values. Check `event.origin` before you call `parseFrameMessage`, and never
 * post to '*'.
 */
export interface FrameMessage<Name extends string = string> {
  MessageId: Name
  SendTime: number
  Values: Record<string, unknown>
}

/** From the page to the frame. The last two are understood by Moorage's own editor only. */
export interface HostMessages {
  Host_PostmessageReady: Record<string, never>
  /** milliseconds since the epoch; 0 where the browser does not say */
  Host_PerfTiming: { Click: number; Iframe: number; HostFrameFetchStart: number; RedirectCount: number }
  /** the page draws over the frame, and has stopped doing so */
  Blur_Focus: Record<string, never>
  Grab_Focus: Record<string, never>
  CanEmbed: { HostEmbeddedViewUrl: string }
  Host_IsFrameTrusted: { isTopFrameTrusted: boolean }
  /** somebody else would like to edit */
  Host_AskedToEdit: { By: string }
  /** save, unlock, and go on as a reader */
  Action_GiveWay: Record<string, never>
}

/** From the frame to the page. Office adds wdUserSession and ui-language to each. */
export interface EditorMessages {
  App_LoadingStatus: { DocumentLoadedTime?: number; Status?: string }
  App_IsFrameTrusted: Record<string, unknown>
  Edit_Notification: Record<string, unknown>
  File_Rename: { NewName: string }
  UI_Close: Record<string, unknown>
  UI_Edit: Record<string, unknown>
  UI_FileEmbed: Record<string, unknown>
  UI_FileVersions: Record<string, unknown>
  UI_Sharing: Record<string, unknown>
  UI_Workflow: { WorkflowType?: string }
  App_PushState: { Url?: string; State?: string }
  /** Moorage's own editor: this reader would like to edit */
  UI_AskToEdit: Record<string, unknown>
  /** Moorage's own editor: whether closing now would lose anything */
  Doc_State: { State: 'saved' | 'saving' | 'unsaved' | 'failed' }
}

export type HostMessageName = keyof HostMessages
export type EditorMessageName = keyof EditorMessages

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return data
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}

/**
 * Reads the data of a message event, as text or as an object; undefined when it is nothing of ours: every page
 * hears messages of extensions and other frames.
 */
export function parseFrameMessage(data: unknown): FrameMessage | undefined {
  const message = parsed(data)
  if (!isRecord(message) || typeof message.MessageId !== 'string') return undefined
  return {
    MessageId: message.MessageId,
    SendTime: typeof message.SendTime === 'number' ? message.SendTime : 0,
    Values: isRecord(message.Values) ? message.Values : {},
  }
}

/** Every message with its values. */
export interface FrameMessages extends HostMessages, EditorMessages {}

/** The text to post. `sendTime` in epoch milliseconds. */
export const buildFrameMessage = <Name extends keyof FrameMessages>(name: Name, values: FrameMessages[Name], sendTime: number): string =>
  JSON.stringify({ MessageId: name, SendTime: sendTime, Values: values })
