import { type Static, Type } from 'typebox'
import { Id, Item, Person, Time } from './items.ts'
import type { Route } from './route.ts'

/** All saves of one tenure (from the first lock on an unlocked file until none is left), or one upload or restore. */
export const Revision = Type.Object({
  /** id of the last save in it: what view, download and restore act on */
  id: Id,
  from: Time,
  to: Time,
  authors: Type.Array(Person),
  size: Type.Integer(),
  saves: Type.Integer(),
  kind: Type.Union([
    Type.Literal('created'),
    Type.Literal('edit'),
    Type.Literal('upload'),
    Type.Literal('restore'),
    Type.Literal('rescued'),
  ]),
  /** name of the editor it was made in */
  editorName: Type.Optional(Type.String()),
  current: Type.Boolean(),
})
export type Revision = Static<typeof Revision>

/** A save that was refused and kept: a rescue revision. */
export const UnsavedWork = Type.Object({
  id: Id,
  itemId: Id,
  itemName: Type.String(),
  savedAt: Time,
  size: Type.Integer(),
  /** a sentence: why it was refused */
  reason: Type.String(),
  /** false when the file is gone or no longer writable by this user: only Save a copy and Download are left */
  canSaveAsRevision: Type.Boolean(),
})
export type UnsavedWork = Static<typeof UnsavedWork>

/** Something that was done to a comment in a document, as the editor told it. */
export const Activity = Type.Object({
  /** the editor's own */
  id: Type.String(),
  at: Time,
  by: Person,
  editorName: Type.String(),
  action: Type.Optional(Type.Union([Type.Literal('created'), Type.Literal('updated'), Type.Literal('deleted')])),
  text: Type.String(),
  isReply: Type.Boolean(),
  /** names of people that the comment mentions */
  mentioned: Type.Array(Type.String()),
})
export type Activity = Static<typeof Activity>

const ItemParams = Type.Object({ itemId: Id })
const RevisionParams = Type.Object({ itemId: Id, revisionId: Id })
const UnsavedParams = Type.Object({ unsavedId: Id })

export const revisionRoutes = {
  listRevisions: {
    method: 'GET',
    path: '/api/items/:itemId/revisions',
    access: 'signed-in',
    summary: 'Revisions, newest first, folded by tenure.',
    params: ItemParams,
    query: Type.Object({ before: Type.Optional(Time) }),
    response: Type.Object({ revisions: Type.Array(Revision), more: Type.Boolean() }),
  },
  listActivities: {
    method: 'GET',
    path: '/api/items/:itemId/activities',
    access: 'signed-in',
    summary: 'What editors told of comments in a document, newest first.',
    params: ItemParams,
    response: Type.Object({ activities: Type.Array(Activity) }),
  },
  restoreRevision: {
    method: 'POST',
    path: '/api/items/:itemId/revisions/:revisionId/restore',
    access: 'signed-in',
    records: 'revision-restored',
    summary: 'Make an old revision the current one (as a new revision). `previous` serves Undo.',
    params: RevisionParams,
    response: Type.Object({ item: Item, previous: Id }),
  },
  downloadRevision: {
    method: 'GET',
    path: '/api/items/:itemId/revisions/:revisionId/download',
    access: 'signed-in',
    summary: 'An old revision as an attachment.',
    params: RevisionParams,
  },
  listUnsaved: {
    method: 'GET',
    path: '/api/unsaved',
    access: 'signed-in',
    summary: 'Your Unsaved work: saves that were refused and kept.',
    response: Type.Object({ unsaved: Type.Array(UnsavedWork) }),
  },
  downloadUnsaved: {
    method: 'GET',
    path: '/api/unsaved/:unsavedId/download',
    access: 'signed-in',
    summary: 'Unsaved work as an attachment.',
    params: UnsavedParams,
  },
  saveUnsavedAsCopy: {
    method: 'POST',
    path: '/api/unsaved/:unsavedId/copy',
    access: 'signed-in',
    records: 'unsaved-taken-over',
    summary: 'Save unsaved work as a new file beside the original, or in My Files where that is not possible.',
    params: UnsavedParams,
    response: Item,
  },
  saveUnsavedAsRevision: {
    method: 'POST',
    path: '/api/unsaved/:unsavedId/revision',
    access: 'signed-in',
    records: 'unsaved-taken-over',
    summary: 'Make unsaved work the newest revision of its file.',
    params: UnsavedParams,
    response: Item,
  },
  discardUnsaved: {
    method: 'DELETE',
    path: '/api/unsaved/:unsavedId',
    access: 'signed-in',
    records: 'unsaved-discarded',
    summary: 'Forget unsaved work.',
    params: UnsavedParams,
  },
} as const satisfies Record<string, Route>
