import { type Entry, logActivity } from '../../activity.ts'
import type { Sql } from '../../storage/db/sql.ts'
import type { Transaction } from '../../storage/db/transaction.ts'
import { folderChanged, itemChanged } from '../changes.ts'
import { tellShared } from '../sharing.ts'
import { nodeById, type TreeNode, takeNode } from '../tree.ts'
import { count } from './place.ts'
import { type LockedBelow, lockedBelow, markDeleted } from './subtree.ts'

export type DeleteResult =
  | { outcome: 'ok'; deleted: string[] }
  /** `held` for WOPI's 409: the lock id on the file itself */
  | { outcome: 'locked'; locked: LockedBelow; held: string }
  | { outcome: 'not-found' }

/**
 * Marks each and everything living below it; all or none. Nothing is lost: restoreNodes brings it back. WOPI's
 * DeleteFile is this too: both refuse whatever a live lock guards.
 */
const deleteNodes: Transaction<
  /** `entry`: what each leaves in the activity; absent where the route leaves one for all */
  { organizationId: string; ids: string[]; accountId: string; now: number; entry?: Entry },
  DeleteResult
> = async (sql, { organizationId, ids, accountId, now, entry }) => {
  for (const id of ids) {
    const node = await nodeById(sql, organizationId, id)
    if (!node || node.deleted_at !== null || node.parent_id === null) return { outcome: 'not-found' }
    const locked = await lockedBelow(sql, node, now)
    if (locked) return { outcome: 'locked', locked, held: (locked.id === id && node.lock_kind === 'wopi' && node.lock_id) || '' }
  }
  for (const id of ids) {
    const node = await nodeById(sql, organizationId, id)
    // went along with a folder of the same selection
    if (!node || node.deleted_at !== null) continue
    await markAsDeleted(sql, node, accountId, now)
    if (entry) await logActivity(sql, { ...entry, organizationId, subject: { kind: node.kind, id, name: node.name }, now })
  }
  return { outcome: 'ok', deleted: ids }
}

export type DeleteEmptyResult = { outcome: 'ok' } | { outcome: 'not-empty' } | { outcome: 'not-found' }

/** WOPI's DeleteContainer: only a folder in which nothing lives. */
const deleteEmptyFolder: Transaction<
  { organizationId: string; id: string; accountId: string; now: number; entry: Entry },
  DeleteEmptyResult
> = async (sql, { organizationId, id, accountId, now, entry }) => {
  const node = await takeNode(sql, organizationId, id)
  if (node?.kind !== 'folder' || node.deleted_at !== null || node.parent_id === null) return { outcome: 'not-found' }
  if (node.child_count > 0) return { outcome: 'not-empty' }
  await markAsDeleted(sql, node, accountId, now)
  await logActivity(sql, { ...entry, organizationId, subject: { kind: 'folder', id, name: node.name }, now })
  return { outcome: 'ok' }
}

/** Judged before: it lives, is no top folder, and nothing in it is locked. */
export async function markAsDeleted(sql: Sql, node: TreeNode, accountId: string, now: number) {
  const { organization_id: organizationId, parent_id: parentId, root_id: rootId } = node
  if (parentId === null) throw new Error('a top folder is never deleted')
  await markDeleted(sql, node, accountId, now)
  await count(sql, organizationId, parentId, node.kind, -1, 0)
  const place = { organizationId, rootId, now }
  await folderChanged(sql, place, parentId)
  if (node.kind === 'folder') await folderChanged(sql, place, node.id)
  else await itemChanged(sql, place, node.id, parentId)
  await tellShared(sql, node, now)
}

export const deleteTransactions = { deleteNodes, deleteEmptyFolder }
