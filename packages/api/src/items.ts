import { type Static, Type } from 'typebox'
import type { Route } from './route.ts'

/** 26 lower-case base32 characters, random, unique across organizations. */
export const Id = Type.String({ pattern: '^[a-z2-7]{26}$' })
/** epoch milliseconds, UTC */
export const Time = Type.Integer()
export const Name = Type.String({ minLength: 1, maxLength: 255 })

export const Person = Type.Object({ id: Id, name: Type.String(), you: Type.Boolean() })
export type Person = Static<typeof Person>

/** What this user may do with this item, as access/abilities.ts judged it. */
export const Abilities = Type.Object({
  read: Type.Boolean(),
  download: Type.Boolean(),
  /** change a file's content; create inside a folder */
  write: Type.Boolean(),
  rename: Type.Boolean(),
  move: Type.Boolean(),
  delete: Type.Boolean(),
  restore: Type.Boolean(),
})
export type Abilities = Static<typeof Abilities>

/** What keeps somebody from more, in the order in which it is judged; see office/decision.ts. */
export const Clause = Type.Union([
  Type.Literal('state'),
  Type.Literal('stage'),
  Type.Literal('ceiling'),
  Type.Literal('policy'),
  Type.Literal('account'),
  Type.Literal('revision'),
  Type.Literal('right'),
  Type.Literal('licence'),
  Type.Literal('unreachable'),
  Type.Literal('type'),
  Type.Literal('size'),
  Type.Literal('lock'),
])
export type Clause = Static<typeof Clause>

/** How a click opens the file. `none`: `why` says so before anything is typed, and Download is offered. */
export const Opening = Type.Object({
  action: Type.Union([Type.Literal('edit'), Type.Literal('view'), Type.Literal('none')]),
  /** id and name of the editor (a WOPI client) */
  editor: Type.Optional(Type.String()),
  editorName: Type.Optional(Type.String()),
  why: Type.Optional(Type.String()),
  /** what `why` is about */
  clause: Type.Optional(Clause),
})
export type Opening = Static<typeof Opening>

/** What New makes, and the extension that it gets. */
export const NEW_FILES = { document: 'docx', workbook: 'xlsx', presentation: 'pptx', text: 'txt' } as const
export const NewFileType = Type.Union([
  Type.Literal('document'),
  Type.Literal('workbook'),
  Type.Literal('presentation'),
  Type.Literal('text'),
])
export type NewFileType = Static<typeof NewFileType>

/** Who has the file open for editing now. */
export const Editing = Type.Object({
  people: Type.Array(Person),
  editorName: Type.String(),
  since: Time,
})
export type Editing = Static<typeof Editing>

export const Item = Type.Object({
  id: Id,
  kind: Type.Union([Type.Literal('file'), Type.Literal('folder')]),
  name: Type.String(),
  /** lower case, without dot; '' for folders and files without one */
  extension: Type.String(),
  /** bytes; 0 for folders */
  size: Type.Integer(),
  modifiedAt: Time,
  modifiedBy: Type.Optional(Person),
  /** absent for the top folder of My Files and of a Team Share, and for a file that you have by a share alone */
  parentId: Type.Optional(Id),
  /** its My Files or Team Share; its own id where you have it by a share alone */
  rootId: Id,
  /** with how many people it is shared, for whoever sees its folder; absent for none */
  sharedWith: Type.Optional(Type.Integer()),
  deletedAt: Type.Optional(Time),
  can: Abilities,
  editing: Type.Optional(Editing),
  /** files only */
  open: Type.Optional(Opening),
})
export type Item = Static<typeof Item>

/** A file that you have by a share alone has only its own crumb: it lies in “Shared with me”. */
export const Crumb = Type.Object({ id: Id, name: Type.String() })
export type Crumb = Static<typeof Crumb>

export const Sort = Type.Union([Type.Literal('name'), Type.Literal('modified'), Type.Literal('modifiedBy'), Type.Literal('size')])
export type Sort = Static<typeof Sort>
export const PAGE_MAX = 200

const ItemParams = Type.Object({ itemId: Id })
const FolderParams = Type.Object({ folderId: Id })
const Ids = Type.Array(Id, { minItems: 1, maxItems: 1000 })

/** What to do when the name is taken in the target folder. `fail` answers 409 NAME_TAKEN with data {name, suggestion}. */
export const OnClash = Type.Union([Type.Literal('fail'), Type.Literal('keep-both'), Type.Literal('replace')])
export type OnClash = Static<typeof OnClash>

export const Listing = Type.Object({
  folder: Item,
  /** root first; the folder itself last. The first crumb is the root: "My Files" or the Team Share's name */
  breadcrumb: Type.Array(Crumb),
  /** how many items the folder has (with deleted ones when asked for) */
  total: Type.Integer(),
  offset: Type.Integer(),
  items: Type.Array(Item),
})
export type Listing = Static<typeof Listing>

