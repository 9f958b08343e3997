import { POLICIES, type Policy, type PolicyName, type Running } from '@moorage/api'
import { AppError } from '@moorage/api/errors'
import type { App } from '../app.ts'
import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'
import { ALL_ORGANIZATIONS } from './organizations.ts'

/** How long editing sessions may still save that "Let them finish" lets finish. */
export const FINISH_MS = 10 * 60 * 1000

/** One organization of the line from somebody's own up to All Organizations, and what it says of a policy. */
interface Link {
  id: string
  name: string
  value: string | null
  changedAt: number | null
  previous: string | null
  finishUntil: number | null
}

/** The nearest first: one walk up by primary keys, a few rows, so that every WOPI call can ask. */
const line = statement<{ organizationId: string; policy: PolicyName }>()((db, arg) =>
  db
    .withRecursive('above(id, name, parent_id, height)', (tree) =>
      tree
        .selectFrom('organization')
        .select((eb) => ['organization.id', 'organization.name', 'organization.parent_id', eb.lit<number>(0).as('height')])
        .where('organization.id', '=', arg('organizationId'))
        .unionAll(
          tree
            .selectFrom('organization as parent')
            .innerJoin('above', 'above.parent_id', 'parent.id')
            .select((eb) => ['parent.id', 'parent.name', 'parent.parent_id', eb('above.height', '+', eb.lit(1)).as('height')]),
        ),
    )
    .selectFrom('above')
    .leftJoin('policy', (join) => join.onRef('policy.organization_id', '=', 'above.id').on('policy.name', '=', arg('policy')))
    .select([
      'above.id',
      'above.name',
      'policy.value',
      'policy.changed_at as changedAt',
      'policy.previous',
      'policy.finish_until as finishUntil',
    ])
    .orderBy('above.height'),
)

/** From the least to the most. */
export const rankOf = (policy: PolicyName, value: string) => (POLICIES[policy].values as readonly string[]).indexOf(value)
const lower = (policy: PolicyName, a: string, b: string) => (rankOf(policy, a) < rankOf(policy, b) ? a : b)
const higher = (policy: PolicyName, a: string, b: string) => (lower(policy, a, b) === a ? b : a)
const ownOf = (policy: PolicyName, { value }: { value: string | null }) => value ?? POLICIES[policy].unset

export interface EffectivePolicy {
  value: string
  /** the highest organization that is this low */
  from: { id: string; name: string }
  /** its own organization's value */
  own: string
  /** the most that the organizations above allow, and the highest of them that says so */
  above?: { value: string; id: string; name: string }
  /** until then a session that was running when it was lowered may still save; of whichever change ends first */
  finishUntil?: number
}

/** What a link says to whoever began at `since`; later ones have what it says now. */
function heard(policy: PolicyName, link: Link, now: number, since: number | undefined): string {
  const value = ownOf(policy, link)
  const running = since !== undefined && link.changedAt !== null && since < link.changedAt
  if (!running || link.previous === null || link.finishUntil === null || now >= link.finishUntil) return value
  return higher(policy, value, link.previous)
}

/** The lowest of some links, and the highest of them that is this low. */
function lowestOf(policy: PolicyName, links: Link[], now: number, since?: number) {
  const said = links.map((link) => ({ id: link.id, name: link.name, value: heard(policy, link, now, since) }))
  return said.reduceRight((low, link) => (rankOf(policy, link.value) < rankOf(policy, low.value) ? link : low))
}

function effective(policy: PolicyName, links: Link[], now: number, since?: number): EffectivePolicy {
  const [self, ...higher] = links
  if (!self) throw new Error('a policy was asked of an organization that does not exist')
  const { value, ...from } = lowestOf(policy, links, now, since)
  const ends = links.flatMap(({ finishUntil }) => (finishUntil !== null && finishUntil > now ? [finishUntil] : []))
  return {
    value,
    from,
    own: ownOf(policy, self),
    ...(higher.length > 0 ? { above: lowestOf(policy, higher, now, since) } : {}),
    ...(ends.length > 0 ? { finishUntil: Math.min(...ends) } : {}),
  }
}

/**
 * What an organization's people may do: the lowest of its own value and those of all organizations above it.
 * `since`: when an access grant was made: one made before a policy was lowered keeps the former value while it may finish.
 */
export async function effectivePolicy(
  { db, now }: Pick<App, 'db' | 'now'>,
  organizationId: string,
  policy: PolicyName,
  since?: number,
): Promise<EffectivePolicy> {
  return effective(policy, await db.read.all(line, { organizationId, policy }), now(), since)
}

const allowing = statement<{ top: string; policy: PolicyName; unset: string; least: string }>()((db, arg) =>
  db
    .withRecursive('allowed', (tree) =>
      tree
        .selectFrom('organization')
        .leftJoin('policy', (join) => join.onRef('policy.organization_id', '=', 'organization.id').on('policy.name', '=', arg('policy')))
        .select('organization.id')
        .where('organization.id', '=', arg('top'))
        .where((eb) => eb(eb.fn.coalesce('policy.value', eb.val(arg('unset'))), '!=', arg('least')))
        .unionAll(
          tree
            .selectFrom('organization as child')
            .innerJoin('allowed', 'allowed.id', 'child.parent_id')
            .leftJoin('policy', (join) => join.onRef('policy.organization_id', '=', 'child.id').on('policy.name', '=', arg('policy')))
            .select('child.id')
            .where((eb) => eb(eb.fn.coalesce('policy.value', eb.val(arg('unset'))), '!=', arg('least'))),
        ),
    )
    .selectFrom('allowed')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('allowed.id', '!=', arg('top')),
)

