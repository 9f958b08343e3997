import type { Relay } from '../relay.ts'
import type { Drafts } from './drafts.ts'
import type { Marked } from './mark.ts'
import type { Event, Session } from './state.ts'
import type { Tabs } from './tabs.ts'

/** Where the document is shown. Rejects with DocumentProblem when the bytes cannot be. */
export interface Stage {
  /** opens the view, or gives newer bytes to the one that is open */
  show(file: Blob, options: { name: string; editable: boolean }): Promise<{ readOnlyReason: string | undefined }>
  setEditable(on: boolean): void
  /** takes what is being typed into the document, so that it counts as a change */
  settle(): void
  save(): Promise<Blob>
}

/** Everything that a session touches. */
export interface Ports {
  relay: Relay
  stage: Stage
  drafts: Drafts
  tabs: Tabs
  /** bytes of a blank document for a name, undefined where an empty file is one */
  blank(name: string): Promise<Uint8Array | undefined>
  /** tells two contents apart; rejects for a file that can't be read any more */
  markOf(file: Blob): Promise<string>
  /** to the page around us; dropped until CheckFileInfo named its origin */
  post(id: string, values: object): void
  now(): number
  newId(): string
  /** WopiSrc */
  file: string
}

export interface Taken {
  change: number
  file: Blob
}

/** What the effects share. */
export interface Running {
  ports: Ports
  state(): Session
  dispatch(event: Event): void
  /** bytes that the host had when they were last read or saved */
  base: Marked
  /** marks of bytes sent to the host by this tab */
  sent: string[]
  /** the newest bytes taken from the view, and the change that they hold */
  newest: Taken | undefined
  /** how long the last draft took, in milliseconds */
  cost: number
  /** the tail of what the view is asked for: one at a time */
  taking: Promise<unknown>
  draftId: string
  /** a draft of a tab that is gone */
  found: { id: string; file: Blob } | undefined
  /** what the host had when that draft was put back */
  restoredFrom: Blob | undefined
}
