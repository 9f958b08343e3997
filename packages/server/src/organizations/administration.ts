import { AppError } from '@moorage/api/errors'
import type { App } from '../app.ts'
import type { Sql } from '../storage/db/sql.ts'
import { build, statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'
import { insertOrganization } from './organizations.ts'
import { lineOf, subtreeOf } from './scope.ts'

/** Some organizations with what administrators see of them: parents may come after children. */
export const readOrganizations = ({ db }: Pick<App, 'db'>, ids: string[]) =>
  db.read.query(
    build
      .selectFrom('organization as o')
      .select(({ selectFrom, fn }) => [
        'o.id',
        'o.parent_id as parentId',
        'o.name',
        'o.slug',
        'o.hostname',
        'o.created_at as createdAt',
        'o.disabled_at as disabledAt',
        'o.blocked',
        'o.used',
        'o.quota',
        'o.subscription',
        selectFrom('account as a')
          .select(fn.countAll<number>().as('people'))
          .whereRef('a.organization_id', '=', 'o.id')
          .where('a.disabled_at', 'is', null)
          .as('people'),
      ])
      .where('o.id', 'in', ids)
      .orderBy('o.name')
      .orderBy('o.id'),
  )

const byHostname = statement<{ hostname: string }>()((db, arg) =>
  db.selectFrom('organization').select('id').where('hostname', '=', arg('hostname')),
)

async function mustBeFree(sql: Sql, hostname: string, id: string) {
  const taken = await sql.get(byHostname, { hostname })
  if (taken && taken.id !== id)
    throw new AppError('NAME_TAKEN', { detail: `Another organization has the hostname ${hostname}.`, data: { name: hostname } })
}

const setFields = statement<{
  id: string
  name: string
  hostname: string | null
  quota: number | null
  subscription: 'none' | 'commercial'
}>()((db, arg) =>
  db
    .updateTable('organization')
    .set({ name: arg('name'), hostname: arg('hostname'), quota: arg('quota'), subscription: arg('subscription') })
    .where('id', '=', arg('id')),
)
const blockedNow = statement<{ id: string }>()((db, arg) => db.selectFrom('organization').select('blocked').where('id', '=', arg('id')))
const setBlocked = statement<{ id: string; blocked: number }>()((db, arg) =>
  db
    .updateTable('organization')
    .set({ blocked: arg('blocked') })
    .where('id', '=', arg('id')),
)
const setDisabledAt = statement<{ id: string; disabledAt: number | null }>()((db, arg) =>
  db
    .updateTable('organization')
    .set({ disabled_at: arg('disabledAt') })
    .where('id', '=', arg('id')),
)
const disabledAt = statement<{ id: string }>()((db, arg) =>
  db.selectFrom('organization').select('disabled_at as disabledAt').where('id', '=', arg('id')),
)

export type Fields = {
  name: string
  hostname: string | null
  quota: number | null
  subscription: 'none' | 'commercial'
}

const createOrganization: Transaction<{ id: string; parentId: string; now: number } & Fields, void> = async (
  sql,
  { id, parentId, now, ...fields },
) => {
  if (fields.hostname !== null) await mustBeFree(sql, fields.hostname, id)
  await insertOrganization(sql, { id, parentId, name: fields.name, quota: fields.quota, now })
  await sql.run(setFields, { id, ...fields })
  await sql.run(setBlocked, { id, blocked: (await sql.get(blockedNow, { id: parentId }))?.blocked ?? 0 })
}

const changeOrganization: Transaction<{ id: string } & Fields, void> = async (sql, fields) => {
  if (fields.hostname !== null) await mustBeFree(sql, fields.hostname, fields.id)
  await sql.run(setFields, fields)
}

/** `blocked` follows for it and everything below: whoever is below a disabled organization is out as well. */
const setOrganizationDisabled: Transaction<{ id: string; disabledAt: number | null }, void> = async (sql, args) => {
  await sql.run(setDisabledAt, args)
  for (const id of await subtreeOf(sql, args.id)) {
    let blocked = 0
    for (const above of await lineOf(sql, id)) if ((await sql.get(disabledAt, { id: above }))?.disabledAt) blocked = 1
    await sql.run(setBlocked, { id, blocked })
  }
}

export const organizationTransactions = { createOrganization, changeOrganization, setOrganizationDisabled }
