import type { ChangeTable } from '../storage/db/schema.ts'
import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'

const insertChange = statement<{
  organizationId: string
  rootId: string
  kind: ChangeTable['kind']
  nodeId: string | null
  folderId: string | null
  accountId: string | null
  data: string | null
  now: number
}>()((db, arg) =>
  db.insertInto('change').values({
    organization_id: arg('organizationId'),
    root_id: arg('rootId'),
    kind: arg('kind'),
    node_id: arg('nodeId'),
    folder_id: arg('folderId'),
    account_id: arg('accountId'),
    data: arg('data'),
    at: arg('now'),
  }),
)

interface Place {
  organizationId: string
  rootId: string
  now: number
}

/** The list of this folder is another one now. */
export const folderChanged = (sql: Sql, place: Place, folderId: string) =>
  sql.run(insertChange, { ...place, kind: 'folder', nodeId: null, folderId, accountId: null, data: null })

/** This item's content, name or lock changed. */
export const itemChanged = (sql: Sql, place: Place, nodeId: string, folderId: string | null) =>
  sql.run(insertChange, { ...place, kind: 'item', nodeId, folderId, accountId: null, data: null })

/** Only for one account: `data` is what its browser needs. */
export const toldAccount = (
  sql: Sql,
  place: Place,
  kind: 'ask-to-edit' | 'unsaved' | 'shared',
  accountId: string,
  nodeId: string,
  data: Record<string, unknown>,
) => sql.run(insertChange, { ...place, kind, nodeId, folderId: null, accountId, data: JSON.stringify(data) })

const deleteChanges = statement<{ before: number }>()((db, arg) =>
  db
    .deleteFrom('change')
    .where('at', '<', arg('before'))
    .where('seq', '<', (eb) => eb.selectFrom('change as newest').select((n) => n.fn.max('newest.seq').as('seq'))),
)

// the newest row stays: it holds the place that numbering goes on from
const trimChanges: Transaction<{ before: number }, number> = (sql, args) => sql.run(deleteChanges, args)

export const changeTransactions = { trimChanges }
