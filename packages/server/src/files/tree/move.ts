import type { Sql } from '../../storage/db/sql.ts'
import { statement } from '../../storage/db/statement.ts'
import type { Transaction } from '../../storage/db/transaction.ts'
import { folderChanged, itemChanged } from '../changes.ts'
import { ancestorsOf, childByKey, nodeById, type TreeNode, takeNode } from '../tree.ts'
import { markAsDeleted } from './delete.ts'
import { freeNameIn } from './free-name.ts'
import { addWords, count, removeWords } from './place.ts'
import { namesOf } from './rename.ts'
import { type LockedBelow, lockedBelow, moveToRoot } from './subtree.ts'

/** The name and the folder at once: the new name may be taken in the old folder, and the old one in the new. */
const setPlace = statement<{
  organizationId: string
  id: string
  parentId: string
  name: string
  nameKey: string
  nameSort: string
  extension: string
}>()((db, arg) =>
  db
    .updateTable('node')
    .set({
      parent_id: arg('parentId'),
      name: arg('name'),
      name_key: arg('nameKey'),
      name_sort: arg('nameSort'),
      extension: arg('extension'),
    })
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('id')),
)

export type MoveResult =
  | { outcome: 'ok'; moved: { id: string; from: string }[] }
  | { outcome: 'name-taken'; id: string; name: string; suggestion: string }
  | { outcome: 'locked'; locked: LockedBelow }
  | { outcome: 'into-itself' }
  | { outcome: 'not-found' }

export interface MoveArgs {
  organizationId: string
  ids: string[]
  to: string
  accountId: string
  now: number
  onClash?: 'fail' | 'keep-both' | 'replace'
}

/**
 * Moves all of them or none, across roots too. `replace` deletes a living file of the same name (Restore brings it
 * back); a folder in the way is never replaced. A lock in a subtree matters only when the subtree leaves its root:
 * elsewhere its editors do not notice.
 */
const moveNodes: Transaction<MoveArgs, MoveResult> = async (sql, args) => {
  const target = await takeNode(sql, args.organizationId, args.to)
  if (target?.kind !== 'folder' || target.deleted_at !== null) return { outcome: 'not-found' }
  const above = new Set([target.id, ...(await ancestorsOf(sql, target)).map(({ id }) => id)])
  const nodes: (TreeNode & { parent_id: string })[] = []
  for (const id of args.ids) {
    const node = await nodeById(sql, args.organizationId, id)
    if (!node || node.deleted_at !== null || node.parent_id === null) return { outcome: 'not-found' }
    if (above.has(id)) return { outcome: 'into-itself' }
    const locked = await lockInTheWay(sql, node, target, args.now)
    if (locked) return { outcome: 'locked', locked }
    nodes.push({ ...node, parent_id: node.parent_id })
  }
  const clashes = await clashesOf(sql, nodes, target, args)
  if (!Array.isArray(clashes)) return clashes
  for (const { node, name, replaced } of clashes) {
    if (replaced) await markAsDeleted(sql, replaced, args.accountId, args.now)
    await moveOne(sql, node, target, name ?? (await freeNameIn(sql, args.organizationId, target.id, node.name)), args.now)
  }
  return { outcome: 'ok', moved: nodes.map((node) => ({ id: node.id, from: node.parent_id })) }
}

const lockInTheWay = (sql: Sql, node: TreeNode, target: TreeNode, now: number) =>
  node.kind === 'file' || node.root_id !== target.root_id ? lockedBelow(sql, node, now) : undefined

type Clash = { node: TreeNode & { parent_id: string } /** undefined: find a free one */; name: string | undefined; replaced?: TreeNode }

/** Judged for all before anything is changed, so that a refusal leaves nothing behind. */
async function clashesOf(
  sql: Sql,
  nodes: Clash['node'][],
  target: TreeNode,
  { organizationId, onClash, now }: MoveArgs,
): Promise<Clash[] | MoveResult> {
  const found: Clash[] = []
  const arriving = new Set<string>()
  for (const node of nodes) {
    if (node.parent_id === target.id) continue
    const existing = await childByKey(sql, organizationId, target.id, node.name_key)
    const twice = arriving.has(node.name_key)
    arriving.add(node.name_key)
    if (!existing && !twice) found.push({ node, name: node.name })
    else if (onClash === 'keep-both') found.push({ node, name: undefined })
    else if (onClash === 'replace' && existing?.kind === 'file' && node.kind === 'file' && !twice) {
      const locked = await lockedBelow(sql, existing, now)
      if (locked) return { outcome: 'locked', locked }
      found.push({ node, name: node.name, replaced: existing })
    } else
      return {
        outcome: 'name-taken',
        id: node.id,
        name: node.name,
        suggestion: await freeNameIn(sql, organizationId, target.id, node.name),
      }
  }
  return found
}

async function moveOne(sql: Sql, node: Clash['node'], target: TreeNode, name: string, now: number) {
  const organizationId = node.organization_id
  if (name !== node.name) {
    await removeWords(sql, organizationId, node.id)
    await addWords(sql, { organizationId, rootId: node.root_id }, node.id, name)
  }
  await sql.run(setPlace, { organizationId, id: node.id, parentId: target.id, ...namesOf(name, node.kind) })
  await count(sql, organizationId, node.parent_id, node.kind, -1, -1)
  await count(sql, organizationId, target.id, node.kind, 1, 1)
  if (node.root_id !== target.root_id) await moveToRoot(sql, organizationId, node.id, target.root_id)
  await folderChanged(sql, { organizationId, rootId: node.root_id, now }, node.parent_id)
  await folderChanged(sql, { organizationId, rootId: target.root_id, now }, target.id)
  await itemChanged(sql, { organizationId, rootId: target.root_id, now }, node.id, target.id)
}

export const moveTransactions = { moveNodes }
