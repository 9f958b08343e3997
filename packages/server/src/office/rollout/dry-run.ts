import type { DryRun, RolloutStage } from '@moorage/api'
import { listAccounts } from '../../accounts/administration.ts'
import type { App } from '../../app.ts'
import { ALL_ORGANIZATIONS } from '../../organizations/organizations.ts'
import { organizationsBelow } from '../../organizations/scope.ts'
import { build, statement } from '../../storage/db/statement.ts'
import { type Candidate, standingIn } from './standing.ts'

const PEOPLE_AT_ONCE = 50
const ACCOUNTS_AT_ONCE = 2000

const organizations = statement()((db) => db.selectFrom('organization').select(['id', 'parent_id as parentId', 'blocked']))
const accountsAfter = statement<{ after: string; limit: number }>()((db, arg) =>
  db
    .selectFrom('account')
    .select(['id', 'organization_id as organizationId'])
    .where('id', '>', arg('after'))
    .where('disabled_at', 'is', null)
    .orderBy('id')
    .limit(arg('limit')),
)

type Lines = ReadonlyMap<string, readonly string[]>

/** Of every organization that is not disabled: itself and all above it. */
async function linesOf({ db }: Pick<App, 'db'>): Promise<Lines> {
  const rows = await db.read.all(organizations, {})
  const parents = new Map(rows.map(({ id, parentId }) => [id, parentId]))
  const line = (id: string): string[] => {
    const parent = parents.get(id)
    return parent ? [id, ...line(parent)] : [id]
  }
  return new Map(rows.filter(({ blocked }) => blocked === 0).map(({ id }) => [id, line(id)]))
}

/** Who is in which of the Team Shares that the stages name. */
async function subscribersOf({ db }: Pick<App, 'db'>, stages: readonly RolloutStage[]): Promise<ReadonlyMap<string, string[]>> {
  const named = stages.flatMap(({ audience }) => (audience.kind === 'team-shares' ? audience.teamShareIds : []))
  const found = new Map<string, string[]>()
  if (named.length === 0) return found
  const rows = await db.read.query(build.selectFrom('subscriber').select(['account_id', 'root_id']).where('root_id', 'in', named))
  for (const { account_id: id, root_id: root } of rows) found.set(id, [...(found.get(id) ?? []), root])
  return found
}

/** Who would get the editor by which stage, and why. Looks at every account, a few at a time: others are answered between. */
export async function dryRun(
  app: Pick<App, 'db'>,
  editor: string,
  stages: RolloutStage[],
  { q, offset }: { q?: string | undefined; offset: number },
): Promise<DryRun> {
  const [lines, teamShares] = await Promise.all([linesOf(app), subscribersOf(app, stages)])
  const candidate = (accountId: string, organizationId: string): Candidate => ({
    accountId,
    organizationId,
    line: lines.get(organizationId) ?? [],
    teamShares: teamShares.get(accountId) ?? [],
  })
  const firsts = stages.map(() => 0)
  /** by organization: how many there are, and how many each stage brings first */
  const perOrganization = new Map<string, { all: number; firsts: number[] }>()
  let everybody = 0
  for (let after = ''; ; ) {
    const rows = await app.db.read.all(accountsAfter, { after, limit: ACCOUNTS_AT_ONCE })
    for (const { id, organizationId } of rows) {
      if (!lines.has(organizationId)) continue
      everybody++
      const here = perOrganization.get(organizationId) ?? { all: 0, firsts: stages.map(() => 0) }
      perOrganization.set(organizationId, here)
      here.all++
      const { first } = standingIn(editor, stages, candidate(id, organizationId))
      if (first < 0) continue
      firsts[first] = (firsts[first] ?? 0) + 1
      here.firsts[first] = (here.firsts[first] ?? 0) + 1
    }
    if (rows.length < ACCOUNTS_AT_ONCE) break
    after = rows.at(-1)?.id ?? ''
    await new Promise(setImmediate)
  }
  const upTo = (counts: number[], index: number) => counts.slice(0, index + 1).reduce((sum, count) => sum + count, 0)
  const found = await listAccounts(app, await organizationsBelow(app, ALL_ORGANIZATIONS), { q, offset, limit: PEOPLE_AT_ONCE })
  return {
    stages: stages.map(({ name }, index) => {
      const reached = [...perOrganization.values()].map((one) => ({ all: one.all, people: upTo(one.firsts, index) }))
      return {
        name,
        brings: firsts[index] ?? 0,
        people: upTo(firsts, index),
        organizations: reached.filter(({ people }) => people > 0).length,
        split: reached.filter(({ people, all }) => people > 0 && people < all).length,
      }
    }),
    everybody,
    total: found.total,
    people: found.accounts.map(({ id, name, organization }) => {
      const { first, words } = standingIn(editor, stages, candidate(id, organization.id))
      const stage = stages[first]?.name
      return { id, name, organizationName: organization.name, ...(stage === undefined ? {} : { stage }), why: words }
    }),
  }
}
