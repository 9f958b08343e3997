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
        .select(['node.organization_id', 'node.id'])
        .where('node.organization_id', '=', organizationId)
        .where('node.id', '=', id)
        .unionAll((eb) => {
          // joined on both columns of what was found: with the organization as a constant instead, SQLite walks through
          // all nodes of the organization once for each node found
          const children = eb
            .selectFrom('below')
            .innerJoin('node', (join) =>
              join.onRef('node.organization_id', '=', 'below.organization_id').onRef('node.parent_id', '=', 'below.id'),
            )
            .select(['node.organization_id', 'node.id'])
          if (follow === 'living') return children.where('node.deleted_at', 'is', null)
          if (follow === 'all') return children
          // not by its index, which holds the whole subtree: children are found by their parent
          return children.where((where) => where(where.fn.coalesce('node.deleted_with', where.val('')), '=', follow.deletedWith))
        }),
    )
    .selectFrom('below')
    .select('below.id')
}
