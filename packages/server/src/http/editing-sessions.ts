import { buffer } from 'node:stream/consumers'
import { AppError, type EditingSession, type SessionEvent, type SessionSave, type SessionTimeline } from '@moorage/api'
import { ZipFile } from 'yazl'
import type { Actor } from '../access/actor.ts'
import type { App } from '../app.ts'
import { bundleOf, type Installation } from '../editing-sessions/bundle.ts'
import {
  type Before,
  type EventRow,
  isHidden,
  readByNumber,
  readEvents,
  readOthers,
  readSaves,
  readSessions,
  type SaveRow,
  type SessionFilter,
  type SessionRow,
} from '../editing-sessions/reading.ts'
import { keepObserved } from '../editing-sessions/recorder.ts'
import { microsoft365 } from '../office/microsoft-365.ts'
import { editorById, editorsOf } from '../office/registry.ts'
import { storedRollouts } from '../office/rollout/stored.ts'
import { administeredBy, administers, organizationsBelow } from '../organizations/scope.ts'
import { moorageVersion } from '../version.ts'
import type { Call, Handlers } from './api.ts'
import { sendMade } from './download.ts'
import { editorNameIn } from './office.ts'
import { idIn } from './why.ts'

const PAGE = 50
const EVENTS_AT_ONCE = 500
const EVENTS_IN_BUNDLE = 20_000
const NUMBER_SHORTEST = 6

async function scopeOf(app: App, actor: Actor, organizationId: string | undefined): Promise<string[] | 'all'> {
  if (organizationId && !(await administers(app, actor, organizationId))) throw new AppError('NOT_FOUND')
  if (organizationId) return organizationsBelow(app, organizationId)
  return actor.kind === 'system-administrator' ? 'all' : administeredBy(app, actor)
}

function presentIn(app: App, actor: Actor): (row: SessionRow) => EditingSession {
  const editorName = editorNameIn(app)
  return (row) => ({
    number: row.id,
    organization: { id: row.organization_id, name: row.organizationName },
    person: { id: row.account_id, name: row.account_name },
    item: { id: row.node_id, ...(isHidden(actor, row) ? {} : { name: row.node_name }) },
    editor: row.client,
    editorName: editorName(row.client),
    action: row.action,
    ...(row.stage === null ? {} : { stage: row.stage }),
    openedAt: row.opened_at,
    ...(row.shown_at === null ? {} : { shownAt: row.shown_at }),
    lastAt: row.last_at,
    ...(row.last_save_at === null ? {} : { lastSaveAt: row.last_save_at }),
    ...{ calls: row.calls, saves: row.saves, failures: row.failures, conflicts: row.conflicts },
  })
}

const presentEvent = (row: EventRow): SessionEvent => ({
  ...{ seq: row.seq, at: row.at, source: row.source, name: row.name },
  ...(row.status === null ? {} : { status: row.status }),
  ...(row.ms === null ? {} : { ms: row.ms }),
  ...(row.lock_before === null ? {} : { lockBefore: row.lock_before }),
  ...(row.lock_after === null ? {} : { lockAfter: row.lock_after }),
  ...(row.correlation_id === null ? {} : { correlationId: row.correlation_id }),
  ...(row.request_id === null ? {} : { requestId: row.request_id }),
  ...(row.detail === null ? {} : { detail: row.detail }),
})

const presentSave = ({ at, kind, version, size, by, client, reason }: SaveRow, editorName: (client: string) => string): SessionSave => ({
  ...{ at, kind, version, size },
  ...(by === null ? {} : { by }),
  ...(client === null ? {} : { editorName: editorName(client) }),
  ...(reason === null ? {} : { reason }),
})

/** Numbers are read out and typed: spaces, dashes and capitals do not matter. Undefined: it can be none. */
function numberIn(typed: string): string | undefined {
  const number = typed.toLowerCase().replace(/[\s-]+/g, '')
  return /^[a-z2-7]{1,20}$/.test(number) && number.length >= NUMBER_SHORTEST ? number : undefined
}

function beforeOf(key: string | undefined): Before | undefined {
  const [openedAt, id] = key?.split('-') ?? []
  return openedAt && id ? { openedAt: Number(openedAt), id } : undefined
}

