import type { Subscription } from '@moorage/api'
import { AppError } from '@moorage/api/errors'
import { endGrantsIn } from '../access/grants.ts'
import { endOAuthIn } from '../accounts/oauth-state.ts'
import { endSessionsIn } from '../accounts/sessions.ts'
import { nameKey } from '../files/names.ts'
import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'
import { ALL_ORGANIZATIONS, insertOrganization } from './organizations.ts'
import { subtreeOf } from './scope.ts'

const byId = statement<{ id: string }>()((db, arg) =>
  db
    .selectFrom('organization')
    .select(['id', 'name', 'parent_id as parentId', 'hostname', 'quota', 'blocked', 'disabled_at as disabledAt', 'subscription'])
    .where('id', '=', arg('id')),
)
const childrenOf = statement<{ parentId: string }>()((db, arg) =>
  db.selectFrom('organization').select(['id', 'name', 'disabled_at as disabledAt']).where('parent_id', '=', arg('parentId')),
)
const byHostname = statement<{ hostname: string }>()((db, arg) =>
  db.selectFrom('organization').select('id').where('hostname', '=', arg('hostname')),
)

async function found(sql: Sql, id: string) {
  const organization = await sql.get(byId, { id })
  if (!organization) throw new AppError('NOT_FOUND')
  return organization
}

/** Two of one name side by side could not be told apart. */
async function checkName(sql: Sql, parentId: string, name: string, id: string) {
  const key = nameKey(name)
  const taken = (await sql.all(childrenOf, { parentId })).some((sibling) => sibling.id !== id && nameKey(sibling.name) === key)
  if (taken) throw new AppError('NAME_TAKEN', { detail: `There is already an organization ${name} here.`, data: { name } })
}

async function checkHostname(sql: Sql, hostname: string, id: string) {
  const holder = await sql.get(byHostname, { hostname })
  if (holder && holder.id !== id) throw new AppError('NAME_TAKEN', { detail: `The hostname ${hostname} is taken.`, data: { hostname } })
}

type Changeable = { name: string; hostname: string | null; quota: number | null; subscription: Subscription }

const update = statement<Changeable & { id: string }>()((db, arg) =>
  db
    .updateTable('organization')
    .set({ name: arg('name'), hostname: arg('hostname'), quota: arg('quota'), subscription: arg('subscription') })
    .where('id', '=', arg('id')),
)
const setBlocked = statement<{ id: string; blocked: number }>()((db, arg) =>
  db
    .updateTable('organization')
    .set({ blocked: arg('blocked') })
    .where('id', '=', arg('id')),
)
const setDisabled = statement<{ id: string; disabledAt: number | null }>()((db, arg) =>
  db
    .updateTable('organization')
    .set({ disabled_at: arg('disabledAt') })
    .where('id', '=', arg('id')),
)

type NewOrganization = { id: string; parentId: string; name: string; hostname: string | null; quota: number | null; now: number }

/** Below a disabled one it is as blocked as that. */
const createOrganization: Transaction<NewOrganization, void> = async (sql, { hostname, ...organization }) => {
  const { id, name, parentId, quota } = organization
  const parent = await found(sql, parentId)
  await checkName(sql, parentId, name, id)
  await insertOrganization(sql, organization)
  if (hostname !== null) {
    await checkHostname(sql, hostname, id)
    await sql.run(update, { id, name, hostname, quota, subscription: 'none' })
  }
  if (parent.blocked === 1) await sql.run(setBlocked, { id, blocked: 1 })
}

/** Answers what it was before. */
const changeOrganization: Transaction<{ id: string } & Partial<Changeable>, Changeable> = async (sql, { id, ...changes }) => {
  const { parentId, name, hostname, quota, subscription } = await found(sql, id)
  if (parentId === null) throw new AppError('FORBIDDEN', { detail: 'All Organizations stays as it is: change the ones below it.' })
  const before = { name, hostname, quota, subscription }
  const next = { ...before, ...changes }
  if (next.name !== name) await checkName(sql, parentId, next.name, id)
  if (next.hostname !== null) await checkHostname(sql, next.hostname, id)
  await sql.run(update, { id, ...next })
  return before
}

const administrators = statement()((db) =>
  db
    .selectFrom('account')
    .innerJoin('organization', 'organization.id', 'account.organization_id')
    .select('account.id')
    .where('account.kind', '=', 'system-administrator')
    .where('account.disabled_at', 'is', null)
    .where('organization.blocked', '=', 0)
    .limit(1),
)

/**
 * Blocks it and all below it: sign-in sessions, apps and editing sessions there end in the same commit. Refused where
 * no system administrator would be left to undo it.
 */
const disableOrganization: Transaction<{ id: string; now: number }, void> = async (sql, { id, now }) => {
  const { disabledAt } = await found(sql, id)
  if (id === ALL_ORGANIZATIONS) throw new AppError('FORBIDDEN', { detail: 'All Organizations cannot be disabled.' })
  await sql.run(setDisabled, { id, disabledAt: disabledAt ?? now })
  for (const below of await subtreeOf(sql, id)) {
    await sql.run(setBlocked, { id: below, blocked: 1 })
    await endSessionsIn(sql, below)
    await endOAuthIn(sql, below)
    await endGrantsIn(sql, below, now)
  }
  if (!(await sql.get(administrators, {})))
    throw new AppError('FORBIDDEN', { detail: 'The last system administrator is in there, and could not sign in to undo it.' })
}

/** What is disabled by itself further down, or by one above, stays blocked. */
const enableOrganization: Transaction<{ id: string }, void> = async (sql, { id }) => {
  const { parentId } = await found(sql, id)
  await sql.run(setDisabled, { id, disabledAt: null })
  if (parentId !== null && (await found(sql, parentId)).blocked === 1) return
  const unblock = async (at: string) => {
    await sql.run(setBlocked, { id: at, blocked: 0 })
    for (const child of await sql.all(childrenOf, { parentId: at })) if (child.disabledAt === null) await unblock(child.id)
  }
  await unblock(id)
}

export const organizationTransactions = { createOrganization, changeOrganization, disableOrganization, enableOrganization }
