import { sql as raw } from 'kysely'
import type { Sql } from '../../storage/db/sql.ts'
import { build } from '../../storage/db/statement.ts'
import { type HeldBy, heldBy, lockOf } from '../locks.ts'
import { subtreeIds, type TreeNode } from '../tree.ts'
import { addWords } from './place.ts'

/** Bulk changes to a node and everything below it, each one query. */

export interface LockedBelow {
  id: string
  name: string
  heldBy: HeldBy
}

/** Some living file at or below the node with a live lock. */
export async function lockedBelow(sql: Sql, node: TreeNode, now: number): Promise<LockedBelow | undefined> {
  const own = lockOf(node, now)
  if (own) return { id: node.id, name: node.name, heldBy: heldBy(own) }
  if (node.kind === 'file') return undefined
  const [found] = await sql.query(
    build
      .selectFrom('node')
      .selectAll()
      .where('organization_id', '=', node.organization_id)
      .where('id', 'in', subtreeIds(node.organization_id, node.id, 'living'))
      .where('lock_expires_at', '>', now)
      .where('lock_id', 'is not', null)
      .limit(1),
  )
  const lock = found && lockOf(found, now)
  return found && lock ? { id: found.id, name: found.name, heldBy: heldBy(lock) } : undefined
}

/** Nothing in it is locked; what is left of a lock that ran out goes with the next endExpiredLocks. */
export async function markDeleted(sql: Sql, node: TreeNode, accountId: string, now: number) {
  const ids = subtreeIds(node.organization_id, node.id, 'living')
  await sql.query(
    build.deleteFrom('name_word').where('organization_id', '=', node.organization_id).where('node_id', 'in', ids).returning('node_id'),
  )
  await sql.query(
    build
      .updateTable('node')
      .set({
        deleted_at: now,
        deleted_by: accountId,
        deleted_with: node.id,
      })
      .where('organization_id', '=', node.organization_id)
      .where('id', 'in', ids)
      .returning('id'),
  )
}

/** Brings back the node and what went along with it, in whatever root it now stands; adds their words. */
export async function markLiving(sql: Sql, node: TreeNode & { deleted_with: string }) {
  const ids = subtreeIds(node.organization_id, node.id, { deletedWith: node.deleted_with })
  // the ids are read first: the update takes away what they are found by
  const found = await sql.query(
    build.selectFrom('node').select(['id', 'name', 'root_id']).where('organization_id', '=', node.organization_id).where('id', 'in', ids),
  )
  await sql.query(
    build
      .updateTable('node')
      .set({ deleted_at: null, deleted_by: null, deleted_with: null })
      .where('organization_id', '=', node.organization_id)
      .where('id', 'in', ids)
      .returning('id'),
  )
  for (const { id, name, root_id } of found) await addWords(sql, { organizationId: node.organization_id, rootId: root_id }, id, name)
}

/** After the node itself was moved: everything below it, living or deleted, belongs to the new root too. */
export async function moveToRoot(sql: Sql, organizationId: string, nodeId: string, rootId: string) {
  const ids = subtreeIds(organizationId, nodeId, 'all')
  await sql.query(
    build.updateTable('node').set({ root_id: rootId }).where('organization_id', '=', organizationId).where('id', 'in', ids).returning('id'),
  )
  await sql.query(
    build
      .updateTable('name_word')
      .set({ root_id: rootId })
      .where('organization_id', '=', organizationId)
      .where('node_id', 'in', ids)
      .returning(raw`1`.as('one')),
  )
}
