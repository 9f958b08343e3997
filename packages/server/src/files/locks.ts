import { decide, type HeldLock, LOCK_LIFETIME_MS, type LockOperation, type LockRequest } from '@moorage/wopi'
import { newId } from '../access/new-id.ts'
import { logActivity } from '../activity.ts'
import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'
import { itemChanged } from './changes.ts'
import { nameOfAccount } from './commit-statements.ts'
import { type TreeNode, takeNode } from './tree.ts'

/** Who holds a lock, in which editor (its id), since when (epoch milliseconds). */
export interface HeldBy {
  accountId: string
  client: string
  since: number
}

export interface LiveLock extends HeldLock, HeldBy {
  kind: 'wopi' | 'manual'
  grantId: string
}

/** What a file's row says of its lock. */
export type LockColumns = Pick<
  TreeNode,
  'lock_id' | 'lock_kind' | 'lock_account' | 'lock_client' | 'lock_grant' | 'lock_since' | 'lock_expires_at'
>

/** The live lock. WOPI: an expired lock counts as none for every purpose. */
export function lockOf(node: LockColumns, now: number): LiveLock | undefined {
  if (node.lock_id === null || node.lock_expires_at === null || node.lock_expires_at <= now) return undefined
  return {
    id: node.lock_id,
    kind: node.lock_kind ?? 'wopi',
    expiresAt: node.lock_expires_at,
    accountId: node.lock_account ?? '',
    client: node.lock_client ?? '',
    grantId: node.lock_grant ?? '',
    since: node.lock_since ?? 0,
  }
}

export const heldBy = ({ accountId, client, since }: LiveLock): HeldBy => ({ accountId, client, since })

/** What a WOPI client is told: a lock of another kind cannot be expressed as a WOPI lock, so it is ''. */
export const heldId = (lock: LiveLock | undefined) => (lock?.kind === 'wopi' ? lock.id : '')

export type Judgement = { outcome: 'ok'; next: HeldLock | undefined } | { outcome: 'conflict'; held: string; heldBy?: HeldBy }

/** The library's rules, and ours above them: a lock that is not WOPI's stops everything that a WOPI lock would guard. */
export function judge(node: LockColumns, request: LockOperation, now: number): Judgement {
  const lock = lockOf(node, now)
  if (lock?.kind === 'manual') return { outcome: 'conflict', held: '', heldBy: heldBy(lock) }
  const decision = decide(lock, request, now)
  if (decision.outcome === 'ok' || !lock) return decision
  return { ...decision, heldBy: heldBy(lock) }
}

export type LockFileResult =
  | { outcome: 'ok'; version: number; held: string }
  | { outcome: 'conflict'; held: string; heldBy?: HeldBy }
  | { outcome: 'not-found' }

const NOBODY = { lockId: null, kind: null, client: null, grantId: null, accountId: null, since: null, expiresAt: null } as const

const storeLock = statement<{
  organizationId: string
  fileId: string
  lockId: string | null
  kind: 'wopi' | null
  client: string | null
  grantId: string | null
  accountId: string | null
  since: number | null
  expiresAt: number | null
  tenureId: string | null
}>()((db, arg) =>
  db
    .updateTable('node')
    .set({
      lock_id: arg('lockId'),
      lock_kind: arg('kind'),
      lock_client: arg('client'),
      lock_grant: arg('grantId'),
      lock_account: arg('accountId'),
      lock_since: arg('since'),
      lock_expires_at: arg('expiresAt'),
      tenure_id: arg('tenureId'),
    })
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('fileId')),
)

const rememberTenure = statement<{ organizationId: string; grantId: string; fileId: string; tenureId: string }>()((db, arg) =>
  db
    .updateTable('access_grant')
    .set({ tenure_id: arg('tenureId') })
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('grantId'))
    .where('node_id', '=', arg('fileId'))
    // every save says it again, and to write what is there already costs a page of the log
    .where('tenure_id', 'is not', arg('tenureId')),
)

/** From now on a refused save of this grant is kept: it took part. */
export const tookPart = (sql: Sql, organizationId: string, grantId: string, fileId: string, tenureId: string) =>
  sql.run(rememberTenure, { organizationId, grantId, fileId, tenureId })

/**
 * One lock request of a WOPI client, judged and stored at once. A first lock on an unlocked file begins a new tenure;
 * the node keeps the id of the last one after it ended. The lock belongs to nobody (any grant with the id may use
 * it), so whoever locked or refreshed last is who it is shown for.
 */
const lockFile: Transaction<
  {
    organizationId: string
    fileId: string
    grantId: string
    accountId: string
    accountName: string
    client: string
    request: LockRequest
    now: number
  },
  LockFileResult
