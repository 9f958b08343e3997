import { LAUNCH_FLOWS, LAUNCH_STEPS } from '@moorage/api'
import { settingsNow } from '../launch-kit/flows.ts'
import { launchKit } from '../launch-kit/kit.ts'
import { makeTestAccounts } from '../launch-kit/test-accounts.ts'
import { ALL_ORGANIZATIONS } from '../organizations/organizations.ts'
import type { Handlers } from './api.ts'

const SUBJECT = { kind: 'setting' as const, name: 'Microsoft 365' }
const STATES = { 'to-do': 'to do', 'under-way': 'under way', done: 'done' }

export const launchKitHandlers: Pick<Handlers, 'getLaunchKit' | 'changeLaunchKit' | 'makeTestAccounts'> = {
  getLaunchKit: ({ app }) => launchKit(app),

  changeLaunchKit: async ({ app, body, note }) => {
    const { fields = {}, step, flow } = body
    const now = app.now()
    await app.db.transact('changeLaunchKit', {
      fields,
      // nothing has happened yet that is still to come
      step: step && { name: step.name, state: step.state, at: Math.min(step.at ?? now, now), note: step.note },
      flow: flow && { ...flow, note: flow.note, at: now, settings: settingsNow(app) },
    })
    const words = step && [LAUNCH_STEPS[step.name].title, step.state && STATES[step.state], step.note].filter(Boolean).join(': ')
    const tried = flow && [LAUNCH_FLOWS[flow.name].title, flow.state, flow.note].filter(Boolean).join(': ')
    const detail = [words, tried, Object.keys(fields).join(', ')].filter(Boolean).join('; ')
    note({ organizationId: ALL_ORGANIZATIONS, subject: SUBJECT, ...(detail ? { detail } : {}) })
    return launchKit(app)
  },

  makeTestAccounts: async ({ app, actor, note }) => {
    note({ organizationId: ALL_ORGANIZATIONS, subject: SUBJECT })
    return makeTestAccounts(app, actor)
  },
}
