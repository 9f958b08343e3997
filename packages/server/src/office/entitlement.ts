import type { Actor } from '../access/actor.ts'
import type { App } from '../app.ts'
import { type EffectivePolicy, effectivePolicy } from '../organizations/policies.ts'
import { statement } from '../storage/db/statement.ts'
import type { Facts, Microsoft365Facts } from './decision-facts.ts'
import { editorOrderOf } from './editor-order.ts'
import type { EditorEntry } from './editors.ts'
import { licenceOf } from './licence.ts'
import { M365, M365_TEST, microsoft365 } from './microsoft-365.ts'
import { rolloutsFor } from './rollout/facts.ts'

type Handles = Pick<App, 'config' | 'db' | 'now'>

const readTester = statement<{ organizationId: string; accountId: string }>()((db, arg) =>
  db
    .selectFrom('organization as o')
    .leftJoin('tester as t', (join) => join.onRef('t.organization_id', '=', 'o.id').on('t.account_id', '=', arg('accountId')))
    .select(['o.name', 't.added_at as addedAt', 't.stays_on_test as staysOnTest'])
    .where('o.id', '=', arg('organizationId')),
)

/**
 * Where somebody stands towards Microsoft 365, whatever the file: read once per request, so that a list costs the
 * same number of queries however long it is.
 */
export interface Entitlement {
  personName: string
  /** they can mend the server itself */
  systemAdministrator: boolean
  microsoft365: Omit<Microsoft365Facts, 'environment'>
  /** ids of the editors that the organization wants tried first, by extension */
  order: (extension: string) => string[]
  /** where they stand in the roll-out of an editor; undefined where it is not being rolled out */
  rollout: (editorId: string) => Facts['rollout']
}

const asFacts = (policy: EffectivePolicy, organization: string): NonNullable<Microsoft365Facts['policy']> => ({
  value: policy.value,
  from: policy.from.name,
  own: policy.own,
  organization,
})

export async function entitlementOf(app: Handles, actor: Actor): Promise<Entitlement> {
  const { state } = microsoft365(app)
  const person = { personName: actor.name, systemAdministrator: actor.kind === 'system-administrator' }
  const [order, rollout] = await Promise.all([editorOrderOf(app, actor.organizationId), rolloutsFor(app, actor)])
  // it ends there: nothing has to be read to refuse
  if (state === 'off') return { ...person, microsoft365: { state }, order, rollout }
  const [row, policy, licence] = await Promise.all([
    app.db.read.get(readTester, actor),
    effectivePolicy(app, actor.organizationId, 'microsoft-365'),
    licenceOf(app, actor),
  ])
  return {
    ...person,
    order,
    rollout,
    microsoft365: {
      state,
      stage: { tester: row?.addedAt !== null && row?.addedAt !== undefined, staysOnTest: row?.staysOnTest === 1 },
      policy: asFacts(policy, row?.name ?? ''),
      guest: actor.kind === 'guest',
      licence: { ...licence, checkable: app.config.microsoftGraph !== undefined },
    },
  }
}

/** The two editors that are Microsoft 365, each with its environment. */
export const environmentOf = ({ id }: Pick<EditorEntry, 'id'>): Microsoft365Facts['environment'] | undefined =>
  id === M365_TEST ? 'test' : id === M365 ? 'production' : undefined

/**
 * Of a running editing session: the state and the policy as they are for a grant made then, with the time that it was
 * let finish in. The stage and the licence were judged when it was launched.
 */
export async function entitlementOfGrant(
  app: Handles,
  actor: Actor,
  editor: Pick<EditorEntry, 'id'>,
  grant: { createdAt: number },
): Promise<Microsoft365Facts | undefined> {
  const environment = environmentOf(editor)
  if (!environment) return undefined
  const { state, previousState, changedAt, finishUntil } = microsoft365(app)
  const finishing = changedAt !== undefined && grant.createdAt < changedAt && finishUntil !== undefined && app.now() < finishUntil
  const policy = await effectivePolicy(app, actor.organizationId, 'microsoft-365', grant.createdAt)
  return {
    environment,
    state: finishing && previousState ? previousState : state,
    policy: asFacts(policy, ''),
    guest: actor.kind === 'guest',
  }
}
