import { type Static, Type } from 'typebox'
import { EditorId } from './editors.ts'
import { Id, Time } from './items.ts'
import type { Route } from './route.ts'

/** An editing session's number as people see it and type it in. */
const SessionNumber = Type.String({ pattern: '^[a-z2-7]{20}$' })

const Named = Type.Object({ id: Id, name: Type.String() })

/** One launch of one editor by one person, with the names of then. */
export const EditingSession = Type.Object({
  number: Type.String(),
  organization: Named,
  person: Named,
  /** of the file; no name where the administrator may not know it (somebody's My Files) */
  item: Type.Object({ id: Id, name: Type.Optional(Type.String()) }),
  editor: Type.String(),
  editorName: Type.String(),
  action: Type.Union([Type.Literal('edit'), Type.Literal('view')]),
  /** of the roll-out; absent: the editor was not being rolled out */
  stage: Type.Optional(Type.String()),
  openedAt: Time,
  /** when the browser said that the document is there */
  shownAt: Type.Optional(Time),
  /** when anything was last heard of it */
  lastAt: Time,
  lastSaveAt: Type.Optional(Time),
  calls: Type.Integer(),
  saves: Type.Integer(),
  /** calls that failed, and the opening where that did */
  failures: Type.Integer(),
  /** calls that were answered 409 */
  conflicts: Type.Integer(),
})
export type EditingSession = Static<typeof EditingSession>

export const SessionEvent = Type.Object({
  seq: Type.Integer(),
  /** of a call: when it was answered */
  at: Time,
  source: Type.Union([Type.Literal('server'), Type.Literal('browser'), Type.Literal('editor')]),
  /** a WOPI operation, one of BROWSER_EVENTS, or what the server did */
  name: Type.String(),
  /** of HTTP; 0: the connection was gone before the answer */
  status: Type.Optional(Type.Integer()),
  ms: Type.Optional(Type.Integer()),
  /** which lock, in short; empty: none. Absent: the call does not show it */
  lockBefore: Type.Optional(Type.String()),
  lockAfter: Type.Optional(Type.String()),
  correlationId: Type.Optional(Type.String()),
  requestId: Type.Optional(Type.String()),
  detail: Type.Optional(Type.String()),
})
export type SessionEvent = Static<typeof SessionEvent>

/** What was kept of the file while the session went on, whoever saved it. */
export const SessionSave = Type.Object({
  at: Time,
  kind: Type.Union([
    Type.Literal('edit'),
    Type.Literal('upload'),
    Type.Literal('restore'),
    Type.Literal('created'),
    Type.Literal('rescue'),
    Type.Literal('rescued'),
  ]),
  version: Type.Integer(),
  size: Type.Integer(),
  /** absent: the account is not there any more */
  by: Type.Optional(Type.String()),
  editorName: Type.Optional(Type.String()),
  /** of a rescue: why the save was refused */
  reason: Type.Optional(Type.String()),
})
export type SessionSave = Static<typeof SessionSave>

export const SessionTimeline = Type.Object({
  session: EditingSession,
  /** the others in the same file at the same time, the newest first */
  others: Type.Array(EditingSession),
  events: Type.Array(SessionEvent),
  saves: Type.Array(SessionSave),
  /** what `after` of the next part is; absent: this is the end */
  next: Type.Optional(Type.Integer()),
  keptDays: Type.Integer(),
})
export type SessionTimeline = Static<typeof SessionTimeline>

/** What somebody is doing with one locked file. */
export const LiveEditing = Type.Object({
  organization: Named,
  item: Type.Object({ id: Id, name: Type.Optional(Type.String()) }),
  editor: Type.String(),
  editorName: Type.String(),
  people: Type.Array(Type.Object({ id: Id, name: Type.String(), since: Time, session: Type.Optional(Type.String()) })),
  /** when its lock was taken */
  since: Time,
  /** when the lock ends if nothing more is heard */
  lockUntil: Time,
  lastSaveAt: Type.Optional(Time),
  /** when anything was last heard of any of its editors */
  heardAt: Time,
  /** a save of it is on its way in */
  saving: Type.Boolean(),
})
export type LiveEditing = Static<typeof LiveEditing>

/** How long after the last sign of an editor its lock cannot be released, in milliseconds. */
export const EDITOR_ALIVE_MS = 2 * 60_000

