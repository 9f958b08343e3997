import type { Selectable } from 'kysely'
import type { NodeTable } from '../storage/db/schema.ts'
import type { Sql } from '../storage/db/sql.ts'
import { build, statement } from '../storage/db/statement.ts'

/** A file or folder as stored. */
export type TreeNode = Selectable<NodeTable>
type Key = { organizationId: string; id: string }

const readNode = statement<Key>()((db, arg) =>
  db.selectFrom('node').selectAll().where('organization_id', '=', arg('organizationId')).where('id', '=', arg('id')),
)

/** Living or deleted. `sql` is `app.db.read`, or a transaction's. */
export const nodeById = (sql: Sql, organizationId: string, id: string): Promise<TreeNode | undefined> =>
  sql.get(readNode, { organizationId, id })

const take = statement<Key>()((db, arg) =>
  db
    .updateTable('node')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('id'))
    .returningAll(),
)

/** Inside a transaction: reads the row and keeps every other transaction off it until this one ends, on any engine. */
export const takeNode = (sql: Sql, organizationId: string, id: string): Promise<TreeNode | undefined> =>
  sql.get(take, { organizationId, id })

/** Root first, direct parent last; [] for a root's top folder. */
export async function ancestorsOf(sql: Sql, node: Pick<TreeNode, 'organization_id' | 'parent_id'>): Promise<TreeNode[]> {
  const found: TreeNode[] = []
  for (let id = node.parent_id; id !== null; ) {
    const parent = await nodeById(sql, node.organization_id, id)
    if (!parent) break
    found.unshift(parent)
    id = parent.parent_id
  }
  return found
}

const livingByName = statement<{ organizationId: string; parentId: string; nameKey: string }>()((db, arg) =>
  db
    .selectFrom('node')
    .selectAll()
    .where('organization_id', '=', arg('organizationId'))
    .where('parent_id', '=', arg('parentId'))
    .where('name_key', '=', arg('nameKey'))
    .where('deleted_at', 'is', null),
)

/** The living child with this key (see nameKey). */
export const childByKey = (sql: Sql, organizationId: string, parentId: string, nameKey: string): Promise<TreeNode | undefined> =>
  sql.get(livingByName, { organizationId, parentId, nameKey })

/**
 * The node and everything below it, as a query to put into `in (…)`. `follow` decides which children are walked:
 * the living, those deleted together with `deletedWith`, or all.
 */
export function subtreeIds(organizationId: string, id: string, follow: 'living' | 'all' | { deletedWith: string }) {
  return build
    .withRecursive('below', (db) =>
      db
        .selectFrom('node')
        .select('node.id')
        .where('node.organization_id', '=', organizationId)
        .where('node.id', '=', id)
        .unionAll((eb) => {
          const children = eb
            .selectFrom('node')
            .innerJoin('below', 'below.id', 'node.parent_id')
            .select('node.id')
            .where('node.organization_id', '=', organizationId)
          if (follow === 'living') return children.where('node.deleted_at', 'is', null)
          return follow === 'all' ? children : children.where('node.deleted_with', '=', follow.deletedWith)
        }),
    )
    .selectFrom('below')
    .select('below.id')
}
