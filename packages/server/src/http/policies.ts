import { AppError, POLICIES } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import type { App } from '../app.ts'
import { editingNow } from '../office/editing-now.ts'
import { M365, M365_TEST } from '../office/microsoft-365.ts'
import { organizationById } from '../organizations/organizations.ts'
import { effectivePolicy, POLICY_WORDS, policiesOf, rankOf } from '../organizations/policies.ts'
import { administers, organizationsBelow } from '../organizations/scope.ts'
import type { Handlers } from './api.ts'

/** Its name; NOT_FOUND unless the actor administers it. */
async function administered(app: App, actor: Actor, id: string): Promise<string> {
  const organization = (await administers(app, actor, id)) ? await app.db.read.get(organizationById, { id }) : undefined
  if (!organization) throw new AppError('NOT_FOUND')
  return organization.name
}

const words = (value: string) => POLICY_WORDS[value] ?? value

const RUNNING = {
  finish: 'whoever is editing may save for ten more minutes',
  stop: 'whoever is editing is stopped, and what they had not saved is kept for them',
}

export const policyHandlers: Pick<Handlers, 'listPolicies' | 'listAffected' | 'changePolicy'> = {
  listPolicies: async ({ app, actor, params: { organizationId } }) => {
    await administered(app, actor, organizationId)
    return { policies: await policiesOf(app, organizationId) }
  },

  listAffected: async ({ app, actor, params: { organizationId } }) => {
    await administered(app, actor, organizationId)
    const organizationIds = await organizationsBelow(app, organizationId)
    return { editing: await editingNow(app, actor, { organizationIds, editorIds: [M365, M365_TEST] }) }
  },

  changePolicy: async ({ app, actor, params: { organizationId, policy }, body, note }) => {
    const name = await administered(app, actor, organizationId)
    // nothing is cut off unless somebody says so
    const { value, running = 'finish', below = false } = body
    const { title, values } = POLICIES[policy]
    if (rankOf(policy, value) < 0)
      throw new AppError('BAD_REQUEST', { detail: `“${value}” is no value of “${title}”: it is one of ${values.join(', ')}.` })
    const before = (await effectivePolicy(app, organizationId, policy)).own
    await app.db.transact('setPolicy', { organizationId, policy, value, running, below, now: app.now() })
    const lowered = rankOf(policy, value) < rankOf(policy, before) && policy === 'microsoft-365'
    note({
      organizationId,
      subject: { kind: 'organization', id: organizationId, name },
      detail: `${title}: ${words(before)} → ${words(value)}${below ? ', in all organizations below too' : ''}${lowered ? `; ${RUNNING[running]}` : ''}`,
    })
    return { policies: await policiesOf(app, organizationId) }
  },
}
