import { type DiscoveryAction, type DiscoveryApp, findAction, parseDiscovery } from '@moorage/wopi'
import type { App } from '../app.ts'
import { keptDiscoveries } from './discovery-store.ts'
import type { EditorEntry } from './editors.ts'
import { editorKeys } from './proof-keys.ts'
import { addressOf, adopt, type Editor, type Known, registryOf } from './registry.ts'

const FRESH_MS = 12 * 60 * 60 * 1000
const RETRY_MS = 60 * 1000
const RETRY_MAX_MS = 60 * 60 * 1000
const AGAIN_MS = 10_000
const FETCH_TIMEOUT_MS = 10_000
/** no known discovery file is a tenth of this */
const MAX_BYTES = 4 * 1024 * 1024

type Handles = Pick<App, 'config' | 'db' | 'fetch' | 'log' | 'now'>

export type EditorAction = { app: DiscoveryApp; action: DiscoveryAction }
/** What this host gives an action that requires it. OneNote's want more: cobalt, containers. */
const GIVEN: ReadonlySet<string> = new Set(['update', 'locks'])

/** An editor's action for an extension, if this host can give all that it requires. */
export function actionOf({ zone }: Editor, extension: string, name: string): EditorAction | undefined {
  const found = zone && findAction(zone, extension, name)
  return found && !found.action.useParent && found.action.requires.every((what) => GIVEN.has(what)) ? found : undefined
}

/** Databases whose former addresses were taken from the disk: once, as afterwards memory knows them. */
const formerTaken = new WeakSet<App['db']>()

/**
 * The last good discovery of a former run, so that a start needs no network. That of a former address only gives the
 * keys that editing sessions from then still sign with.
 */
async function adoptCached(app: Handles) {
  const { known } = registryOf(app)
  const first = !formerTaken.has(app.db)
  formerTaken.add(app.db)
  for (const row of await app.db.read.all(keptDiscoveries, {})) {
    const editor = known.get(row.editor)
    if (!editor) continue
    try {
      if (addressOf(editor) === row.url) {
        if (!editor.zone) adopt(app, editor, row.document, row.fetchedAt)
      } else if (first && row.replacedAt !== null) {
        const keys = editorKeys(parseDiscovery(row.document))
        if (keys) editor.former.push({ keys, replacedAt: row.replacedAt })
      }
    } catch (error) {
      app.log.warn({ editor: editor.id, reason: (error as Error).message }, 'the kept discovery cannot be read')
    }
  }
}

/**
 * The document at a discovery address. A redirect is not followed: it could lead anywhere.
 * @throws Error with a sentence that goes on after the address
 */
export async function download(app: Pick<App, 'fetch'>, url: string): Promise<string> {
  const answer = await app.fetch(url, {
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    redirect: 'manual',
    headers: { accept: 'text/xml, application/xml' },
  })
  if (answer.status >= 300 && answer.status < 400) throw new Error('redirects to another address: use that one')
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
    adopt(app, editor, document, now)
    delete editor.problem
    editor.failures = 0
    // spread out, so that many servers do not ask together
    editor.nextFetchAt = now + FRESH_MS * (0.9 + Math.random() * 0.2)
    await app.db.transact('keepDiscovery', { editor: editor.id, url, fetchedAt: now, document, now })
    app.log.info({ editor: editor.id, proofKeys: Boolean(editor.keys), zone: editor.zone?.name }, 'discovery read')
  } catch (error) {
    editor.problem = problemOf(error)
    // what was known stays known: an editor that is being restarted must not take opening away
    editor.nextFetchAt = now + Math.min(RETRY_MS * 2 ** editor.failures++, RETRY_MAX_MS)
    app.log.warn({ editor: editor.id, reason: (error as Error).message, known: Boolean(editor.zone) }, 'discovery not read')
  }
}

/** Why an address could not be read, as what follows it in a sentence. */
export function problemOf(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string } }
  if (name === 'TimeoutError') return 'did not answer within ten seconds'
  return message === 'fetch failed' ? `cannot be reached${cause?.code ? ` (${cause.code})` : ''}` : message
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
  const due = [...registryOf(app).known.values()].filter((editor) => !editor.dormant && !editor.removed && editor.nextFetchAt <= now)
  await Promise.all(due.map((editor) => fetchShared(app, editor)))
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
