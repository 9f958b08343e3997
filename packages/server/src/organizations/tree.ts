import { type Organization, POLICIES } from '@moorage/api'
import type { App } from '../app.ts'
import { nameSort } from '../files/names.ts'
import { statement } from '../storage/db/statement.ts'
import { effectivePolicy, rankOf } from './policies.ts'

const POLICY = 'microsoft-365'

/** `deep`: with all below it. */
const rows = statement<{ top: string; deep: number }>()((db, arg) =>
  db
    .withRecursive('below', (tree) =>
      tree
        .selectFrom('organization')
        .select('organization.id')
        .where('organization.id', '=', arg('top'))
        .unionAll(
          tree
            .selectFrom('organization as child')
            .innerJoin('below', 'below.id', 'child.parent_id')
            .select('child.id')
            .where((eb) => eb(eb.val(arg('deep')), '=', 1)),
        ),
    )
    .selectFrom('below')
    .innerJoin('organization as o', 'o.id', 'below.id')
    .leftJoin('policy as p', (join) => join.onRef('p.organization_id', '=', 'o.id').on('p.name', '=', POLICY))
    .select((eb) => [
      'o.id',
      'o.parent_id as parentId',
      'o.name',
      'o.slug',
      'o.hostname',
      'o.created_at as createdAt',
      'o.disabled_at as disabledAt',
      'o.blocked',
      'o.used',
      'o.quota',
      'o.subscription',
      'p.value as policy',
      eb
        .selectFrom('account')
        .select((a) => a.fn.countAll<number>().as('people'))
        .whereRef('account.organization_id', '=', 'o.id')
        .where('account.disabled_at', 'is', null)
        .as('people'),
    ]),
)

type Row = Awaited<ReturnType<typeof read>>[number]
const read = ({ db }: Pick<App, 'db'>, top: string, deep: 0 | 1) => db.read.all(rows, { top, deep })

const shape = (row: Row, parentId: string | undefined, microsoft365: string): Organization => ({
  id: row.id,
  ...(parentId === undefined ? {} : { parentId }),
  name: row.name,
  slug: row.slug,
  ...(row.hostname === null ? {} : { hostname: row.hostname }),
  createdAt: row.createdAt,
  ...(row.disabledAt === null ? {} : { disabledAt: row.disabledAt }),
  blocked: row.blocked === 1,
  people: row.people ?? 0,
  used: row.used,
  ...(row.quota === null ? {} : { quota: row.quota }),
  subscription: row.subscription,
  microsoft365,
})

/** The lower of a policy's values. */
const lower = (a: string, b: string) => (rankOf(POLICY, a) < rankOf(POLICY, b) ? a : b)

/** An organization and all below it as their administrators see them: parents before children, siblings by name. */
export async function treeBelow(app: Pick<App, 'db' | 'now'>, top: string): Promise<Organization[]> {
  const found = await read(app, top, 1)
  const children = childrenOf(found)
  const listed: Organization[] = []
  const visit = (row: Row, parentId: string | undefined, effective: string) => {
    listed.push(shape(row, parentId, effective))
    const below = (children.get(row.id) ?? []).map((child) => ({ child, sort: nameSort(child.name) }))
    below.sort((a, b) => (a.sort < b.sort ? -1 : a.sort > b.sort ? 1 : 0))
    for (const { child } of below) visit(child, row.id, lower(effective, child.policy ?? POLICIES[POLICY].unset))
  }
  const root = found.find(({ id }) => id === top)
  if (root) visit(root, undefined, (await effectivePolicy(app, top, POLICY)).value)
  return listed
}

/** One of them; `top` is the highest that the administrator may see. */
export async function organizationBelow(app: Pick<App, 'db' | 'now'>, id: string, top: string): Promise<Organization | undefined> {
  const [row] = await read(app, id, 0)
  if (!row) return undefined
  const parentId = id === top ? undefined : (row.parentId ?? undefined)
  return shape(row, parentId, (await effectivePolicy(app, id, POLICY)).value)
}

function childrenOf(found: Row[]): Map<string | null, Row[]> {
  const children = new Map<string | null, Row[]>()
  for (const row of found) {
    const siblings = children.get(row.parentId)
    if (siblings) siblings.push(row)
    else children.set(row.parentId, [row])
  }
  return children
}
