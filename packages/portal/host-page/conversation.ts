import type { Launch } from '@moorage/api'
import type { EditorMessages, FrameMessage, HostMessageName, HostMessages } from '@moorage/wopi/frame'
import { isOwnEditor } from './own-editor.ts'
import { renamed } from './title.ts'

/** What the page does about a message. The page performs them in order; none of them decides anything. */
export type Effect =
  | { [Name in HostMessageName]: { kind: 'post'; name: Name; values: HostMessages[Name] } }[HostMessageName]
  | { kind: 'loaded' }
  | { kind: 'refused' }
  | { kind: 'close' }
  | { kind: 'go'; url: string }
  | { kind: 'open-revisions' }
  | { kind: 'share' }
  | { kind: 'rename'; name: string }
  | { kind: 'ask-to-edit' }
  | { kind: 'document-state'; state: EditorMessages['Doc_State']['State'] }

/** What the page knows when a message arrives. */
export interface Situation {
  launch: Pick<Launch, 'actionUrl' | 'editUrl' | 'profile'>
  /** the file's name now, with extension */
  name: string
  timing: HostMessages['Host_PerfTiming']
  /** whether the page around the frame is the top one, or a page of ours holds it */
  isTopFrameTrusted: boolean
}

const STATES: ReadonlySet<unknown> = new Set(['saved', 'saving', 'unsaved', 'failed'] satisfies EditorMessages['Doc_State']['State'][])

/** Collabora reports each step of its start; Office reports once, when it is ready. */
function loading(status: unknown, { timing }: Situation): Effect[] {
  if (status === 'Failed') return [{ kind: 'refused' }]
  return [
    { kind: 'loaded' },
    { kind: 'post', name: 'Host_PostmessageReady', values: {} },
    { kind: 'post', name: 'Host_PerfTiming', values: timing },
  ]
}

/** Decides what a message from the editor means. Call it only with messages whose origin was checked. */
export function react({ MessageId, Values }: FrameMessage, situation: Situation): Effect[] {
  switch (MessageId) {
    case 'App_LoadingStatus':
      return loading(Values.Status, situation)
    case 'App_IsFrameTrusted':
      return [{ kind: 'post', name: 'Host_IsFrameTrusted', values: { isTopFrameTrusted: situation.isTopFrameTrusted } }]
    case 'UI_Close':
      return [{ kind: 'close' }]
    case 'UI_Edit':
      return [{ kind: 'go', url: situation.launch.editUrl }]
    case 'UI_FileVersions':
      return [{ kind: 'open-revisions' }]
    case 'UI_Sharing':
      return [{ kind: 'share' }]
    case 'File_Rename':
      return typeof Values.NewName === 'string' && Values.NewName !== ''
        ? [{ kind: 'rename', name: renamed(situation.name, Values.NewName) }]
        : []
    case 'UI_AskToEdit':
      return isOwnEditor(situation.launch) ? [{ kind: 'ask-to-edit' }] : []
    case 'Doc_State':
      return STATES.has(Values.State) ? [{ kind: 'document-state', state: Values.State as EditorMessages['Doc_State']['State'] }] : []
    default:
      // Edit_Notification and whatever a newer editor says: nothing here depends on it
      return []
  }
}
