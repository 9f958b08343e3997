import type { ShareRole } from '@moorage/api'
import { sql } from 'kysely'
import type { Actor } from '../access/actor.ts'
import type { Sql } from '../storage/db/sql.ts'
import { build, statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'
import { folderChanged, itemChanged, toldAccount } from './changes.ts'
import { subtreeIds, type TreeNode, takeNode } from './tree.ts'

/** Single files shared with single people of the organization; access/shares.ts reads what that lets somebody do. */

type FileKey = { organizationId: string; fileId: string }
type ShareKey = FileKey & { accountId: string }

const countsOf = statement<{ organizationId: string; fileIds: string }>()((db, arg) =>
  db
    .selectFrom('item_share')
    .select(['node_id as fileId', (eb) => eb.fn.countAll<number>().as('count')])
    .where('organization_id', '=', arg('organizationId'))
    .where('node_id', 'in', sql<string>`(select value from json_each(${arg('fileIds')}))`)
    .groupBy('node_id'),
)

/** With how many people each of these files is shared, where it is with any: one look-up, however many they are. */
export async function countShares(db: Sql, organizationId: string, fileIds: string[]): Promise<Map<string, number>> {
  const found = fileIds.length === 0 ? [] : await db.all(countsOf, { organizationId, fileIds: JSON.stringify(fileIds) })
  return new Map(found.map(({ fileId, count }) => [fileId, count]))
}

const ofFile = statement<FileKey>()((db, arg) =>
  db
    .selectFrom('item_share as s')
    .innerJoin('account as a', (join) => join.onRef('a.organization_id', '=', 's.organization_id').onRef('a.id', '=', 's.account_id'))
    .innerJoin('account as b', (join) => join.onRef('b.organization_id', '=', 's.organization_id').onRef('b.id', '=', 's.shared_by'))
    .select([
      'a.id',
      'a.name',
      'a.email',
      'a.kind',
      'a.disabled_at as disabledAt',
      's.role',
      's.shared_at as at',
      'b.id as byId',
      'b.name as byName',
    ])
    .where('s.organization_id', '=', arg('organizationId'))
    .where('s.node_id', '=', arg('fileId'))
    .orderBy('a.name')
    .orderBy('a.id'),
)

/** Everybody that a file is shared with, by name. */
export const sharesOf = (sql: Sql, file: Pick<TreeNode, 'organization_id' | 'id'>) =>
  sql.all(ofFile, { organizationId: file.organization_id, fileId: file.id })

const SHOWN_MAX = 1000

/** What is in one's own My Files by now is not shared with one any more. */
const withAccount = statement<{ organizationId: string; accountId: string; limit: number }>()((db, arg) =>
  db
    .selectFrom('item_share as s')
    .innerJoin('node', (join) => join.onRef('node.organization_id', '=', 's.organization_id').onRef('node.id', '=', 's.node_id'))
    .innerJoin('root', (join) => join.onRef('root.organization_id', '=', 'node.organization_id').onRef('root.id', '=', 'node.root_id'))
    .innerJoin('account as b', (join) => join.onRef('b.organization_id', '=', 's.organization_id').onRef('b.id', '=', 's.shared_by'))
    .selectAll('node')
    .select(['s.role as shareRole', 's.shared_at as sharedAt', 'b.id as byId', 'b.name as byName'])
    .where('s.organization_id', '=', arg('organizationId'))
    .where('s.account_id', '=', arg('accountId'))
    .where('node.deleted_at', 'is', null)
    .where((eb) => eb.or([eb('root.owner_id', 'is', null), eb('root.owner_id', '<>', arg('accountId'))]))
    .orderBy('s.shared_at', 'desc')
    .orderBy('s.node_id')
    .limit(arg('limit')),
)

/** The living files that were shared with somebody, newest first. */
export async function sharedWith(sql: Sql, { organizationId, accountId }: Pick<Actor, 'organizationId' | 'accountId'>) {
  const rows = await sql.all(withAccount, { organizationId, accountId, limit: SHOWN_MAX })
  return rows.map(({ shareRole, sharedAt, byId, byName, ...node }) => ({
    node: node as TreeNode,
    role: shareRole,
    at: sharedAt,
    by: { id: byId, name: byName },
  }))
}

const countWith = statement<{ organizationId: string; accountId: string }>()((db, arg) =>
  db
    .selectFrom('item_share as s')
    .innerJoin('node', (join) => join.onRef('node.organization_id', '=', 's.organization_id').onRef('node.id', '=', 's.node_id'))
    .innerJoin('root', (join) => join.onRef('root.organization_id', '=', 'node.organization_id').onRef('root.id', '=', 'node.root_id'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('s.organization_id', '=', arg('organizationId'))
    .where('s.account_id', '=', arg('accountId'))
    .where('node.deleted_at', 'is', null)
    .where((eb) => eb.or([eb('root.owner_id', 'is', null), eb('root.owner_id', '<>', arg('accountId'))])),
)

export const countSharedWith = async (sql: Sql, { organizationId, accountId }: Pick<Actor, 'organizationId' | 'accountId'>) =>
  (await sql.get(countWith, { organizationId, accountId }))?.count ?? 0

const livingAccount = statement<{ organizationId: string; accountId: string }>()((db, arg) =>
  db
    .selectFrom('account')
    .select(['id', 'name'])
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('accountId'))
    .where('disabled_at', 'is', null),
)

const put = statement<ShareKey & { role: ShareRole; by: string; now: number }>()((db, arg) =>
  db
    .insertInto('item_share')
    .values({
      organization_id: arg('organizationId'),
      node_id: arg('fileId'),
      account_id: arg('accountId'),
      role: arg('role'),
      shared_by: arg('by'),
      shared_at: arg('now'),
    })
    .onConflict((conflict) => conflict.columns(['organization_id', 'node_id', 'account_id']).doUpdateSet({ role: arg('role') })),
)

const remove = statement<ShareKey>()((db, arg) =>
  db
    .deleteFrom('item_share')
    .where('organization_id', '=', arg('organizationId'))
    .where('node_id', '=', arg('fileId'))
    .where('account_id', '=', arg('accountId')),
)

const nameOf = statement<{ organizationId: string; accountId: string }>()((db, arg) =>
  db.selectFrom('account').select('name').where('organization_id', '=', arg('organizationId')).where('id', '=', arg('accountId')),
)

/** The browsers of whoever it is about, and of everybody who sees the file's folder. */
async function tell(sql: Sql, file: TreeNode, accountId: string, now: number) {
  const place = { organizationId: file.organization_id, rootId: file.root_id, now }
  await toldAccount(sql, place, 'shared', accountId, file.id, {})
  await itemChanged(sql, place, file.id, file.parent_id)
  if (file.parent_id !== null) await folderChanged(sql, place, file.parent_id)
}

/** `name`: of whom it is shared with. `nobody`: no living account of the organization has the id. */
export type ShareResult = { outcome: 'ok'; name: string } | { outcome: 'not-found' } | { outcome: 'nobody' }

/** Shares a living file, or changes the role of whoever has it already. */
const shareFile: Transaction<ShareKey & { role: ShareRole; by: string; now: number }, ShareResult> = async (sql, args) => {
  const { organizationId, fileId, accountId, now } = args
  const file = await takeNode(sql, organizationId, fileId)
  if (file?.kind !== 'file' || file.deleted_at !== null) return { outcome: 'not-found' }
  const account = await sql.get(livingAccount, { organizationId, accountId })
  if (!account) return { outcome: 'nobody' }
  await sql.run(put, args)
  await tell(sql, file, accountId, now)
  return { outcome: 'ok', name: account.name }
}

/** `nobody`: it was not shared with them. */
const unshareFile: Transaction<ShareKey & { now: number }, ShareResult> = async (sql, { now, ...key }) => {
  const file = await takeNode(sql, key.organizationId, key.fileId)
  if (!file) return { outcome: 'not-found' }
  if ((await sql.run(remove, key)) === 0) return { outcome: 'nobody' }
  await tell(sql, file, key.accountId, now)
  return { outcome: 'ok', name: (await sql.get(nameOf, key))?.name ?? '' }
}

export const sharingTransactions = { shareFile, unshareFile }

/** After a node with all below it was deleted or brought back: "Shared with me" of everybody concerned is another list. */
export async function tellShared(sql: Sql, node: TreeNode, now: number) {
  const place = { organizationId: node.organization_id, rootId: node.root_id, now }
  const people = await sql.query(
    build
      .selectFrom('item_share')
      .select('account_id')
      .distinct()
      .where('organization_id', '=', node.organization_id)
      .where('node_id', 'in', subtreeIds(node.organization_id, node.id, 'all')),
  )
  for (const { account_id } of people) await toldAccount(sql, place, 'shared', account_id, node.id, {})
}
