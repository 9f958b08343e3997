import { AppError } from '@moorage/api/errors'
import { newId } from '../access/new-id.ts'
import type { Role } from '../access/shares.ts'
import { insertAccount, type NewAccount } from '../accounts/accounts.ts'
import { nameKey, nameSort } from '../files/names.ts'
import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'

type NewRoot = { organizationId: string; kind: 'personal' | 'team'; name: string; ownerId: string | null; now: number }

const insertRoot = statement<NewRoot & { id: string }>()((db, arg) =>
  db.insertInto('root').values({
    organization_id: arg('organizationId'),
    id: arg('id'),
    kind: arg('kind'),
    name: arg('name'),
    owner_id: arg('ownerId'),
    created_at: arg('now'),
  }),
)

type Maker = { accountId: string; accountName: string }

const insertTopFolder = statement<{ organizationId: string; id: string; name: string; key: string; sort: string; now: number } & Maker>()(
  (db, arg) =>
    db.insertInto('node').values({
      organization_id: arg('organizationId'),
      id: arg('id'),
      root_id: arg('id'),
      parent_id: null,
      kind: 'folder',
      name: arg('name'),
      name_key: arg('key'),
      name_sort: arg('sort'),
      extension: '',
      size: 0,
      version: 0,
      created_at: arg('now'),
      created_by: arg('accountId'),
      modified_at: arg('now'),
      modified_by: arg('accountId'),
      modified_by_name: arg('accountName'),
    }),
)

/** A new store of files and its top folder, which has the same id. */
async function createRoot(sql: Sql, root: NewRoot, maker: Maker): Promise<string> {
  const id = newId()
  await sql.run(insertRoot, { ...root, id })
  const { organizationId, name, now } = root
  await sql.run(insertTopFolder, { organizationId, id, name, key: nameKey(name), sort: nameSort(name), now, ...maker })
  return id
}

/** Inside a transaction: an account and its My Files, whose id is answered. NAME_TAKEN for a known email address. */
export async function insertPerson(sql: Sql, account: NewAccount): Promise<string> {
  await insertAccount(sql, account)
  const { organizationId, id, now } = account
  return createRoot(
    sql,
    { organizationId, kind: 'personal', name: 'My Files', ownerId: id, now },
    { accountId: id, accountName: account.name },
  )
}

const createAccount: Transaction<NewAccount, string> = insertPerson

const teamShareByName = statement<{ organizationId: string; name: string }>()((db, arg) =>
  db
    .selectFrom('root')
    .select('id')
    .where('organization_id', '=', arg('organizationId'))
    .where('kind', '=', 'team')
    .where('name', '=', arg('name')),
)

type Subscriber = { accountId: string; role: Exclude<Role, 'owner'> }

const insertSubscriber = statement<{ organizationId: string; rootId: string } & Subscriber>()((db, arg) =>
  db.insertInto('subscriber').values({
    organization_id: arg('organizationId'),
    root_id: arg('rootId'),
    account_id: arg('accountId'),
    role: arg('role'),
  }),
)

type NewTeamShare = { organizationId: string; name: string; maker: Maker; subscribers: Subscriber[]; now: number }

/** Answers its id, which is its top folder's too. NAME_TAKEN when the organization has a Team Share of this name. */
const createTeamShare: Transaction<NewTeamShare, string> = async (sql, { organizationId, name, maker, subscribers, now }) => {
  if (await sql.get(teamShareByName, { organizationId, name })) throw new AppError('NAME_TAKEN', { data: { name } })
  const rootId = await createRoot(sql, { organizationId, kind: 'team', name, ownerId: null, now }, maker)
  for (const subscriber of subscribers) await sql.run(insertSubscriber, { organizationId, rootId, ...subscriber })
  return rootId
}

export const rootTransactions = { createAccount, createTeamShare }
