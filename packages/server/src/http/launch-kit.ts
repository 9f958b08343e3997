import {
  AppError,
  LAUNCH_DATES,
  LAUNCH_FLOWS,
  LAUNCH_STEPS,
  type LaunchDateName,
  type LaunchFields,
  type LaunchKit,
  type LaunchStepName,
  QUESTIONNAIRE,
} from '@moorage/api'
import type { App } from '../app.ts'
import { launchKit, missingOf } from '../launch-kit/kit.ts'
import { kitFiles } from '../launch-kit/kit-files.ts'
import { questionnaireText, sentLog } from '../launch-kit/sent.ts'
import { makeTestAccounts } from '../launch-kit/test-accounts.ts'
import { textTitle } from '../launch-kit/texts.ts'
import { zippedKit } from '../launch-kit/write-kit.ts'
import { settingsNow } from '../office/settings-now.ts'
import { ALL_ORGANIZATIONS } from '../organizations/organizations.ts'
import type { Handlers } from './api.ts'
import { sendZip } from './download.ts'

const SUBJECT = { kind: 'setting' as const, name: 'Microsoft 365' }
const STATES = { 'to-do': 'to do', 'under-way': 'under way', done: 'done' }
const LOG_PAGE = 50

/** The days must be days of the calendar: not the 31st of February. */
function checkDates(fields: LaunchFields) {
  for (const name of Object.keys(LAUNCH_DATES) as LaunchDateName[]) {
    const day = fields[name]
    if (day && new Date(`${day}T12:00:00Z`).toJSON()?.slice(0, 10) !== day)
      throw new AppError('BAD_REQUEST', { detail: `${LAUNCH_DATES[name]}: there is no day ${day}.` })
  }
}

/** A line of a flow that exists, or nothing is ticked. */
function checkTick({ flow, line }: { flow: keyof typeof LAUNCH_FLOWS; line: number }) {
  const { title, todo } = LAUNCH_FLOWS[flow]
  if (line >= todo.length)
    throw new AppError('BAD_REQUEST', { detail: `“${title}” has ${todo.length} steps; there is no step ${line + 1}.` })
}

/** What a machine can see to be missing is not ticked as done. */
async function mustBeComplete(app: App, step: LaunchStepName) {
  if (step !== 'self-test') return
  const missing = await missingOf(app, step)
  if (missing.length > 0)
    throw new AppError('FORBIDDEN', { detail: `“${LAUNCH_STEPS[step].title}” is not done. Still missing: ${missing.join('. ')}.` })
}

/** As it is now, where that is what whoever sent it had before their eyes. */
function textNow({ texts, questionnaire }: LaunchKit, what: string): string {
  if (what === QUESTIONNAIRE) return questionnaireText(questionnaire)
  const found = texts.find(({ id }) => id === what)
  if (!found) throw new AppError('NOT_FOUND', { detail: `There is no text “${what}”.` })
  return found.text
}

type LaunchKitRoute = 'getLaunchKit' | 'changeLaunchKit' | 'makeTestAccounts' | 'listLaunchSent' | 'markLaunchSent' | 'downloadLaunchKit'

export const launchKitHandlers: Pick<Handlers, LaunchKitRoute> = {
  getLaunchKit: ({ app }) => launchKit(app),

  changeLaunchKit: async ({ app, actor, body, note }) => {
    const { fields = {}, step, flow, tick } = body
    checkDates(fields)
    if (tick) checkTick(tick)
    const now = app.now()
    if (step?.state === 'done') await mustBeComplete(app, step.name)
    await app.db.transact('changeLaunchKit', {
      fields,
      // nothing has happened yet that is still to come
      step: step && { name: step.name, state: step.state, at: Math.min(step.at ?? now, now), note: step.note },
      flow: flow && { ...flow, note: flow.note, at: now, by: actor.name, settings: settingsNow(app) },
      tick: tick && { ...tick, at: now, by: actor.name, settings: settingsNow(app) },
    })
    const words = step && [LAUNCH_STEPS[step.name].title, step.state && STATES[step.state], step.note].filter(Boolean).join(': ')
    const tried = flow && [LAUNCH_FLOWS[flow.name].title, flow.state, flow.note].filter(Boolean).join(': ')
    const ticked = tick && `${LAUNCH_FLOWS[tick.flow].title}: step ${tick.line + 1} ${tick.done ? 'done' : 'not done'}`
    const detail = [words, tried, ticked, Object.keys(fields).join(', ')].filter(Boolean).join('; ')
    note({ organizationId: ALL_ORGANIZATIONS, subject: SUBJECT, ...(detail ? { detail } : {}) })
    return launchKit(app)
  },

  makeTestAccounts: async ({ app, actor, note }) => {
    note({ organizationId: ALL_ORGANIZATIONS, subject: SUBJECT })
    return makeTestAccounts(app, actor)
  },

  listLaunchSent: async ({ app, query }) => {
    const found = await sentLog(app, { before: query.before, limit: LOG_PAGE + 1 })
    const entries = found.slice(0, LOG_PAGE)
    const next = found.length > LOG_PAGE ? entries.at(-1)?.id : undefined
    return { entries, ...(next === undefined ? {} : { next }) }
  },

  markLaunchSent: async ({ app, actor, body, note }) => {
    const { what, text, note: said = '', at } = body
    const now = app.now()
    if (textNow(await launchKit(app), what) !== text)
      throw new AppError('CHANGED_MEANWHILE', {
        detail: 'It says something else now than what you were shown. Load the page again, and look.',
      })
    await app.db.transact('keepSent', { what, text, note: said, at: Math.min(at ?? now, now), by: actor.name })
    const title = what === QUESTIONNAIRE ? 'Questionnaire' : textTitle(what)
    note({ organizationId: ALL_ORGANIZATIONS, subject: SUBJECT, detail: [title, said].filter(Boolean).join(': ') })
    return launchKit(app)
  },

  downloadLaunchKit: async ({ app, reply }) => {
    const { files } = await kitFiles(app)
    return sendZip(reply, zippedKit(files), `Launch kit ${new Date(app.now()).toISOString().slice(0, 10)}.zip`)
  },
}
