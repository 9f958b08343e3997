import { type Entry, logActivity } from '../../activity.ts'
import { statement } from '../../storage/db/statement.ts'
import type { Transaction } from '../../storage/db/transaction.ts'
import { folderChanged, itemChanged } from '../changes.ts'
import { type HeldBy, heldBy, heldId, judge, lockOf } from '../locks.ts'
import { cleanName, extensionOf, nameKey, nameSort } from '../names.ts'
import { childByKey, type TreeNode, takeNode } from '../tree.ts'
import { freeNameIn } from './free-name.ts'
import { addWords, removeWords } from './place.ts'

export const setName = statement<{
  organizationId: string
  id: string
  name: string
  nameKey: string
  nameSort: string
  extension: string
}>()((db, arg) =>
  db
    .updateTable('node')
    .set({ name: arg('name'), name_key: arg('nameKey'), name_sort: arg('nameSort'), extension: arg('extension') })
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('id')),
)

export const namesOf = (name: string, kind: TreeNode['kind']) => ({
  name,
  nameKey: nameKey(name),
  nameSort: nameSort(name),
  extension: kind === 'file' ? extensionOf(name) : '',
})

export interface RenameArgs {
  organizationId: string
  nodeId: string
  /** with extension; already checked with checkName */
  name: string
  now: number
  onClash?: 'fail' | 'keep-both'
  /** a WOPI RenameFile: judged by its lock rules. Absent (the portal): any live lock refuses */
  wopi?: { lock: string | undefined; holdsLock: boolean }
  /** what it leaves in the activity; absent where the route does */
  entry?: Omit<Entry, 'detail'>
}

export type RenameResult =
  | { outcome: 'ok'; name: string }
  | { outcome: 'name-taken'; suggestion: string }
  | { outcome: 'conflict'; held: string; heldBy?: HeldBy }
  | { outcome: 'not-found' }

/** The content, its version and its lock stay as they are. */
const renameNode: Transaction<RenameArgs, RenameResult> = async (sql, { organizationId, nodeId, now, wopi, entry, ...args }) => {
  const node = await takeNode(sql, organizationId, nodeId)
  if (!node || node.deleted_at !== null || node.parent_id === null) return { outcome: 'not-found' }
  if (wopi) {
    const judged = judge(node, { operation: 'RenameFile', ...wopi }, now)
    if (judged.outcome === 'conflict') return judged
  } else {
    const lock = lockOf(node, now)
    if (lock) return { outcome: 'conflict', held: heldId(lock), heldBy: heldBy(lock) }
  }
  let name = cleanName(args.name)
  const existing = await childByKey(sql, organizationId, node.parent_id, nameKey(name))
  if (existing && existing.id !== nodeId) {
    const suggestion = await freeNameIn(sql, organizationId, node.parent_id, name)
    if (args.onClash !== 'keep-both') return { outcome: 'name-taken', suggestion }
    name = suggestion
  }
  if (name === node.name) return { outcome: 'ok', name }
  const place = { organizationId, rootId: node.root_id, now }
  await sql.run(setName, { organizationId, id: nodeId, ...namesOf(name, node.kind) })
  await removeWords(sql, organizationId, nodeId)
  await addWords(sql, place, nodeId, name)
  await itemChanged(sql, place, nodeId, node.parent_id)
  await folderChanged(sql, place, node.parent_id)
  const subject = { kind: node.kind, id: nodeId, name }
  if (entry) await logActivity(sql, { ...entry, organizationId, subject, detail: `was ${node.name}`, now })
  return { outcome: 'ok', name }
}

export const renameTransactions = { renameNode }
