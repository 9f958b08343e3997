import { type Static, Type } from 'typebox'
import { Id, Time } from './items.ts'
import type { Route } from './route.ts'

export const EditorProfile = Type.Union([
  Type.Literal('microsoft'),
  Type.Literal('collabora'),
  Type.Literal('onlyoffice'),
  Type.Literal('built-in'),
])
export type EditorProfile = Static<typeof EditorProfile>
export const ProofPolicy = Type.Union([Type.Literal('required'), Type.Literal('if-present'), Type.Literal('off')])
export type ProofPolicy = Static<typeof ProofPolicy>

/** letters and digits; `built-in`, `m365` and `m365test` are the program's own */
export const EditorId = Type.String({ pattern: '^[a-z0-9-]{1,30}$' })
const Url = Type.String({ minLength: 8, maxLength: 2000 })

/** What a discovery document says, in figures. */
export const DiscoverySummary = Type.Object({
  zone: Type.String(),
  apps: Type.Array(Type.Object({ name: Type.String(), edit: Type.Array(Type.String()), view: Type.Array(Type.String()) })),
  /** current key, and whether there is an old one beside it */
  keys: Type.Union([Type.Literal('current'), Type.Literal('current-and-old'), Type.Literal('none')]),
  bytes: Type.Integer(),
})
export type DiscoverySummary = Static<typeof DiscoverySummary>

export const DiscoveryState = Type.Object({
  /** when it was last read well */
  readAt: Type.Optional(Time),
  /** why the last attempt failed; the copy before it is still used */
  problem: Type.Optional(Type.String()),
  summary: Type.Optional(DiscoverySummary),
})
export type DiscoveryState = Static<typeof DiscoveryState>

/** The outcome of reading a discovery address once, for a person to look at before it is taken. */
export const Trial = Type.Object({
  url: Type.String(),
  usable: Type.Boolean(),
  /** unusable: what failed, in words */
  problem: Type.Optional(Type.String()),
  /** unusable: the line of the document that failed, with its number, cut to 200 characters */
  line: Type.Optional(Type.Object({ number: Type.Integer(), text: Type.String() })),
  summary: Type.Optional(DiscoverySummary),
  /** compared with what is used now; absent where nothing is */
  difference: Type.Optional(
    Type.Object({ addedExtensions: Type.Array(Type.String()), removedExtensions: Type.Array(Type.String()), keysChanged: Type.Boolean() }),
  ),
  /** what the document looks like */
  profile: Type.Optional(EditorProfile),
  /** usable, but: what an administrator should know first */
  warnings: Type.Array(Type.String()),
})
export type Trial = Static<typeof Trial>

export const EditorEntry = Type.Object({
  id: EditorId,
  name: Type.String(),
  profile: EditorProfile,
  proof: ProofPolicy,
  discoveryUrl: Type.String(),
  /** the WOPI host name that it calls */
  wopiOrigin: Type.String(),
  /** where it is set up: in the settings file (read-only here), here, or it comes with Moorage */
  from: Type.Union([Type.Literal('file'), Type.Literal('portal'), Type.Literal('program')]),
  discovery: DiscoveryState,
  /** editing sessions open in it now */
  open: Type.Integer(),
})
export type EditorEntry = Static<typeof EditorEntry>

const EditorParams = Type.Object({ editorId: EditorId })
const EditorFields = {
  name: Type.String({ minLength: 1, maxLength: 60 }),
  discoveryUrl: Url,
  profile: EditorProfile,
  proof: ProofPolicy,
}

export const EditorOrder = Type.Object({
  /** '*' is every extension without a row of its own */
  extension: Type.String({ pattern: '^(\\*|[a-z0-9]{1,16})$' }),
  /** ids, the first that can open the file wins; editors that are not named come after, in the usual order */
  editors: Type.Array(EditorId, { maxItems: 50 }),
})
export type EditorOrder = Static<typeof EditorOrder>

const Orders = Type.Object({
  /** its own rows */
  own: Type.Array(EditorOrder),
  /** rows that come from organizations above it, nearest first */
  inherited: Type.Array(Type.Object({ from: Type.Object({ id: Id, name: Type.String() }), order: EditorOrder })),
})

export const editorRoutes = {
  listAllEditors: {
    method: 'GET',
    path: '/api/admin/editors',
    access: 'system-administrator',
    summary: 'Every editor in the usual order, with the state of its discovery.',
    response: Type.Object({ editors: Type.Array(EditorEntry) }),
  },
  tryDiscovery: {
    method: 'POST',
    path: '/api/admin/editors/try',
    access: 'system-administrator',
    records: 'editor-tried',
    summary:
      'Read a discovery address once and say what it offers; nothing is changed. `editorId`: compare with what that editor uses now.',
    body: Type.Object({ url: Url, editorId: Type.Optional(EditorId) }),
    response: Trial,
  },
  addEditor: {
    method: 'POST',
    path: '/api/admin/editors',
    access: 'system-administrator',
    records: 'editor-added',
    summary:
      'Add Collabora Online, ONLYOFFICE, Office Online Server or another WOPI client. 400 DISCOVERY_UNUSABLE with `data.trial` when its discovery is not usable.',
    body: Type.Object(EditorFields),
    response: EditorEntry,
  },
  changeEditor: {
    method: 'PATCH',
    path: '/api/admin/editors/:editorId',
    access: 'system-administrator',
    records: 'editor-changed',
    summary: 'Change an editor that was added here. Editing sessions that are open in it go on.',
    params: EditorParams,
    body: Type.Partial(Type.Object(EditorFields)),
    response: EditorEntry,
  },
  removeEditor: {
    method: 'DELETE',
    path: '/api/admin/editors/:editorId',
    access: 'system-administrator',
    records: 'editor-removed',
    summary: 'Open nothing more in it. Editing sessions that are open in it may still save.',
    params: EditorParams,
  },
  listEditorOrder: {
    method: 'GET',
    path: '/api/admin/organizations/:organizationId/editor-order',
    access: 'administrator',
    summary: 'Which editor is tried first, by extension, in this organization, and which editors there are to choose from.',
    params: Type.Object({ organizationId: Id }),
    response: Type.Object({ ...Orders.properties, editors: Type.Array(Type.Object({ id: EditorId, name: Type.String() })) }),
  },
  changeEditorOrder: {
    method: 'PATCH',
    path: '/api/admin/organizations/:organizationId/editor-order',
    access: 'administrator',
    records: 'editor-order-changed',
    summary: 'Set the order for one extension; an empty list takes the row away.',
    params: Type.Object({ organizationId: Id }),
    body: EditorOrder,
    response: Type.Object({ ...Orders.properties, editors: Type.Array(Type.Object({ id: EditorId, name: Type.String() })) }),
  },
} as const satisfies Record<string, Route>
