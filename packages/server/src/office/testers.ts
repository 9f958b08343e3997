import type { Tester } from '@moorage/api'
import { accountOf } from '../accounts/administration.ts'
import type { App } from '../app.ts'
import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'

type Of = { organizationId: string; accountId: string }

const all = statement()((db) =>
  db
    .selectFrom('tester')
    .innerJoin('account', (join) =>
      join.onRef('account.organization_id', '=', 'tester.organization_id').onRef('account.id', '=', 'tester.account_id'),
    )
    .select([
      'tester.account_id as accountId',
      'tester.added_at as addedAt',
      'tester.added_by as addedBy',
      'tester.stays_on_test as staysOnTest',
    ])
    .orderBy('account.name')
    .orderBy('account.id'),
)

/** Everybody who is launched into Microsoft 365 in Testing, by name: a handful of people whom somebody named. */
export async function testers(app: Pick<App, 'db'>): Promise<Tester[]> {
  const rows = await app.db.read.all(all, {})
  return Promise.all(
    rows.map(async ({ accountId, addedAt, addedBy, staysOnTest }) => {
      const account = await accountOf(app, accountId)
      if (!account) throw new Error('a tester without an account')
      return { account, addedAt, addedBy, staysOnTest: staysOnTest === 1 }
    }),
  )
}

const insert = statement<Of & { addedBy: string; now: number }>()((db, arg) =>
  db
    .insertInto('tester')
    .values({
      organization_id: arg('organizationId'),
      account_id: arg('accountId'),
      added_at: arg('now'),
      added_by: arg('addedBy'),
      stays_on_test: 0,
    })
    .onConflict((conflict) => conflict.columns(['organization_id', 'account_id']).doNothing()),
)
const update = statement<Of & { staysOnTest: number }>()((db, arg) =>
  db
    .updateTable('tester')
    .set({ stays_on_test: arg('staysOnTest') })
    .where('organization_id', '=', arg('organizationId'))
    .where('account_id', '=', arg('accountId')),
)
const remove = statement<Of>()((db, arg) =>
  db.deleteFrom('tester').where('organization_id', '=', arg('organizationId')).where('account_id', '=', arg('accountId')),
)

/** Inside a transaction. `addedBy` is a name, for people. */
export const putTester = (sql: Sql, tester: Of & { addedBy: string; now: number }) => sql.run(insert, tester)

const addTester: Transaction<Of & { addedBy: string; now: number }, number> = putTester
/** The number of rows changed: 0 where there is no such tester. */
const changeTester: Transaction<Of & { staysOnTest: boolean }, number> = (sql, { staysOnTest, ...of }) =>
  sql.run(update, { ...of, staysOnTest: staysOnTest ? 1 : 0 })
const removeTester: Transaction<Of, number> = (sql, of) => sql.run(remove, of)

export const testerTransactions = { addTester, changeTester, removeTester }
