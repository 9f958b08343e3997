import {
  AppError,
  type Body,
  FINDING_FIELDS,
  FINDING_STATES,
  type FindingChange,
  type FindingField,
  type LaunchFinding,
  type ROUTES,
} from '@moorage/api'
import contentDisposition from 'content-disposition'
import { newId } from '../access/new-id.ts'
import type { Changing, Said } from '../launch-kit/findings/changes.ts'
import { findingsCsv, findingsMarkdown } from '../launch-kit/findings/files.ts'
import { removePictures } from '../launch-kit/findings/pictures.ts'
import { findingOf, findings, histories, historyOf } from '../launch-kit/findings/rows.ts'
import { validatorGroups } from '../launch-kit/findings/validator-groups.ts'
import { stamped } from '../launch-kit/kit-file.ts'
import { microsoft365 } from '../office/microsoft-365.ts'
import { ALL_ORGANIZATIONS } from '../organizations/organizations.ts'
import type { Handlers } from './api.ts'

type FindingRoute =
  | 'listFindings'
  | 'getFinding'
  | 'addFinding'
  | 'changeFinding'
  | 'removeFinding'
  | 'downloadFindings'
  | 'listValidatorCases'

export const nameOf = ({ number, title }: Pick<LaunchFinding, 'number' | 'title'>) => `${number}. ${title}`
const subjectOf = (finding: LaunchFinding) => ({ kind: 'setting' as const, name: nameOf(finding) })

/** Without the spaces around, and an empty name is none. */
function said(body: Omit<Body<(typeof ROUTES)['changeFinding']>, 'version'>): Partial<Said> {
  const { title, test } = body
  if (title !== undefined && title.trim() === '') throw new AppError('BAD_REQUEST', { detail: 'A finding needs a title.' })
  return {
    ...body,
    ...(title === undefined ? {} : { title: title.trim() }),
    ...(test === undefined ? {} : { test: test?.trim() || null }),
  } as Partial<Said>
}

const LABELS: Record<string, string> = FINDING_FIELDS
/** What an entry of the activity says: the state by its names, of everything else that it changed. */
const inWords = (what: FindingChange['what']) =>
  what.map(({ field, from, to }) => (field === 'state' ? `${from} → ${to}` : LABELS[field])).join(', ')

/** What was changed or deleted; throws where somebody else was faster. */
async function unlessConflict(changing: Changing, done: 'saved' | 'deleted'): Promise<LaunchFinding> {
  if (changing.outcome === 'gone') throw new AppError('NOT_FOUND', { detail: 'This finding was deleted meanwhile.' })
  const { finding } = changing
  if (changing.outcome === 'changed') return finding
  throw new AppError('CHANGED_MEANWHILE', {
    detail: `${finding.changedBy} changed “${nameOf(finding)}” meanwhile; it is ${FINDING_STATES[finding.state]} now. Nothing of yours was ${done}.`,
    data: { finding },
  })
}

export const launchFindingHandlers: Pick<Handlers, FindingRoute> = {
  listFindings: async ({ app }) => ({ findings: await findings(app) }),

  getFinding: async ({ app, params }) => {
    const finding = await findingOf(app.db.read, params.findingId)
    if (!finding) throw new AppError('NOT_FOUND', { detail: 'This finding was deleted.' })
    return { finding, history: await historyOf(app, finding.id) }
  },

  addFinding: async ({ app, actor, body, note }) => {
    const empty: Record<Exclude<FindingField, 'title' | 'pass'>, unknown> = { text: '', answer: '', state: 'new', flow: null, test: null }
    const row = { ...empty, ...said(body) } as Said
    const finding = await app.db.transact('addFinding', { ...row, id: newId(), by: actor.name, now: app.now() })
    note({ organizationId: ALL_ORGANIZATIONS, subject: subjectOf(finding), detail: `pass ${finding.pass}` })
    return finding
  },

  changeFinding: async ({ app, actor, params, body, note }) => {
    const { version, ...changes } = body
    const change = { id: params.findingId, version, said: said(changes), by: actor.name, now: app.now() }
    const changing = await app.db.transact('changeFinding', change)
    const finding = await unlessConflict(changing, 'saved')
    const detail = changing.outcome === 'changed' ? inWords(changing.what) : ''
    note({ organizationId: ALL_ORGANIZATIONS, subject: subjectOf(finding), ...(detail ? { detail } : {}) })
    return finding
  },

  removeFinding: async ({ app, params, query, note }) => {
    const changing = await app.db.transact('removeFinding', { id: params.findingId, version: query.version })
    const finding = await unlessConflict(changing, 'deleted')
    await removePictures(app, finding.screenshots)
    note({ organizationId: ALL_ORGANIZATIONS, subject: subjectOf(finding) })
  },

  downloadFindings: async ({ app, query, reply }) => {
    const { format } = query
    const all = await findings(app)
    const text = format === 'csv' ? findingsCsv(all) : findingsMarkdown(all, await histories(app))
    const day = new Date(app.now()).toISOString().slice(0, 10)
    return reply
      .header('content-disposition', contentDisposition(`Findings ${day}.${format}`))
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'text/markdown; charset=utf-8')
      .send(microsoft365(app).rehearsal ? stamped(text) : text)
  },

  listValidatorCases: async ({ app }) => ({ groups: await validatorGroups(app) }),
}
