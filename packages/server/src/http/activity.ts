import { Readable } from 'node:stream'
import { ACTIVITY, type ActivityEntry, type ActivityGroup, type ActivityKind, AppError } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import { type ActivityFilter, type ActivityRow, isPrivate, kindsOf, readActivity } from '../activity-reading.ts'
import type { App } from '../app.ts'
import { csvLine } from '../csv.ts'
import { administeredBy, administers, organizationsBelow } from '../organizations/scope.ts'
import type { Call, Handlers } from './api.ts'
import { sendCsv } from './download.ts'
import { editorNameIn } from './office.ts'

const PAGE = 100
/** entries read at once for a download: the memory that it takes, however long the log is */
const READ_AT_ONCE = 1000

/** What was asked for, within what the actor administers; throws NOT_FOUND for an organization that they do not. */
async function filterOf(app: App, actor: Actor, query: Call<'downloadActivity'>['query']): Promise<ActivityFilter> {
  const { organizationId, accountId, group, kind, from, to } = query
  if (organizationId && !(await administers(app, actor, organizationId))) throw new AppError('NOT_FOUND')
  const kinds = kindsOf(group, kind)
  return {
    organizationIds: organizationId
      ? await organizationsBelow(app, organizationId)
      : actor.kind === 'system-administrator'
        ? 'all'
        : await administeredBy(app, actor),
    ...(kinds ? { kinds } : {}),
    ...(accountId ? { accountId } : {}),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
}

/** Editing and sharing say nothing of names beside their subject's; the other kinds do, such as what it was called before. */
const NAMELESS: ReadonlySet<ActivityGroup | undefined> = new Set<ActivityGroup>(['editing', 'sharing'])

function present(actor: Actor, row: ActivityRow, editorName: (client: string) => string): ActivityEntry {
  const { seq, at, kind, actorId, actorName, subjectKind, subjectId, client, address } = row
  const hidden = isPrivate(actor, row)
  const subjectName = hidden ? `a ${subjectKind} in My Files` : row.subjectName
  const detail = hidden && !NAMELESS.has(ACTIVITY[kind as ActivityKind]?.group) ? null : row.detail
  return {
    seq,
    at,
    kind,
    organization: { id: row.organizationId, name: row.organizationName },
    ...(actorId && actorName ? { actor: { id: actorId, name: actorName } } : {}),
    ...(subjectKind ? { subject: { kind: subjectKind, ...(subjectId ? { id: subjectId } : {}), name: subjectName ?? '' } } : {}),
    ...(client ? { editorName: editorName(client) } : {}),
    ...(detail ? { detail } : {}),
    ...(address ? { from: address } : {}),
  }
}

const sentenceOf = (kind: string) => ACTIVITY[kind as ActivityKind]?.sentence ?? kind

/** Whole, page by page from the newest; what happens meanwhile is not in it. */
async function* asCsv(app: App, actor: Actor, filter: ActivityFilter): AsyncGenerator<string> {
  // without the mark spreadsheets take UTF-8 for something else
  yield `\uFEFF${csvLine(['Time (UTC)', 'Organization', 'Who', 'What', 'Kind', 'Subject', 'Detail', 'Editor', 'From'])}`
  const editorName = editorNameIn(app)
  for (let before: number | undefined; ; ) {
    const rows = await readActivity(app.db.read, actor, filter, { before, limit: READ_AT_ONCE })
    let lines = ''
    for (const row of rows) {
      const { at, organization, actor: who, kind, subject, detail, editorName: editor, from } = present(actor, row, editorName)
      const cells = [organization.name, who?.name, sentenceOf(kind), kind, subject?.name, detail, editor, from]
      lines += csvLine([new Date(at).toISOString(), ...cells])
    }
    yield lines
    if (rows.length < READ_AT_ONCE) return
    before = rows.at(-1)?.seq
  }
}

export const activityHandlers: Pick<Handlers, 'listActivity' | 'downloadActivity'> = {
  listActivity: async ({ app, actor, query }) => {
    const limit = query.limit ?? PAGE
    const filter = await filterOf(app, actor, query)
    const rows = await readActivity(app.db.read, actor, filter, { before: query.before, limit: limit + 1 })
    const shown = rows.slice(0, limit)
    const next = rows.length > limit ? shown.at(-1)?.seq : undefined
    return {
      entries: shown.map((row) => present(actor, row, editorNameIn(app))),
      ...(next === undefined ? {} : { next }),
      keptDays: app.config.activityDays,
    }
  },

  downloadActivity: async ({ app, actor, query, reply }) => {
    const filter = await filterOf(app, actor, query)
    return sendCsv(reply, Readable.from(asCsv(app, actor, filter)), `Activity ${new Date(app.now()).toISOString().slice(0, 10)}.csv`)
  },
}
