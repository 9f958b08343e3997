import { hash } from 'node:crypto'
import { base32 } from '../access/base32.ts'
import { remembered } from '../access/remembered.ts'
import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'

/** in letters */
export const SESSION_ID_LENGTH = 20

/** The launch's name in an editor's logs and in ours. Made from the grant's id, which is half of the token, one way. */
export const hostSessionId = remembered(10_000, (grantId) => base32(hash('sha256', grantId, 'buffer'), SESSION_ID_LENGTH))

type NewSession = {
  id: string
  organizationId: string
  grantId: string
  accountId: string
  accountName: string
  nodeId: string
  nodeName: string
  nodeRoot: string
  client: string
  action: 'edit' | 'view'
  stage: string | null
  now: number
}

const insert = statement<NewSession>()((db, arg) =>
  db.insertInto('editing_session').values({
    organization_id: arg('organizationId'),
    id: arg('id'),
    grant_id: arg('grantId'),
    account_id: arg('accountId'),
    account_name: arg('accountName'),
    node_id: arg('nodeId'),
    node_name: arg('nodeName'),
    node_root: arg('nodeRoot'),
    client: arg('client'),
    action: arg('action'),
    stage: arg('stage'),
    opened_at: arg('now'),
    shown_at: null,
    last_at: arg('now'),
    last_save_at: null,
  }),
)

/** The names of then, and what the launch was for. */
export type Beginning = Pick<NewSession, 'accountName' | 'nodeId' | 'nodeName' | 'nodeRoot' | 'action'>

/** Inside the transaction that makes its grant. */
export const beginSession = (sql: Sql, session: Omit<NewSession, 'id'>) =>
  sql.run(insert, { ...session, id: hostSessionId(session.grantId) })

/** Of an opening that failed before there was a grant. */
const beginFailedSession: Transaction<Omit<NewSession, 'grantId'>, void> = async (sql, session) => {
  await sql.run(insert, { ...session, grantId: '' })
}

export const failedSessionTransactions = { beginFailedSession }
