import { chooseZone, type Discovery, type DiscoveryZone, parseDiscovery } from '@moorage/wopi'
import { GRANT_LIFETIME_MS } from '../access/grants.ts'
import type { App } from '../app.ts'
import { addedEditors } from './added-editors.ts'
import { type AddedEditor, type EditorEntry, editorEntries } from './editors.ts'
import { type Microsoft365Now, microsoft365 } from './microsoft-365.ts'
import { type EditorKeys, editorKeys } from './proof-keys.ts'

/** An editor and what is known of it now. Everything here is read synchronously, from memory. */
export interface Editor extends EditorEntry {
  zone?: DiscoveryZone
  keys?: EditorKeys
}

/** Keys of an address that another one has replaced: good for editing sessions that began before. */
export interface FormerKeys {
  keys: EditorKeys
  replacedAt: number
}

export interface Known extends Editor {
  /** it opens nothing any more, but sessions that are open in it go on */
  removed: boolean
  former: FormerKeys[]
  nextFetchAt: number
  failures: number
  fetching?: Promise<void>
  /** when it was last asked */
  triedAt: number
  /** when it last answered well, and how large that was */
  readAt?: number
  bytes?: number
  /** why it could not be read the last time */
  problem?: string
  /** when a mismatching proof last caused a fetch */
  mismatchAt: number
}

interface Registry {
  known: Map<string, Known>
  ordered: Known[]
  /** what it was made of: it is made anew when one of them is another object */
  config: App['config']
  now: Microsoft365Now
  added: readonly AddedEditor[]
}

/** `now` only says when an address was replaced */
type Handles = Pick<App, 'config' | 'db'> & Partial<Pick<App, 'now'>>

export const addressOf = (editor: EditorEntry) => editor.discoveryUrl ?? editor.keysUrl

/** One registry per open database: the world has one. */
const registries = new WeakMap<App['db'], Registry>()

const unread = (entry: EditorEntry, former: FormerKeys[] = []): Known => ({
  ...entry,
  removed: false,
  former,
  nextFetchAt: 0,
  failures: 0,
  triedAt: Number.NEGATIVE_INFINITY,
  mismatchAt: Number.NEGATIVE_INFINITY,
})

/**
 * What was known of an editor that is still at its address stays known. At another address it is unread, and its
 * keys are kept for those who are editing.
 */
function follow(before: Known | undefined, entry: EditorEntry, replacedAt: number): Known {
  if (!before) return unread(entry)
  if (addressOf(before) !== addressOf(entry))
    return unread(entry, [...(before.keys ? [{ keys: before.keys, replacedAt }] : []), ...before.former])
  // the same object: a fetch that is under way ends in it
  for (const name of ['discoveryUrl', 'keysUrl', 'dormant'] as const) delete before[name]
  return Object.assign(before, entry, { removed: false })
}

/** Taken from memory where nothing changed since; every change of settings, portal or state is seen by the next call. */
export function registryOf(app: Handles): Pick<Registry, 'known' | 'ordered'> {
  const now = microsoft365(app)
  const added = addedEditors(app)
  const before = registries.get(app.db)
  if (before && before.config === app.config && before.now === now && before.added === added) return before
  const at = app.now?.() ?? Date.now()
  const entries = editorEntries(app.config, now, added)
  const ordered = entries.map((entry) => follow(before?.known.get(entry.id), entry, at))
  const known = new Map(ordered.map((editor) => [editor.id, editor]))
  for (const editor of before?.known.values() ?? [])
    if (!known.has(editor.id)) known.set(editor.id, Object.assign(editor, { removed: true }))
  for (const editor of added)
    if (!known.has(editor.id)) {
      const { position: order, removedAt: _, ...rest } = editor
      const entry: EditorEntry = {
        ...rest,
        order,
        keysOf: editor.id,
        wopiOrigin: editor.wopiOrigin ?? app.config.wopiOrigin,
        from: 'portal',
      }
      known.set(editor.id, { ...unread(entry), removed: true })
    }
  const made = { known, ordered, config: app.config, now, added }
  registries.set(app.db, made)
  return made
}

/** In the order in which they are tried; removed ones are not among them. */
export const editorsOf = (app: Handles): Editor[] => [...registryOf(app).ordered]
/** Removed ones too: who is editing in one may save. */
export const editorById = (app: Handles, id: string): Editor | undefined => registryOf(app).known.get(id)
/** The keys that an editor's requests are signed with; undefined while its discovery was never read, or has none. */
export const keysOf = (app: Handles, editor: EditorEntry): EditorKeys | undefined => registryOf(app).known.get(editor.keysOf)?.keys

/** How much later than an address's end a launch may still have been on its way to it. */
const UNDER_WAY_MS = 60_000

/** Keys of the editor's former addresses that a session from `since` may still sign with. */
export const formerKeysOf = (app: Pick<App, 'config' | 'db' | 'now'>, editor: EditorEntry, since: number): EditorKeys[] =>
  (registryOf(app).known.get(editor.keysOf)?.former ?? []).flatMap(({ keys, replacedAt }) =>
    since <= replacedAt + UNDER_WAY_MS && app.now() < replacedAt + GRANT_LIFETIME_MS + UNDER_WAY_MS ? [keys] : [],
  )

/** The zone that browsers of this portal use. */
export const zoneOf = (app: Pick<App, 'config'>, discovery: Discovery) =>
  chooseZone(discovery, app.config.portalOrigin.startsWith('https:') ? 'https' : 'http')

/** Puts a document in an editor's place. Throws where it cannot be read, and then nothing has changed. */
export function adopt(app: Pick<App, 'config'>, editor: Known, document: string, readAt: number) {
  const discovery = parseDiscovery(document)
  const keys = editorKeys(discovery)
  const zone = zoneOf(app, discovery)
  if (zone) editor.zone = zone
  else delete editor.zone
  if (keys) editor.keys = keys
  else delete editor.keys
  editor.readAt = readAt
  editor.bytes = Buffer.byteLength(document)
}
