import type { TeamShareRole } from '@moorage/api'
import { AppError } from '@moorage/api/errors'
import type { App } from '../app.ts'
import { nameKey, nameSort } from '../files/names.ts'
import type { Sql } from '../storage/db/sql.ts'
import { build, statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'

const shares = () =>
  build
    .selectFrom('root')
    .innerJoin('organization', 'organization.id', 'root.organization_id')
    .select([
      'root.id',
      'root.name',
      'root.created_at as createdAt',
      'root.organization_id as organizationId',
      'organization.name as organizationName',
    ])
    .where('root.kind', '=', 'team')

/** The Team Shares of these organizations, by name. */
export const teamSharesOf = ({ db }: Pick<App, 'db'>, organizationIds: string[]) =>
  db.read.query(shares().where('root.organization_id', 'in', organizationIds).orderBy('root.name').orderBy('root.id'))

export async function teamShareById({ db }: Pick<App, 'db'>, id: string) {
  const [found] = await db.read.query(shares().where('root.id', '=', id))
  return found
}

/** Of several Team Shares, by name. */
export const subscribersOf = ({ db }: Pick<App, 'db'>, rootIds: string[]) =>
  db.read.query(
    build
      .selectFrom('subscriber')
      .innerJoin('account', (join) =>
        join.onRef('account.organization_id', '=', 'subscriber.organization_id').onRef('account.id', '=', 'subscriber.account_id'),
      )
      .select([
        'subscriber.root_id as rootId',
        'account.id',
        'account.name',
        'account.email',
        'account.disabled_at as disabledAt',
        'subscriber.role',
      ])
      .where('subscriber.root_id', 'in', rootIds)
      .orderBy('account.name')
      .orderBy('account.id'),
  )

type Of = { organizationId: string; rootId: string }
type Person = Of & { accountId: string }

const byName = statement<{ organizationId: string; name: string }>()((db, arg) =>
  db
    .selectFrom('root')
    .select('id')
    .where('organization_id', '=', arg('organizationId'))
    .where('kind', '=', 'team')
    .where('name', '=', arg('name')),
)
const setRootName = statement<Of & { name: string }>()((db, arg) =>
  db
    .updateTable('root')
    .set({ name: arg('name') })
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('rootId')),
)
const setFolderName = statement<Of & { name: string; key: string; sort: string }>()((db, arg) =>
  db
    .updateTable('node')
    .set({ name: arg('name'), name_key: arg('key'), name_sort: arg('sort') })
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('rootId')),
)

/** NAME_TAKEN when the organization has another Team Share of this name. */
const renameTeamShare: Transaction<Of & { name: string }, void> = async (sql, { name, ...of }) => {
  const taken = await sql.get(byName, { organizationId: of.organizationId, name })
  if (taken && taken.id !== of.rootId) throw new AppError('NAME_TAKEN', { data: { name } })
  await sql.run(setRootName, { ...of, name })
  await sql.run(setFolderName, { ...of, name, key: nameKey(name), sort: nameSort(name) })
}

const put = statement<Person & { role: TeamShareRole }>()((db, arg) =>
  db
    .insertInto('subscriber')
    .values({ organization_id: arg('organizationId'), root_id: arg('rootId'), account_id: arg('accountId'), role: arg('role') })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'root_id', 'account_id']).doUpdateSet((eb) => ({ role: eb.ref('excluded.role') })),
    ),
)
const remove = statement<Person>()((db, arg) =>
  db
    .deleteFrom('subscriber')
    .where('organization_id', '=', arg('organizationId'))
    .where('root_id', '=', arg('rootId'))
    .where('account_id', '=', arg('accountId')),
)
const tell = statement<Person & { now: number }>()((db, arg) =>
  db.insertInto('change').values({
    organization_id: arg('organizationId'),
    root_id: arg('rootId'),
    kind: 'account',
    node_id: null,
    folder_id: null,
    account_id: arg('accountId'),
    data: null,
    at: arg('now'),
  }),
)

async function changed(sql: Sql, person: Person, now: number) {
  await sql.run(tell, { ...person, now })
}

const subscribe: Transaction<Person & { role: TeamShareRole; now: number }, void> = async (sql, { role, now, ...person }) => {
  await sql.run(put, { ...person, role })
  await changed(sql, person, now)
}

/** The number of rows that went: 0 for somebody who was not subscribed. */
const unsubscribe: Transaction<Person & { now: number }, number> = async (sql, { now, ...person }) => {
  const gone = await sql.run(remove, person)
  await changed(sql, person, now)
  return gone
}

export const teamShareTransactions = { renameTeamShare, subscribe, unsubscribe }
