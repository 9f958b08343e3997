import type { CheckFileInfo } from '@moorage/wopi'

/**
 * `saving`: a PutFile is under way. `kept`: the last one failed and what was typed is only in this browser.
 * `following`: would edit, but cannot now, and sees every save. `viewing`: cannot or does not want to edit.
 */
export type Phase = 'opening' | 'viewing' | 'following' | 'editing' | 'saving' | 'kept' | 'ended'

export type FailureKind =
  /** 401: the token is over or was withdrawn */
  | 'signed-out'
  /** 404 */
  | 'gone'
  /** somebody else holds the lock now */
  | 'lock-lost'
  /** the lock is ours, but somebody saved in between */
  | 'changed'
  /** 413: too large, or no room */
  | 'too-large'
  /** 5xx, tried again by itself */
  | 'server'
  /** no answer, tried again by itself */
  | 'offline'
  /** 400, 501 and everything else that trying again does not cure */
  | 'refused'
  /** the view could not make bytes of the document */
  | 'broken'

export interface Failure {
  kind: FailureKind
  status: number
  reason?: string | undefined
}

/** Who has the lock that keeps us from editing. */
export interface Holder {
  lock: string
  /** as the host told it, for people */
  name?: string | undefined
  /** another tab of this browser has it */
  otherTab: boolean
}

export interface Session {
  phase: Phase
  /** opened with the edit action, and this kind of document can be edited here */
  wantsEdit: boolean
  info?: CheckFileInfo | undefined
  /** of the bytes shown */
  version: string
  /** the lock that we hold */
  lock?: string | undefined
  holder?: Holder | undefined
  /** a Lock is on its way */
  locking: boolean
  readOnlyReason?: string | undefined
  /** why nothing can be shown, or why it ended */
  problem?: string | undefined
  /** counts changes by the user; `stored` and `drafted` are the newest that host and draft have */
  change: number
  stored: number
  drafted: number
  /** the change inside the PutFile under way */
  sending?: number | undefined
  failure?: Failure | undefined
  attempts: number
  savedAt?: number | undefined
  /** when a save of somebody else was last shown */
  updatedAt?: number | undefined
  /** to be done once everything is saved */
  afterwards?: 'give-way' | 'close' | undefined
  /** the user wants to close while something is not saved */
  closing: boolean
  /**
   * A draft that was found. `restoring`, `undoing`: it, or what was there before it, is being shown, and nothing can be
   * typed until it is.
   */
  recovery?: { kind: 'restoring' | 'recovered' | 'undoing' | 'copy'; at: number } | undefined
  asked: boolean
  askedBy?: string | undefined
  gaveWay: boolean
}

export type TimerName = 'idle' | 'cap' | 'draft' | 'retry' | 'refresh' | 'poll'

export type Event =
  | { type: 'opened'; info: CheckFileInfo }
  | { type: 'problem'; message: string }
  | { type: 'created' }
  | { type: 'lock-granted'; lock: string; version?: string | undefined }
  | {
      type: 'lock-refused'
      status: number
      held: string
      reason?: string | undefined
      owner: 'nobody' | 'someone' | 'dead-tab' | 'living-tab'
    }
  | { type: 'shown'; version: string; at: number; readOnlyReason?: string | undefined }
  | { type: 'draft-found'; at: number; fits: boolean }
  /** the draft is on the screen, or could not be shown */
  | { type: 'draft-shown'; ok: boolean }
  | { type: 'recovery-undone'; ok: boolean }
  | { type: 'changed' }
  | { type: 'timer'; name: TimerName }
  | { type: 'save-now' }
  | { type: 'saved'; change: number; version?: string | undefined; at: number }
  | { type: 'save-failed'; change: number; status: number; held?: string | undefined; reason?: string | undefined }
  | { type: 'drafted'; change: number }
  | { type: 'refreshed' }
  | { type: 'refresh-failed'; status: number; held: string; reason?: string | undefined }
  | { type: 'polled'; status: number; info?: CheckFileInfo | undefined; held?: string | undefined }
  | { type: 'holder-named'; held: string; reason?: string | undefined; owner: 'someone' | 'dead-tab' | 'living-tab' }
  | { type: 'renamed'; name: string }
  | { type: 'asked-to-edit'; by: string }
  | {
      type:
        | 'edit'
        | 'ask'
        | 'not-now'
        | 'give-way'
        | 'close'
        | 'close-anyway'
        | 'stay'
        | 'visible'
        | 'online'
        | 'undo-recovery'
        | 'forget-recovery'
        | 'discard'
        | 'left'
    }

export type Command =
  | { do: 'check-info' }
  /** writes a blank document into an empty file */
  | { do: 'create' }
  | { do: 'lock'; oldLock?: string }
  /** asks the other tab of this browser to let go, and takes the lock when it has, or does not answer */
  | { do: 'take-from-tab'; held: string }
  | { do: 'unlock'; lock: string }
  | { do: 'refresh'; lock: string }
  /** reads the newest bytes and shows them */
  | { do: 'show'; editable: boolean }
  | { do: 'editable'; on: boolean }
  | { do: 'save'; change: number; lock: string }
  | { do: 'draft'; change: number }
  | { do: 'forget-draft' }
  | { do: 'find-draft' }
  | { do: 'restore-draft' }
  | { do: 'undo-recovery' }
  | { do: 'forget-recovery' }
  | { do: 'poll' }
  | { do: 'name-holder'; held: string }
  /** `keep`: leave it when it runs already */
  | { do: 'start'; timer: TimerName; ms: number; keep?: boolean }
  | { do: 'stop'; timer: TimerName }
  | { do: 'tell'; state: 'saved' | 'saving' | 'unsaved' | 'failed' }
  | { do: 'post'; id: 'UI_Close' | 'UI_AskToEdit' }

export interface Step {
  state: Session
  commands: Command[]
}

export const step = (state: Session, ...commands: Command[]): Step => ({ state, commands })
export const isDirty = ({ change, stored }: Session): boolean => change > stored
/** The text is ours to change just now, saved or not. */
export const isEditing = ({ phase }: Session): boolean => phase === 'editing' || phase === 'saving' || phase === 'kept'
/** Closing the tab now would lose something: neither host nor draft have it. */
export const wouldLose = (state: Session): boolean => isDirty(state) && state.drafted < state.change

export const firstState = (wantsEdit: boolean): Session => ({
  phase: 'opening',
  wantsEdit,
  version: '',
  locking: false,
  change: 0,
  stored: 0,
  drafted: 0,
  attempts: 0,
  closing: false,
  asked: false,
  gaveWay: false,
})