> = async (sql, { organizationId, fileId, grantId, accountId, accountName, client, request, now }) => {
  const node = await takeNode(sql, organizationId, fileId)
  if (node?.kind !== 'file' || node.deleted_at !== null) return { outcome: 'not-found' }
  const lock = lockOf(node, now)
  if (request.operation === 'GetLock' && lock?.kind !== 'manual') return { outcome: 'ok', version: node.version, held: heldId(lock) }
  const judged = judge(node, request, now)
  if (judged.outcome === 'conflict') return judged
  const { next } = judged
  const tenureId = lock ? node.tenure_id : next ? newId() : node.tenure_id
  const place = { organizationId, rootId: node.root_id, now }
  await sql.run(storeLock, {
    organizationId,
    fileId,
    tenureId,
    ...(next
      ? {
          lockId: next.id,
          kind: 'wopi',
          client: lock?.client ?? client,
          grantId,
          accountId,
          since: lock?.since ?? now,
          expiresAt: next.expiresAt,
        }
      : NOBODY),
  })
  if (tenureId) await tookPart(sql, organizationId, grantId, fileId, tenureId)
  if (Boolean(lock) !== Boolean(next)) await itemChanged(sql, place, fileId, node.parent_id)
  if (!lock && node.lock_id !== null) await ranOut(sql, node, now)
  if (lock && !next) await ended(sql, node, { accountId, name: accountName }, lasted(now - lock.since), now)
  return { outcome: 'ok', version: node.version, held: next?.id ?? '' }
}

const lasted = (ms: number) => {
  const minutes = Math.round(ms / 60_000)
  return minutes < 1 ? 'after less than a minute' : minutes === 1 ? 'after a minute' : `after ${minutes} minutes`
}

/** The last lock of a tenure is gone. */
const ended = (sql: Sql, node: TreeNode, { accountId, name }: { accountId: string; name: string }, detail: string, now: number) =>
  logActivity(sql, {
    kind: 'editing-ended',
    actor: { accountId, name, organizationId: node.organization_id },
    subject: { kind: 'file', id: node.id, name: node.name },
    ...(node.lock_client ? { client: node.lock_client } : {}),
    detail,
    now,
  })

/** Editors that crash or lose their network never unlock. */
const ranOut = async (sql: Sql, node: TreeNode, now: number) => {
  const accountId = node.lock_account ?? ''
  const name = await nameOfAccount(sql, node.organization_id, accountId)
  await ended(sql, node, { accountId, name }, 'the editor did not close it; its lock ran out', now)
}

/** By the index of locked files, which is short. */
export const expiredLocks = statement<{ now: number; limit: number }>()((db, arg) =>
  db.selectFrom('node').selectAll().where('lock_client', 'is not', null).where('lock_expires_at', '<=', arg('now')).limit(arg('limit')),
)

/** A clock that was put back: no lock lasts longer from now on than one that is taken now. */
const shortenLocks = statement<{ latest: number }>()((db, arg) =>
  db
    .updateTable('node')
    .set({ lock_expires_at: arg('latest') })
    .where('lock_client', 'is not', null)
    .where('lock_kind', '=', 'wopi')
    .where('lock_expires_at', '>', arg('latest')),
)

/** Takes away locks that ran out, for which nothing else would, so that their end is told. Answers how many there were. */
const endExpiredLocks: Transaction<{ now: number; limit: number }, number> = async (sql, { now, limit }) => {
  await sql.run(shortenLocks, { latest: now + LOCK_LIFETIME_MS })
  const nodes = await sql.all(expiredLocks, { now, limit })
  for (const node of nodes) {
    const organizationId = node.organization_id
    await sql.run(storeLock, { ...NOBODY, organizationId, fileId: node.id, tenureId: node.tenure_id })
    await itemChanged(sql, { organizationId, rootId: node.root_id, now }, node.id, node.parent_id)
    await ranOut(sql, node, now)
  }
  return nodes.length
}

/**
 * Takes away the lock of an editor that is gone: that one, taken then and not refreshed since. The tenure stays known, so
 * that what the editor saves later all the same is kept as unsaved work. Answers whether it was still that lock.
 */
const releaseLock: Transaction<{ organizationId: string; fileId: string; since: number; expiresAt: number; now: number }, boolean> = async (
  sql,
  { organizationId, fileId, since, expiresAt, now },
) => {
  const node = await takeNode(sql, organizationId, fileId)
  if (!node) return false
  const lock = lockOf(node, now)
  if (lock?.kind !== 'wopi' || lock.since !== since || lock.expiresAt !== expiresAt) return false
  await sql.run(storeLock, { ...NOBODY, organizationId, fileId, tenureId: node.tenure_id })
  await itemChanged(sql, { organizationId, rootId: node.root_id, now }, fileId, node.parent_id)
  return true
}

export const lockTransactions = { lockFile, releaseLock, endExpiredLocks }
