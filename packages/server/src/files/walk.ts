import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'
import type { TreeNode } from './tree.ts'

const childrenAfter = statement<{ organizationId: string; parentId: string; after: string; limit: number }>()((db, arg) =>
  db
    .selectFrom('node')
    .selectAll()
    .where('organization_id', '=', arg('organizationId'))
    .where('parent_id', '=', arg('parentId'))
    .where('deleted_at', 'is', null)
    .where('name_key', '>', arg('after'))
    .orderBy('name_key')
    .limit(arg('limit')),
)

const BATCH = 200

/** The living children of a folder in batches: a folder of any size costs the memory of one. */
export async function* childrenOf(sql: Sql, folder: TreeNode): AsyncGenerator<TreeNode> {
  for (let after = ''; ; ) {
    const batch = await sql.all(childrenAfter, { organizationId: folder.organization_id, parentId: folder.id, after, limit: BATCH })
    yield* batch
    const last = batch.at(-1)
    if (!last || batch.length < BATCH) return
    after = last.name_key
  }
}
