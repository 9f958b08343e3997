import type { Activity } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import type { ActivityTable } from '../storage/db/schema.ts'
import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'
import { itemChanged } from './changes.ts'
import { person } from './present.ts'
import { nodeById, type TreeNode } from './tree.ts'

/** Of one file: the newest stay. A document with more comments than this is told in the document itself. */
const KEPT_PER_FILE = 1000
const SHOWN = 200

type FileKey = { organizationId: string; fileId: string }
type NewActivity = Pick<ActivityTable, 'id' | 'action' | 'content' | 'text' | 'is_reply' | 'people' | 'created_at'>
type Row = { [K in keyof NewActivity]: NewActivity[K] }

const insert = statement<FileKey & Row & { accountId: string; client: string; now: number }>()((db, arg) =>
  db
    .insertInto('activity')
    .values({
      organization_id: arg('organizationId'),
      file_id: arg('fileId'),
      id: arg('id'),
      account_id: arg('accountId'),
      client: arg('client'),
      action: arg('action'),
      content: arg('content'),
      text: arg('text'),
      is_reply: arg('is_reply'),
      people: arg('people'),
      created_at: arg('created_at'),
      at: arg('now'),
    })
    // a client that heard no answer tells it again
    .onConflict((conflict) => conflict.columns(['organization_id', 'file_id', 'account_id', 'id']).doNothing()),
)

const trim = statement<FileKey>()((db, arg) =>
  db
    .deleteFrom('activity')
    .where('organization_id', '=', arg('organizationId'))
    .where('file_id', '=', arg('fileId'))
    .where('at', '<', (eb) =>
      eb
        .selectFrom('activity as newer')
        .select('newer.at')
        .where('newer.organization_id', '=', arg('organizationId'))
        .where('newer.file_id', '=', arg('fileId'))
        .orderBy('newer.at', 'desc')
        .limit(1)
        .offset(KEPT_PER_FILE - 1),
    ),
)

/** Keeps what an editor tells of comments in a document: all or none. False when the file is gone. */
const keepActivities: Transaction<FileKey & { accountId: string; client: string; activities: Row[]; now: number }, boolean> = async (
  sql,
  { organizationId, fileId, accountId, client, activities, now },
) => {
  const node = await nodeById(sql, organizationId, fileId)
  if (node?.kind !== 'file' || node.deleted_at !== null) return false
  let kept = 0
  for (const activity of activities) kept += await sql.run(insert, { organizationId, fileId, accountId, client, now, ...activity })
  if (kept === 0) return true
  await sql.run(trim, { organizationId, fileId })
  await itemChanged(sql, { organizationId, rootId: node.root_id, now }, fileId, node.parent_id)
  return true
}

const newest = statement<FileKey>()((db, arg) =>
  db
    .selectFrom('activity')
    .innerJoin('account', (join) =>
      join.onRef('account.organization_id', '=', 'activity.organization_id').onRef('account.id', '=', 'activity.account_id'),
    )
    .selectAll('activity')
    .select('account.name as accountName')
    .where('activity.organization_id', '=', arg('organizationId'))
    .where('activity.file_id', '=', arg('fileId'))
    .orderBy('activity.at', 'desc')
    .orderBy('activity.id')
    .limit(SHOWN),
)

/** The newest, newest first. */
export async function listActivities(
  sql: Sql,
  actor: Actor,
  node: Pick<TreeNode, 'id'>,
  editorName: (client: string) => string,
): Promise<Activity[]> {
  const rows = await sql.all(newest, { organizationId: actor.organizationId, fileId: node.id })
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    by: person(actor, { id: row.account_id, name: row.accountName }),
    editorName: editorName(row.client),
    ...(row.action === null ? {} : { action: row.action }),
    text: row.text,
    isReply: row.is_reply === 1,
    mentioned: (JSON.parse(row.people) as { name: string; mentioned: boolean }[]).flatMap(({ name, mentioned }) => (mentioned ? name : [])),
  }))
}

export const activityTransactions = { keepActivities }
