import type { FindingChange } from '@moorage/api'
import type { Sql } from '../../storage/db/sql.ts'
import { statement } from '../../storage/db/statement.ts'

const insert = statement<{ finding: string; at: number; by: string; what: string }>()((db, arg) =>
  db.insertInto('launch_finding_change').values({ finding_id: arg('finding'), at: arg('at'), by: arg('by'), what: arg('what') }),
)

/** Inside a transaction: what somebody changed of a finding. */
export const recordChange = (sql: Pick<Sql, 'run'>, finding: string, { at, by, what }: FindingChange) =>
  sql.run(insert, { finding, at, by, what: JSON.stringify(what) })