export const itemRoutes = {
  listFolder: {
    method: 'GET',
    path: '/api/folders/:folderId/items',
    access: 'signed-in',
    summary: 'One page of a folder: folders first, then files, sorted.',
    params: FolderParams,
    query: Type.Object({
      sort: Type.Optional(Sort),
      order: Type.Optional(Type.Union([Type.Literal('asc'), Type.Literal('desc')])),
      offset: Type.Optional(Type.Integer({ minimum: 0 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_MAX })),
      deleted: Type.Optional(Type.Boolean()),
    }),
    response: Listing,
  },
  getItem: {
    method: 'GET',
    path: '/api/items/:itemId',
    access: 'signed-in',
    summary: 'One item and where it is.',
    params: ItemParams,
    response: Type.Object({ item: Item, breadcrumb: Type.Array(Crumb) }),
  },
  createFolder: {
    method: 'POST',
    path: '/api/folders/:folderId/folders',
    access: 'signed-in',
    records: 'folder-created',
    summary: 'A new folder.',
    params: FolderParams,
    body: Type.Object({ name: Name }),
    response: Item,
  },
  createFile: {
    method: 'POST',
    path: '/api/folders/:folderId/files',
    access: 'signed-in',
    records: 'file-created',
    summary:
      'A new file: `document` is a minimal .docx, `workbook` an .xlsx, `presentation` a .pptx, `text` an empty .txt. A name without extension gets it.',
    params: FolderParams,
    body: Type.Object({ name: Name, type: NewFileType }),
    response: Item,
  },
  renameItem: {
    method: 'PATCH',
    path: '/api/items/:itemId',
    access: 'signed-in',
    records: 'renamed',
    summary: 'Rename, with extension.',
    params: ItemParams,
    body: Type.Object({ name: Name }),
    response: Item,
  },
  moveItems: {
    method: 'POST',
    path: '/api/items/move',
    access: 'signed-in',
    records: 'moved',
    summary: 'Move items into a folder; all or none. `from` serves Undo.',
    body: Type.Object({ ids: Ids, to: Id, onClash: Type.Optional(OnClash) }),
    response: Type.Object({ moved: Type.Array(Type.Object({ item: Item, from: Id })) }),
  },
  copyItems: {
    method: 'POST',
    path: '/api/items/copy',
    access: 'signed-in',
    records: 'copied',
    summary: 'Copy items (folders with all below) into a folder; a taken name gets a number.',
    body: Type.Object({ ids: Ids, to: Id }),
    response: Type.Object({ copies: Type.Array(Item) }),
  },
  deleteItems: {
    method: 'POST',
    path: '/api/items/delete',
    access: 'signed-in',
    records: 'deleted',
    summary: 'Delete items; Restore brings them back.',
    body: Type.Object({ ids: Ids }),
    response: Type.Object({ deleted: Type.Array(Id) }),
  },
  restoreItems: {
    method: 'POST',
    path: '/api/items/restore',
    access: 'signed-in',
    records: 'restored',
    summary: 'Bring deleted items back to their folder; a name taken meanwhile gets a number.',
    body: Type.Object({ ids: Ids }),
    response: Type.Object({ restored: Type.Array(Item) }),
  },
  downloadItem: {
    method: 'GET',
    path: '/api/items/:itemId/download',
    access: 'signed-in',
    summary: "The file's newest bytes as an attachment; a folder as a zip.",
    params: ItemParams,
  },
  downloadZip: {
    method: 'GET',
    path: '/api/download',
    access: 'signed-in',
    summary: 'Several items as one streamed zip.',
    query: Type.Object({ ids: Type.String({ description: 'item ids joined by commas' }), name: Type.Optional(Name) }),
  },
  listEditors: {
    method: 'GET',
    path: '/api/items/:itemId/editors',
    access: 'signed-in',
    summary: 'Open with: every editor that knows this type, what it would do, and why not.',
    params: ItemParams,
    response: Type.Object({ editors: Type.Array(Opening) }),
  },
  askToEdit: {
    method: 'POST',
    path: '/api/items/:itemId/ask-to-edit',
    access: 'signed-in',
    records: 'asked-to-edit',
    summary: 'Tell whoever is editing that you would like to; they see it in their editor.',
    params: ItemParams,
  },
  search: {
    method: 'GET',
    path: '/api/search',
    access: 'signed-in',
    summary:
      'Find by name in everything you may see; every word must begin a word of the name or occur in it; case and accents do not matter.',
    query: Type.Object({
      q: Type.String({ minLength: 1, maxLength: 200 }),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_MAX })),
    }),
    response: Type.Object({ results: Type.Array(Type.Object({ item: Item, breadcrumb: Type.Array(Crumb) })), more: Type.Boolean() }),
  },
} as const satisfies Record<string, Route>
