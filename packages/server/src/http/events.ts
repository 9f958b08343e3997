import type { ServerEvent } from '@moorage/api'
import type { FastifyRequest } from 'fastify'
import type { Actor } from '../access/actor.ts'
import { standingOn, topOf } from '../access/shares.ts'
import { actorOf } from '../accounts/sessions.ts'
import type { App } from '../app.ts'
import { type Change, listenToChanges } from '../files/tail.ts'
import type { Handlers } from './api.ts'
import { sessionSecret } from './session.ts'

const HEARTBEAT_MS = 25_000
const UNREAD_MAX = 1024 * 1024

/** How to end each stream that is open: the process must not wait for browsers. */
const open = new WeakMap<App, Set<() => void>>()

/** Ends all streams; browsers come again by themselves. Call it before the server closes. */
export function endEvents(app: App) {
  for (const end of [...(open.get(app) ?? [])]) end()
}

export const eventHandlers: Pick<Handlers, 'events'> = {
  events: async ({ app, actor, request, reply }) => {
    const { raw } = reply
    let begin = () => {}
    let sending = new Promise<void>((resolve) => {
      begin = resolve
    })
    const stop = await listenToChanges(app, (changes) => {
      sending = sending
        .then(async () => {
          for (const event of await eventsFor(app, actor, changes)) raw.write(`data: ${JSON.stringify(event)}\n\n`)
          // a reader that does not read is cut off; it comes again and reads everything anew
          if (raw.writableLength > UNREAD_MAX) raw.destroy()
        })
        .catch((err: unknown) => {
          request.log.error({ err }, 'events could not be sent')
          raw.destroy()
        })
    })
    reply.hijack()
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      // nothing follows a stream on its connection, and a server that stops need not wait for it
      connection: 'close',
      // nginx holds answers back unless told
      'x-accel-buffering': 'no',
    })
    raw.write('retry: 2000\n\n')
    begin()
    const beat = setInterval(() => void heartbeat(app, request, raw), HEARTBEAT_MS)
    const streams = open.get(app) ?? new Set()
    open.set(app, streams)
    const end = () => raw.end()
    streams.add(end)
    const closed = () => {
      clearInterval(beat)
      stop()
      streams.delete(end)
    }
    raw.once('close', closed)
    if (raw.destroyed) closed()
    return reply
  },
}

/** Keeps proxies from cutting the stream, and ends it when its sign-in session has ended. */
async function heartbeat(app: App, request: FastifyRequest, raw: { write(text: string): unknown; end(): unknown; destroy(): unknown }) {
  try {
    const secret = sessionSecret(request)
    if (secret && (await actorOf(app, secret))) raw.write(': still here\n\n')
    else raw.end()
  } catch (err) {
    request.log.error({ err }, 'a session could not be read')
    raw.destroy()
  }
}

/** Those that the actor may hear of, each once. */
async function eventsFor(app: App, actor: Actor, changes: Change[]): Promise<ServerEvent[]> {
  const roots = new Map<string, boolean>()
  const found = new Map<string, ServerEvent>()
  for (const change of changes) {
    if (change.organization_id !== actor.organizationId) continue
    const event = await heardBy(app, actor, change, roots)
    if (event) found.set(JSON.stringify(event), event)
  }
  return [...found.values()]
}

/**
 * What is told to one account is theirs; everything else needs a right to look there, now. Whoever has the file by a
 * share alone hears of it without its folder. `roots`: the stores asked about already, so that each costs one look-up.
 */
async function heardBy(app: App, actor: Actor, change: Change, roots: Map<string, boolean>): Promise<ServerEvent | undefined> {
  if (change.account_id !== null) return change.account_id === actor.accountId ? eventOf(change) : undefined
  const { root_id, node_id } = change
  if (roots.get(root_id)) return eventOf(change)
  if (roots.has(root_id) && node_id === null) return undefined
  const place = node_id === null ? topOf(root_id) : { id: node_id, root_id, deleted_at: null }
  const standing = await standingOn(app, actor, place)
  roots.set(root_id, standing?.role !== undefined)
  if (standing?.role) return eventOf(change)
  return standing && eventOf({ ...change, folder_id: null })
}

function eventOf({ kind, node_id, folder_id, data }: Change): ServerEvent | undefined {
  const told = data ? (JSON.parse(data) as { itemName?: string; by?: string; count?: number }) : {}
  if (kind === 'folder' && folder_id) return { type: 'folder', folderId: folder_id }
  if (kind === 'item' && node_id) return { type: 'item', itemId: node_id, folderId: folder_id ?? node_id }
  if (kind === 'ask-to-edit' && node_id) return { type: 'ask-to-edit', itemId: node_id, itemName: told.itemName ?? '', by: told.by ?? '' }
  if (kind === 'unsaved') return { type: 'unsaved', count: told.count ?? 0 }
  if (kind === 'shared') return { type: 'shared' }
  return undefined
}