async function listed(app: App, actor: Actor, query: Call<'listEditingSessions'>['query'], limit: number): Promise<SessionRow[]> {
  const { organizationId, accountId, file, editor, stage, trouble, number, from, to, before } = query
  const organizationIds = await scopeOf(app, actor, organizationId)
  if (number?.trim()) {
    const wanted = numberIn(number)
    return wanted === undefined ? [] : readByNumber(app.db.read, actor, organizationIds, wanted, limit)
  }
  const nodeId = file?.trim() ? idIn(app, file) : undefined
  if (file?.trim() && !nodeId) return []
  const filter: SessionFilter = {
    organizationIds,
    ...(accountId ? { accountId } : {}),
    ...(nodeId ? { nodeId } : {}),
    ...(editor ? { client: editor } : {}),
    ...(stage ? { stage } : {}),
    ...(trouble ? { trouble } : {}),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
  return readSessions(app.db.read, actor, filter, { before: beforeOf(before), limit })
}

/** One session of an organization that the actor administers; throws NOT_FOUND. */
async function sessionOf(app: App, actor: Actor, number: string): Promise<SessionRow> {
  await keepObserved(app)
  const [row] = await readByNumber(app.db.read, actor, 'all', number, 1)
  if (row?.id !== number || !(await administers(app, actor, row.organization_id))) throw new AppError('NOT_FOUND')
  return row
}

async function timelineOf(app: App, actor: Actor, row: SessionRow, after: number, limit: number): Promise<SessionTimeline> {
  const [events, others, saves] = await Promise.all([
    readEvents(app.db.read, row.id, { after, limit: limit + 1 }),
    readOthers(app.db.read, actor, row),
    readSaves(app.db.read, row),
  ])
  const shown = events.slice(0, limit)
  const next = events.length > limit ? shown.at(-1)?.seq : undefined
  const editorName = editorNameIn(app)
  const present = presentIn(app, actor)
  return {
    session: present(row),
    others: others.map(present),
    events: shown.map(presentEvent),
    saves: saves.map((save) => presentSave(save, editorName)),
    ...(next === undefined ? {} : { next }),
    keptDays: app.config.editingSessionDays,
  }
}

/** What support asks first. No address, name or secret of the installation is in it. */
function installationOf(app: App, client: string): Installation {
  const { config } = app
  const editor = editorById(app, client)
  const https = (origin: string) => origin.startsWith('https:')
  return {
    version: moorageVersion(),
    node: process.versions.node,
    system: `${process.platform} ${process.arch}`,
    demo: config.demo,
    portalOverHttps: https(config.portalOrigin),
    wopiOverHttps: https(config.wopiOrigin),
    editorOverHttps: https(config.editorOrigin),
    trustedProxies: config.trustedProxies.length,
    editors: editorsOf(app).length,
    editorProfile: editor?.profile ?? null,
    editorProof: editor?.proof ?? null,
    microsoft365: microsoft365(app).state,
    rehearsal: microsoft365(app).rehearsal,
    mobile: config.mobile !== undefined,
    maxFileSize: config.maxFileSize,
    rescueRevisions: config.rescueRevisions,
    signInDays: config.sessionDays,
    editingSessionDays: config.editingSessionDays,
  }
}

async function zipped(files: Record<string, string>, at: number): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name, { mtime: new Date(at) })
  zip.end()
  return buffer(zip.outputStream)
}

export const editingSessionHandlers: Pick<Handlers, 'listEditingSessions' | 'getEditingSession' | 'downloadEditingSession'> = {
  listEditingSessions: async ({ app, actor, query }) => {
    const limit = query.limit ?? PAGE
    await keepObserved(app)
    const rows = await listed(app, actor, query, limit + 1)
    const shown = rows.slice(0, limit)
    const last = rows.length > limit && !query.number?.trim() ? shown.at(-1) : undefined
    const stages = actor.kind === 'system-administrator' ? Object.values(storedRollouts(app)).flatMap((rollout) => rollout.stages) : []
    return {
      sessions: shown.map(presentIn(app, actor)),
      ...(last ? { next: `${last.opened_at}-${last.id}` } : {}),
      keptDays: app.config.editingSessionDays,
      editors: editorsOf(app).map(({ id, name }) => ({ id, name })),
      stages: [...new Set(stages.map(({ name }) => name))],
    }
  },

  getEditingSession: async ({ app, actor, params, query }) => {
    const row = await sessionOf(app, actor, params.sessionId)
    return timelineOf(app, actor, row, query.after ?? 0, EVENTS_AT_ONCE)
  },

  downloadEditingSession: async ({ app, actor, params, query, reply }) => {
    const row = await sessionOf(app, actor, params.sessionId)
    const { next, keptDays: _, ...of } = await timelineOf(app, actor, row, 0, EVENTS_IN_BUNDLE)
    const installation = installationOf(app, row.client)
    const { json, text } = bundleOf(
      { ...of, cut: next !== undefined },
      // a name that the asker may not know is no name to leave out of a detail, and still has to be left out of it
      { names: query.names ?? false, hidden: [row.node_name], now: app.now(), installation },
    )
    const bytes = await zipped({ 'session.json': json, 'session.txt': text }, app.now())
    return sendMade(reply, bytes, `Editing session ${row.id}.zip`)
  },
}
