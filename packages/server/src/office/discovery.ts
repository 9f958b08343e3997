import {
  chooseZone,
  type Discovery,
  type DiscoveryAction,
  type DiscoveryApp,
  type DiscoveryZone,
  findAction,
  parseDiscovery,
} from '@moorage/wopi'
import type { App } from '../app.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'
import { type EditorEntry, editorEntries } from './editors.ts'
import { type EditorKeys, editorKeys } from './proof-keys.ts'

const FRESH_MS = 12 * 60 * 60 * 1000
const RETRY_MS = 60 * 1000
const RETRY_MAX_MS = 60 * 60 * 1000
const AGAIN_MS = 10_000
const FETCH_TIMEOUT_MS = 10_000
/** no known discovery file is a tenth of this */
const MAX_BYTES = 4 * 1024 * 1024

/** An editor and what is known of it now. Everything here is read synchronously, from memory. */
export interface Editor extends EditorEntry {
  zone?: DiscoveryZone
  keys?: EditorKeys
}

interface Known extends Editor {
  nextFetchAt: number
  failures: number
  fetching?: Promise<void>
  /** when it was last asked */
  triedAt: number
  /** when a mismatching proof last caused a fetch */
  mismatchAt: number
}

type Handles = Pick<App, 'config' | 'db' | 'fetch' | 'log' | 'now'>

const addressOf = (editor: EditorEntry) => editor.discoveryUrl ?? editor.keysUrl

/** One registry per open database: the world has one. */
const registries = new WeakMap<App['db'], Map<string, Known>>()

function registryOf(app: Pick<App, 'config' | 'db'>): Map<string, Known> {
  let registry = registries.get(app.db)
  if (!registry) {
    registry = new Map(
      editorEntries(app.config).map((entry) => [
        entry.id,
        { ...entry, nextFetchAt: 0, failures: 0, triedAt: Number.NEGATIVE_INFINITY, mismatchAt: Number.NEGATIVE_INFINITY },
      ]),
    )
    registries.set(app.db, registry)
  }
  return registry
}

/** In the order in which they are tried. */
export const editorsOf = (app: Pick<App, 'config' | 'db'>): Editor[] => [...registryOf(app).values()]
export const editorById = (app: Pick<App, 'config' | 'db'>, id: string): Editor | undefined => registryOf(app).get(id)
/** The keys that an editor's requests are signed with; undefined while its discovery was never read, or has none. */
export const keysOf = (app: Pick<App, 'config' | 'db'>, editor: EditorEntry): EditorKeys | undefined =>
  registryOf(app).get(editor.keysOf)?.keys

export type EditorAction = { app: DiscoveryApp; action: DiscoveryAction }
/** What this host gives an action that requires it. OneNote's want more: cobalt, containers. */
const GIVEN: ReadonlySet<string> = new Set(['update', 'locks'])

/** An editor's action for an extension, if this host can give all that it requires. */
export function actionOf({ zone }: Editor, extension: string, name: string): EditorAction | undefined {
  const found = zone && findAction(zone, extension, name)
  return found && !found.action.useParent && found.action.requires.every((what) => GIVEN.has(what)) ? found : undefined
}

const cached = statement()((db) => db.selectFrom('discovery').selectAll())
type Row = { editor: string; url: string; fetchedAt: number; document: string }
const upsert = statement<Row>()((db, arg) =>
  db
    .insertInto('discovery')
    .values({ editor: arg('editor'), url: arg('url'), fetched_at: arg('fetchedAt'), document: arg('document') })
    .onConflict((conflict) =>
      conflict.column('editor').doUpdateSet((eb) => ({
        url: eb.ref('excluded.url'),
        fetched_at: eb.ref('excluded.fetched_at'),
        document: eb.ref('excluded.document'),
      })),
    ),
)
const keepDiscovery: Transaction<Row, number> = (sql, row) => sql.run(upsert, row)
export const discoveryTransactions = { keepDiscovery }

function adopt(app: Pick<App, 'config'>, editor: Known, document: string) {
  const discovery: Discovery = parseDiscovery(document)
  const keys = editorKeys(discovery)
  editor.zone = chooseZone(discovery, app.config.portalOrigin.startsWith('https:') ? 'https' : 'http')
  if (keys) editor.keys = keys
  else delete editor.keys
}

/** The last good discovery of a former run, so that a start needs no network. A changed address makes it worthless. */
async function adoptCached(app: Handles) {
  const registry = registryOf(app)
  for (const row of await app.db.read.all(cached, {})) {
    const editor = registry.get(row.editor)
    if (!editor || editor.zone || addressOf(editor) !== row.url) continue
    try {
      adopt(app, editor, row.document)
    } catch (error) {
      app.log.warn({ editor: editor.id, reason: (error as Error).message }, 'the kept discovery cannot be read')
    }
  }
}

async function download(app: Pick<App, 'fetch'>, url: string): Promise<string> {
  const answer = await app.fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS), headers: { accept: 'text/xml, application/xml' } })
  if (!answer.ok || !answer.body) throw new Error(`answered ${answer.status}`)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > MAX_BYTES) throw new Error(`is larger than ${MAX_BYTES} bytes`)
    chunks.push(chunk)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}

async function fetchOne(app: Handles, editor: Known, url: string): Promise<void> {
  const now = app.now()
  editor.triedAt = now
  try {
    const document = await download(app, url)
    adopt(app, editor, document)
    editor.failures = 0
    // spread out, so that many servers do not ask together
    editor.nextFetchAt = now + FRESH_MS * (0.9 + Math.random() * 0.2)
    await app.db.transact('keepDiscovery', { editor: editor.id, url, fetchedAt: now, document })
    app.log.info({ editor: editor.id, proofKeys: Boolean(editor.keys), zone: editor.zone?.name }, 'discovery read')
  } catch (error) {
    // what was known stays known: an editor that is being restarted must not take opening away
    editor.nextFetchAt = now + Math.min(RETRY_MS * 2 ** editor.failures++, RETRY_MAX_MS)
    app.log.warn({ editor: editor.id, reason: (error as Error).message, known: Boolean(editor.zone) }, 'discovery not read')
  }
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
  await Promise.all([...registryOf(app).values()].filter((editor) => editor.nextFetchAt <= now).map((editor) => fetchShared(app, editor)))
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
  const unread = [...registryOf(app).values()].filter((editor) => editor.discoveryUrl && !editor.zone)
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
  const editor = registryOf(app).get(entry.keysOf)
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
  const editor = registryOf(app).get(entry.keysOf)
  if (!editor || editor.fetching || app.now() - editor.mismatchAt < 60_000) return
  editor.mismatchAt = app.now()
  void fetchShared(app, editor)
}
