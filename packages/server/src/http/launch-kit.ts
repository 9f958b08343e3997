import { AppError, LAUNCH_DATES, LAUNCH_FLOWS, LAUNCH_STEPS, type LaunchDateName, type LaunchFields } from '@moorage/api'
import { settingsNow } from '../launch-kit/flows.ts'
import { launchKit } from '../launch-kit/kit.ts'
import { makeTestAccounts } from '../launch-kit/test-accounts.ts'
import { ALL_ORGANIZATIONS } from '../organizations/organizations.ts'
import type { Handlers } from './api.ts'

const SUBJECT = { kind: 'setting' as const, name: 'Microsoft 365' }
const STATES = { 'to-do': 'to do', 'under-way': 'under way', done: 'done' }

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

export const launchKitHandlers: Pick<Handlers, 'getLaunchKit' | 'changeLaunchKit' | 'makeTestAccounts'> = {
  getLaunchKit: ({ app }) => launchKit(app),

  changeLaunchKit: async ({ app, actor, body, note }) => {
    const { fields = {}, step, flow, tick } = body
    checkDates(fields)
    if (tick) checkTick(tick)
    const now = app.now()
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
}
