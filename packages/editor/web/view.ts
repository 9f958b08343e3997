import type { Answer } from './relay.ts'

/** Everything the shell knows about a kind of document: one small interface behind which every editing library hides. */
export interface DocumentView {
  /** undefined: can be edited. Otherwise a sentence for people, e.g. "This document has tracked changes." */
  readonly readOnlyReason: string | undefined
  /**
   * The whole file as it should be saved now; only called while editable and changed. A Blob passes between threads without
   * its bytes. Rejects with SaveProblem when the person can do something about it.
   */
  save(): Promise<Uint8Array | Blob>
  /** takes what is being typed into the document at once, for views that keep it apart until then */
  settle?(): void
  setEditable(editable: boolean): void
  /** shows newer bytes (a follower saw a save, or a draft is recovered), keeping scroll position where it can */
  replace(bytes: Uint8Array): Promise<void>
  focus(): void
  destroy(): void
}

/** A sentence for people about why the document can't be put together for saving. */
export class SaveProblem extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SaveProblem'
  }
}

export interface OpenOptions {
  container: HTMLElement
  bytes: Uint8Array
  /** with extension */
  name: string
  /** lower case, no dot */
  extension: string
  editable: boolean
  /** BCP 47 */
  locale: string
  dark: boolean
  /** the file as the server converted it, for kinds that the browser cannot draw; what it is then, by extension */
  converted(): Promise<Answer<{ bytes: Uint8Array; format: string }>>
  /** called on every change by the user, synchronously and often */
  onChange(): void
}

/** Rejects with DocumentProblem when the bytes cannot be shown. */
export type OpenDocument = (options: OpenOptions) => Promise<DocumentView>

/** A sentence for people about why these bytes cannot be shown: encrypted, damaged, too large when unpacked. */
export class DocumentProblem extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'DocumentProblem'
  }
}
