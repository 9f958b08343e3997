/** Somebody whom a comment names. `id` means something to `provider` only. */
export interface ActivityPerson {
  id: string
  name: string
  provider: string
  mentioned: boolean
  inThread: boolean
  repliedTo: boolean
}

/** What was done to a comment in a document, as the editor tells it. Every text is the client's: show it as text. */
export interface CommentActivity {
  /** unique for the client, case preserved; the same id again is the same activity */
  id: string
  /** epoch milliseconds; undefined when the client's text cannot be read */
  createdAt: number | undefined
  /** which comment; opaque */
  contentId: string
  /** where in the document it is; opaque */
  navigationId: string
  action: 'created' | 'updated' | 'deleted' | undefined
  text: string
  isReply: boolean
  people: ActivityPerson[]
}
