import type { Transaction } from '../storage/db/transaction.ts'
import { toldAccount } from './changes.ts'
import { lockOf } from './locks.ts'
import { nodeById } from './tree.ts'

/** Tells whoever holds the live lock that somebody would like to edit; false when nobody holds it any more. */
const askToEdit: Transaction<{ organizationId: string; fileId: string; accountId: string; by: string; now: number }, boolean> = async (
  sql,
  { organizationId, fileId, accountId, by, now },
) => {
  const node = await nodeById(sql, organizationId, fileId)
  const lock = node && lockOf(node, now)
  if (!node || !lock || lock.accountId === accountId) return false
  await toldAccount(sql, { organizationId, rootId: node.root_id, now }, 'ask-to-edit', lock.accountId, fileId, { itemName: node.name, by })
  return true
}

export const askTransactions = { askToEdit }
