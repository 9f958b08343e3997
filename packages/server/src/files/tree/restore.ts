import type { Sql } from '../../storage/db/sql.ts'
import { statement } from '../../storage/db/statement.ts'
import type { Transaction } from '../../storage/db/transaction.ts'
import { folderChanged } from '../changes.ts'
import { tellShared } from '../sharing.ts'
import { ancestorsOf, nodeById, type TreeNode } from '../tree.ts'
import { freeNameIn } from './free-name.ts'
import { count } from './place.ts'
import { namesOf, setName } from './rename.ts'
import { markLiving } from './subtree.ts'

const setParent = statement<{ organizationId: string; id: string; parentId: string }>()((db, arg) =>
  db
    .updateTable('node')
    .set({ parent_id: arg('parentId') })
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('id')),
)

export type RestoreResult = { outcome: 'ok'; restored: string[] } | { outcome: 'not-found' }

/**
 * Brings each back with what went along when it was deleted, into its folder or, where that is deleted, into the
 * nearest folder above that lives. A name taken meanwhile gets a number. What lives already is left alone.
 */
const restoreNodes: Transaction<{ organizationId: string; ids: string[]; now: number }, RestoreResult> = async (
  sql,
  { organizationId, ids, now },
) => {
  for (const id of ids) if (!(await nodeById(sql, organizationId, id))) return { outcome: 'not-found' }
  for (const id of ids) {
    const node = await nodeById(sql, organizationId, id)
    if (node?.deleted_with) await restoreOne(sql, { ...node, deleted_with: node.deleted_with }, now)
  }
  return { outcome: 'ok', restored: ids }
}

async function restoreOne(sql: Sql, node: TreeNode & { deleted_with: string }, now: number) {
  const organizationId = node.organization_id
  const above = await ancestorsOf(sql, node)
  const parent = above.at(-1)
  const home = above.findLast((folder) => folder.deleted_at === null)
  if (!parent || !home) throw new Error('the top folder of a deleted item is missing')

  const name = await freeNameIn(sql, organizationId, home.id, node.name)
  if (name !== node.name) await sql.run(setName, { organizationId, id: node.id, ...namesOf(name, node.kind) })
  if (home.id !== parent.id) await sql.run(setParent, { organizationId, id: node.id, parentId: home.id })
  await markLiving(sql, node)

  if (home.id === parent.id) await count(sql, organizationId, home.id, node.kind, 1, 0)
  else {
    // what went along with a folder still counts among the folder's own; what was deleted by itself does not
    const wentAlong = node.deleted_with !== node.id && parent.deleted_with === node.deleted_with
    await count(sql, organizationId, parent.id, node.kind, wentAlong ? -1 : 0, -1)
    await count(sql, organizationId, home.id, node.kind, 1, 1)
  }
  const place = { organizationId, rootId: node.root_id, now }
  await folderChanged(sql, place, home.id)
  if (node.kind === 'folder') await folderChanged(sql, place, node.id)
  await tellShared(sql, node, now)
}

export const restoreTransactions = { restoreNodes }
