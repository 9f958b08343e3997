import { type DiscoveryAction, type DiscoveryApp, findAction, parseDiscovery } from '@moorage/wopi'
import { GRANT_LIFETIME_MS } from '../access/grants.ts'
import type { App } from '../app.ts'
import { downloadDiscovery } from './discovery-download.ts'
import { keptDiscoveries } from './discovery-store.ts'
import type { EditorEntry } from './editors.ts'
import { editorKeys } from './proof-keys.ts'
import { addressOf, adopt, type Editor, type Known, registryOf } from './registry.ts'

const FRESH_MS = 12 * 60 * 60 * 1000
const RETRY_MS = 60 * 1000
const RETRY_MAX_MS = 60 * 60 * 1000
const AGAIN_MS = 10_000

type Handles = Pick<App, 'config' | 'db' | 'fetch' | 'log' | 'now'>

export type EditorAction = { app: DiscoveryApp; action: DiscoveryAction }
/** What this host gives an action that requires it. OneNote's want more: cobalt, containers. */
const GIVEN: ReadonlySet<string> = new Set(['update', 'locks'])

/** An editor's action for an extension, if this host can give all that it requires. */
export function actionOf({ zone }: Editor, extension: string, name: string): EditorAction | undefined {
  const found = zone && findAction(zone, extension, name)
  return found && !found.action.useParent && found.action.requires.every((what) => GIVEN.has(what)) ? found : undefined
}

/**
 * The last good discovery of a former run, so that a start needs no network; of addresses that were replaced since,
 * the keys.
 */
async function adoptCached(app: Handles) {
  const unread = [...registryOf(app).known.values()].filter((editor) => editor.readAt === undefined && addressOf(editor))
  if (unread.length === 0) return
  const rows = await app.db.read.all(keptDiscoveries, {})
  for (const editor of unread) {
    const kept = rows.filter((row) => row.editor === editor.id)
    const url = addressOf(editor) as string
    // the settings changed it
    if (kept.some((row) => (row.url === url) !== (row.replacedAt === null)))
      await app.db.transact('noteAddress', { editor: editor.id, url, now: app.now() })
    for (const row of kept) {
      try {
        if (row.url !== url) keepFormer(app, editor, row.document, row.replacedAt ?? app.now())
        else if (editor.readAt === undefined) adopt(app, editor, row.document, row.fetchedAt)
      } catch (error) {
        app.log.warn({ editor: editor.id, reason: (error as Error).message }, 'the kept discovery cannot be read')
      }
    }
  }
}

function keepFormer(app: Handles, editor: Known, document: string, replacedAt: number) {
  const keys = editorKeys(parseDiscovery(document))
  const known = editor.former.some(({ keys: former }) => keys && former.current.equals(keys.current))
  if (keys && !known && replacedAt + GRANT_LIFETIME_MS > app.now()) editor.former.push({ keys, replacedAt })
}

async function fetchOne(app: Handles, editor: Known, url: string): Promise<void> {
  const now = app.now()
  editor.triedAt = now
  try {
    const document = await downloadDiscovery(app, url)
    // it was given another address meanwhile
    if (registryOf(app).known.get(editor.id) !== editor) return
    await take(app, editor, document, now)
    app.log.info({ editor: editor.id, proofKeys: Boolean(editor.keys), zone: editor.zone?.name }, 'discovery read')
  } catch (error) {
    // what was known stays known: an editor that is being restarted must not take opening away
    editor.nextFetchAt = now + Math.min(RETRY_MS * 2 ** editor.failures++, RETRY_MAX_MS)
    editor.problem = (error as Error).message
    app.log.warn({ editor: editor.id, reason: editor.problem, known: Boolean(editor.zone) }, 'discovery not read')
  }
}