/** How many organizations have more than the least of a policy: one walk down, which ends wherever it is forbidden. */
export async function organizationsAllowing({ db }: Pick<App, 'db'>, policy: PolicyName): Promise<number> {
  const { unset, values } = POLICIES[policy]
  return (await db.read.get(allowing, { top: ALL_ORGANIZATIONS, policy, unset, least: values[0] }))?.n ?? 0
}

/** Every policy of an organization, as its administrators see it. */
export async function policiesOf(app: Pick<App, 'db' | 'now'>, organizationId: string): Promise<Policy[]> {
  const names = Object.keys(POLICIES) as PolicyName[]
  return Promise.all(
    names.map(async (name) => {
      const { title, values } = POLICIES[name]
      const { own, value, ...more } = await effectivePolicy(app, organizationId, name)
      return { name, title, values: [...values], value: own, effective: value, ...more }
    }),
  )
}

const rowsBelow = statement<{ organizationId: string; policy: PolicyName }>()((db, arg) =>
  db
    .withRecursive('below', (tree) =>
      tree
        .selectFrom('organization')
        .select('organization.id')
        .where('organization.parent_id', '=', arg('organizationId'))
        .unionAll(tree.selectFrom('organization as child').innerJoin('below', 'below.id', 'child.parent_id').select('child.id')),
    )
    .selectFrom('below')
    .leftJoin('policy', (join) => join.onRef('policy.organization_id', '=', 'below.id').on('policy.name', '=', arg('policy')))
    .select(['below.id', 'policy.value', 'policy.changed_at as changedAt', 'policy.previous', 'policy.finish_until as finishUntil']),
)

type Row = {
  organizationId: string
  policy: PolicyName
  value: string
  changedAt: number
  previous: string | null
  finishUntil: number | null
}
const put = statement<Row>()((db, arg) =>
  db
    .insertInto('policy')
    .values({
      organization_id: arg('organizationId'),
      name: arg('policy'),
      value: arg('value'),
      changed_at: arg('changedAt'),
      previous: arg('previous'),
      finish_until: arg('finishUntil'),
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'name']).doUpdateSet((eb) => ({
        value: eb.ref('excluded.value'),
        changed_at: eb.ref('excluded.changed_at'),
        previous: eb.ref('excluded.previous'),
        finish_until: eb.ref('excluded.finish_until'),
      })),
    ),
)

type Stored = Pick<Link, 'id' | 'value' | 'changedAt' | 'previous' | 'finishUntil'>

/** Writes one organization's value. Lowered with `finish`, what was running before keeps the former value for a while. */
async function store(sql: Sql, policy: PolicyName, link: Stored, value: string, running: Running, now: number) {
  const before = ownOf(policy, link)
  const row = { organizationId: link.id, policy, value, changedAt: now, previous: null, finishUntil: null }
  const lowered = rankOf(policy, value) < rankOf(policy, before)
  const finishing = link.previous !== null && link.finishUntil !== null && link.finishUntil > now ? link : undefined
  if (running === 'finish' && finishing && rankOf(policy, finishing.previous as string) > rankOf(policy, higher(policy, before, value))) {
    // those who were let finish by a change just before are not cut off by this one
    const finishUntil = lowered ? now + FINISH_MS : finishing.finishUntil
    await sql.run(put, { ...row, changedAt: finishing.changedAt ?? now, previous: finishing.previous, finishUntil })
  } else if (running === 'finish' && lowered) {
    await sql.run(put, { ...row, previous: before, finishUntil: now + FINISH_MS })
  } else {
    await sql.run(put, row)
  }
}

export interface SetPolicy {
  organizationId: string
  policy: PolicyName
  value: string
  /** what becomes of editing sessions that it would end */
  running: Running
  /** all organizations below get the same value */
  below: boolean
  now: number
}

/**
 * Sets an organization's own value. LIMIT_ABOVE names the organization above that does not allow it. Lowering lowers
 * whatever is higher below; raising changes nothing below: what was held down by this organization keeps that value.
 */
export const setPolicy: Transaction<SetPolicy, void> = async (sql, { organizationId, policy, value, running, below, now }) => {
  if (rankOf(policy, value) < 0) throw new Error('not a value of this policy')
  const [self, ...above] = await sql.all(line, { organizationId, policy })
  if (!self) throw new AppError('NOT_FOUND')
  if (above.length > 0) {
    const limit = lowestOf(policy, above, now)
    if (rankOf(policy, value) > rankOf(policy, limit.value)) throw limitAbove(policy, limit)
  }
  const before = ownOf(policy, self)
  await store(sql, policy, self, value, running, now)
  for (const link of await sql.all(rowsBelow, { organizationId, policy })) {
    const own = ownOf(policy, link)
    const next = below ? value : lower(policy, own, lower(policy, before, value))
    // what only seems unchanged is written too where there is no row yet: "unset" may mean more than this
    if (next !== own || (below && link.value === null)) await store(sql, policy, link, next, running, now)
  }
}

function limitAbove(policy: PolicyName, { value, id, name }: NonNullable<EffectivePolicy['above']>) {
  return new AppError('LIMIT_ABOVE', {
    detail: `“${POLICIES[policy].title}” is ${POLICY_WORDS[value] ?? value} in ${name}. It has to be raised there first.`,
    data: { organizationId: id, name, value },
  })
}

/** A policy's values for people. */
export const POLICY_WORDS: Record<string, string> = { disabled: 'Disabled', view: 'View', edit: 'Edit', off: 'Off', on: 'On' }

export const policyTransactions = { setPolicy }
