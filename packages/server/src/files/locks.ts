import { decide, type HeldLock, type LockOperation, type LockRequest } from '@moorage/wopi'
import { newId } from '../access/new-id.ts'
import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'
import { itemChanged } from './changes.ts'
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

/** The live lock. WOPI: an expired lock counts as none for every purpose. */
export function lockOf(node: TreeNode, now: number): LiveLock | undefined {
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
export function judge(node: TreeNode, request: LockOperation, now: number): Judgement {
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
    .where('node_id', '=', arg('fileId')),
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
    client: string
    request: LockRequest
    now: number
  },
  LockFileResult
> = async (sql, { organizationId, fileId, grantId, accountId, client, request, now }) => {
  const node = await takeNode(sql, organizationId, fileId)
  if (node?.kind !== 'file' || node.deleted_at !== null) return { outcome: 'not-found' }
  const lock = lockOf(node, now)
  if (request.operation === 'GetLock' && lock?.kind !== 'manual') return { outcome: 'ok', version: node.version, held: heldId(lock) }
  const judged = judge(node, request, now)
  if (judged.outcome === 'conflict') return judged
  const { next } = judged
  const tenureId = lock ? node.tenure_id : next ? newId() : node.tenure_id
  const place = { organizationId, rootId: node.root_id, now }
  const nobody = { lockId: null, kind: null, client: null, grantId: null, accountId: null, since: null, expiresAt: null } as const
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
      : nobody),
  })
  if (tenureId) await tookPart(sql, organizationId, grantId, fileId, tenureId)
  if (Boolean(lock) !== Boolean(next)) await itemChanged(sql, place, fileId, node.parent_id)
  return { outcome: 'ok', version: node.version, held: next?.id ?? '' }
}

export const lockTransactions = { lockFile }