async function take(app: Handles, editor: Known, document: string, now: number) {
  adopt(app, editor, document, now)
  delete editor.problem
  editor.failures = 0
  // spread out, so that many servers do not ask together
  editor.nextFetchAt = now + FRESH_MS * (0.9 + Math.random() * 0.2)
  await app.db.transact('keepDiscovery', { editor: editor.id, url: addressOf(editor) as string, fetchedAt: now, document, now })
}

/** After an address was changed or added: what was read there when it was tried is in force, without asking again. */
export async function takeTried(app: Handles, editorId: string, tried: { url: string; document: string }): Promise<void> {
  const editor = registryOf(app).known.get(editorId)
  if (editor && addressOf(editor) === tried.url) await take(app, editor, tried.document, app.now())
}

function fetchShared(app: Handles, editor: Known): Promise<void> {
  const url = addressOf(editor)
  if (!url) return Promise.resolve()
  editor.fetching ??= fetchOne(app, editor, url).finally(() => {
    delete editor.fetching
  })
  return editor.fetching
}

/**
 * Reads every editor's discovery that is due: at start, then every 12 hours with jitter, and after a failure in a
 * minute, two, four … up to an hour. Cheap when nothing is due: call it at start and every minute. Never rejects
 * because of an editor; an old discovery is kept until a newer one has been read.
 */
export async function refreshDiscovery(app: Handles): Promise<void> {
  await adoptCached(app)
  const now = app.now()
  const due = [...registryOf(app).ordered].filter((editor) => !editor.dormant && editor.nextFetchAt <= now)
  await Promise.all(due.map((editor) => fetchShared(app, editor)))
}

/** Reads these editors' discovery where nothing is known of it yet; waits at most 3 s. */
export async function refreshNow(app: Handles, ids: readonly string[]): Promise<void> {
  await adoptCached(app)
  const due = registryOf(app).ordered.filter((editor) => ids.includes(editor.id) && !editor.dormant && !editor.zone)
  await waitAtMost(3000, Promise.all(due.map((editor) => fetchShared(app, editor))))
}

const waitAtMost = async (milliseconds: number, work: Promise<unknown>) => {
  let timer: NodeJS.Timeout | undefined
  await Promise.race([work, new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)))])
  clearTimeout(timer)
}

/**
 * For a launch: waits for editors whose very first reading has not ended, at most 3 s altogether. `nothingOpens` also
 * asks those again that could not be read so far, but not more often than every 10 s.
 */
export async function firstDiscovery(app: Handles, { nothingOpens }: { nothingOpens: boolean }): Promise<void> {
  const unread = registryOf(app).ordered.filter((editor) => editor.discoveryUrl && !editor.dormant && !editor.zone)
  const due = unread.filter(({ failures, triedAt }) => failures === 0 || (nothingOpens && app.now() - triedAt >= AGAIN_MS))
  if (due.length === 0) return
  await waitAtMost(3000, Promise.all(due.map((editor) => fetchShared(app, editor))))
}

/**
 * A proof did not match: the editor may have rotated its keys. Fetches its discovery, shared by all who ask, at most
 * once a minute per editor as anybody can send bad proofs, and waits at most 2 s.
 *
 * @returns whether it is worth checking the proof again
 */
export async function refetchAfterMismatch(app: Handles, entry: EditorEntry): Promise<boolean> {
  const editor = registryOf(app).known.get(entry.keysOf)
  if (!editor) return false
  if (!editor.fetching) {
    if (app.now() - editor.mismatchAt < 60_000) return false
    editor.mismatchAt = app.now()
  }
  await waitAtMost(2000, fetchShared(app, editor))
  return true
}

/** A proof was good only through an old key: read the discovery again, without waiting. */
export function refreshSoon(app: Handles, entry: EditorEntry): void {
  const editor = registryOf(app).known.get(entry.keysOf)
  if (!editor || editor.fetching || app.now() - editor.mismatchAt < 60_000) return
  editor.mismatchAt = app.now()
  void fetchShared(app, editor)
}