/** Everything that a page around an editor says of its session; `text` is cut, and nothing but words and ids is kept of it. */
export const BROWSER_EVENTS = [
  'frame-loaded',
  'loading-status',
  'shown',
  'refused',
  'blocked',
  'slow',
  'waited-on',
  'message',
  'document-state',
  'script-error',
  'offline',
  'online',
  'hidden',
  'visible',
  'leaving',
] as const
export type BrowserEventName = (typeof BROWSER_EVENTS)[number]

/** The page around an editor posts its events there, as JSON: BrowserEvents. It is answered 204; 404 where the session is not one's own. */
export const browserEventsPath = (number: string) => `/api/editing-sessions/${number}/events`

export interface BrowserEvents {
  events: {
    name: BrowserEventName
    /** milliseconds before it was sent */
    ago: number
    text?: string
  }[]
}
export const BROWSER_EVENTS_PER_BATCH = 40

const SessionParams = Type.Object({ sessionId: SessionNumber })

export const editingSessionRoutes = {
  listEditingSessions: {
    method: 'GET',
    path: '/api/admin/editing-sessions',
    access: 'administrator',
    summary: 'The newest first, of the organizations that you administer; `next` is what `before` of the next page is.',
    query: Type.Object({
      /** it and everything below; default: all that you administer */
      organizationId: Type.Optional(Id),
      accountId: Type.Optional(Id),
      /** an id or a link of the portal */
      file: Type.Optional(Type.String({ maxLength: 2000 })),
      editor: Type.Optional(EditorId),
      stage: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
      /** only those with failures or conflicts */
      trouble: Type.Optional(Type.Boolean()),
      /** a number or how it begins: six characters at least */
      number: Type.Optional(Type.String({ maxLength: 60 })),
      /** epoch milliseconds of the opening, both included */
      from: Type.Optional(Type.Integer()),
      to: Type.Optional(Type.Integer()),
      before: Type.Optional(Type.String({ pattern: '^\\d{1,15}-[a-z2-7]{20}$' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    }),
    response: Type.Object({
      sessions: Type.Array(EditingSession),
      next: Type.Optional(Type.String()),
      keptDays: Type.Integer({ description: 'older sessions are gone' }),
      editors: Type.Array(Type.Object({ id: EditorId, name: Type.String() })),
      /** of every roll-out; none for administrators of an organization, as stages may name others */
      stages: Type.Array(Type.String()),
    }),
  },
  getEditingSession: {
    method: 'GET',
    path: '/api/admin/editing-sessions/:sessionId',
    access: 'administrator',
    summary: 'One editing session: its facts, who else was in the file, and what happened, in parts.',
    params: SessionParams,
    query: Type.Object({ after: Type.Optional(Type.Integer({ minimum: 0 })) }),
    response: SessionTimeline,
  },
  downloadEditingSession: {
    method: 'GET',
    path: '/api/admin/editing-sessions/:sessionId/bundle',
    access: 'administrator',
    summary: 'The same to send to support, as a zip of JSON and text, without tokens, locks or addresses; names only with `names`.',
    params: SessionParams,
    query: Type.Object({ names: Type.Optional(Type.Boolean()) }),
  },
  listEditingNow: {
    method: 'GET',
    path: '/api/admin/editing-now',
    access: 'administrator',
    summary: 'Every file that is locked by an editor just now in the organizations that you administer, the newest first.',
    query: Type.Object({ organizationId: Type.Optional(Id), offset: Type.Optional(Type.Integer({ minimum: 0 })) }),
    response: Type.Object({
      editing: Type.Array(LiveEditing),
      total: Type.Integer(),
      /** the server's clock, by which the times are */ now: Time,
    }),
  },
  releaseLock: {
    method: 'POST',
    path: '/api/admin/editing-now/:itemId/release',
    access: 'administrator',
    records: 'lock-released',
    summary:
      'Take away the lock of an editor that is gone. 409 LOCKED while a save is on its way or the editor was heard of in the last two minutes, 409 CHANGED_MEANWHILE where it is another lock.',
    params: Type.Object({ itemId: Id }),
    /** when the lock was taken, as it was seen */
    body: Type.Object({ since: Time }),
  },
} as const satisfies Record<string, Route>
