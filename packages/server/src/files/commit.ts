import { newId } from '../access/new-id.ts'
import { type Entry, logActivity } from '../activity.ts'
import type { Sql } from '../storage/db/sql.ts'
import type { Transaction } from '../storage/db/transaction.ts'
import { itemChanged } from './changes.ts'
import {
  copyExtents,
  insertExtent,
  insertRevision,
  nameOfAccount,
  pointAt,
  promoteRescue,
  revisionOf,
  takeSpace,
} from './commit-statements.ts'
import { BLOB_COMMIT_MAX_AGE_MS, blobPrefix, lastModifiedTime, type Received } from './content.ts'
import { type HeldBy, heldBy, heldId, judge, lockOf, tookPart } from './locks.ts'
import { tellCount } from './rescue.ts'
import { type TreeNode, takeNode } from './tree.ts'

export type Via =
  /** `timestamp`: the LastModifiedTime that the client believes current, compared as text; `editors`: account ids */
  | { kind: 'wopi'; lock?: string; grantId: string; client: string; editors: string[]; timestamp?: string }
  | { kind: 'upload' }
  /** an old revision of the same file becomes the newest: no bytes are copied, `received` is absent */
  | { kind: 'restore'; fromRevisionId: string }
  /** unsaved work becomes the newest revision: no bytes are copied, `received` is absent */
  | { kind: 'rescued'; unsavedId: string }

export interface CommitArgs {
  organizationId: string
  fileId: string
  received?: Received
  accountId: string
  now: number
  via: Via
  /** what it leaves in the activity; absent where the route does (http/portal.ts) */
  entry?: Entry
}

export type CommitResult =
  | { outcome: 'ok'; version: number; modifiedAt: number; revisionId: string; previous: string | null }
  | { outcome: 'conflict'; held: string; heldBy?: HeldBy }
  | { outcome: 'changed-outside' }
  | { outcome: 'no-room' }
  | { outcome: 'not-found' }
  | { outcome: 'stale-blob' }

/**
 * The second half of every change of content: judges the lock and makes the bytes the file's newest revision, in one
 * transaction. Identical bytes make a new version too: WOPI demands another version after every PutFile.
 */
export const commitContent: Transaction<CommitArgs, CommitResult> = async (sql, args) => {
  const { organizationId, fileId, accountId, now, via } = args
  const node = await takeNode(sql, organizationId, fileId)
  if (node?.kind !== 'file' || node.deleted_at !== null) return { outcome: 'not-found' }

  const refused = mayCommit(node, args)
  if (refused) return refused

  const version = node.version + 1
  const modifiedAt = Math.max(now, node.modified_at + 1)
  const locked = lockOf(node, now) !== undefined
  const made = await makeRevision(sql, args, { version, modifiedAt, tenureId: locked ? node.tenure_id : null })
  if ('outcome' in made) return made

  await sql.run(pointAt, {
    organizationId,
    fileId,
    version,
    modifiedAt,
    modifiedBy: accountId,
    modifiedByName: await nameOfAccount(sql, organizationId, accountId),
    lockExpiresAt: expiryAfter(node, via, now),
    ...made,
  })
  if (via.kind === 'wopi') await tookPart(sql, organizationId, via.grantId, fileId, made.tenureId)
  const place = { organizationId, rootId: node.root_id, now }
  if (via.kind === 'rescued') await tellCount(sql, place, accountId, fileId)
  await itemChanged(sql, place, fileId, node.parent_id)
  if (args.entry) await logActivity(sql, { ...args.entry, organizationId, subject: { kind: 'file', id: fileId, name: node.name }, now })
  return { outcome: 'ok', version, modifiedAt, revisionId: made.revisionId, previous: node.revision_id }
}

/** A save extends the lock that it came with. */
function expiryAfter(node: TreeNode, via: Via, now: number): number | null {
  if (via.kind !== 'wopi') return node.lock_expires_at
  const judged = judge(node, { operation: 'PutFile', lock: via.lock, size: node.size }, now)
  return judged.outcome === 'ok' && judged.next ? judged.next.expiresAt : node.lock_expires_at
}

function mayCommit(node: TreeNode, { organizationId, fileId, received, now, via }: CommitArgs): CommitResult | undefined {
  if (via.kind === 'wopi') {
    const judged = judge(node, { operation: 'PutFile', lock: via.lock, size: node.size }, now)
    if (judged.outcome === 'conflict') return judged
    if (via.timestamp !== undefined && via.timestamp !== lastModifiedTime(node.modified_at)) return { outcome: 'changed-outside' }
  } else {
    // whatever comes another way while an editor holds the file would be overwritten by its next save
    const lock = lockOf(node, now)
    if (lock) return { outcome: 'conflict', held: heldId(lock), heldBy: heldBy(lock) }
  }
  if (!received) return undefined
  if (!received.blobKey.startsWith(blobPrefix(organizationId, fileId)))
    throw new Error('bytes are committed to the file that they were received for')
  return now - received.putAt > BLOB_COMMIT_MAX_AGE_MS ? { outcome: 'stale-blob' } : undefined
}

type Made = { revisionId: string; size: number; sha256: string; tenureId: string }

async function makeRevision(
  sql: Sql,
  { organizationId, fileId, accountId, received, via }: CommitArgs,
  { version, modifiedAt, tenureId }: { version: number; modifiedAt: number; tenureId: string | null },
): Promise<Made | CommitResult> {
  if (via.kind === 'rescued') {
    const rescue = await sql.get(revisionOf, { organizationId, fileId, id: via.unsavedId })
    if (rescue?.kind !== 'rescue' || rescue.author_id !== accountId) return { outcome: 'not-found' }
    await sql.run(promoteRescue, { organizationId, fileId, id: rescue.id, version, modifiedAt })
    return { revisionId: rescue.id, size: rescue.size, sha256: rescue.sha256, tenureId: rescue.id }
  }
  const revisionId = newId()
  const common = {
    organizationId,
    fileId,
    id: revisionId,
    version,
    now: modifiedAt,
    accountId,
    tenureId: tenureId ?? revisionId,
    rescueReason: null,
  }
  if (via.kind === 'restore') {
    const old = await sql.get(revisionOf, { organizationId, fileId, id: via.fromRevisionId })
    if (!old || old.kind === 'rescue') return { outcome: 'not-found' }
    await sql.run(insertRevision, { ...common, size: old.size, sha256: old.sha256, editors: '[]', kind: 'restore', client: null })
    await sql.run(copyExtents, { organizationId, fileId, from: old.id, to: revisionId })
    return { revisionId, size: old.size, sha256: old.sha256, tenureId: common.tenureId }
  }
  if (!received) throw new Error('a save needs the bytes that were received')
  const { size, sha256, blobKey } = received
  if (!(await takeSpace(sql, organizationId, size))) return { outcome: 'no-room' }
  const made =
    via.kind === 'wopi'
      ? { editors: JSON.stringify(via.editors.slice(0, EDITORS_MAX)), kind: 'edit' as const, client: via.client }
      : { editors: '[]', kind: 'upload' as const, client: null }
  await sql.run(insertRevision, { ...common, size, sha256, ...made })
  if (size > 0) await sql.run(insertExtent, { organizationId, fileId, revisionId, blobKey, length: size })
  return { revisionId, size, sha256, tenureId: common.tenureId }
}

/** X-WOPI-Editors is as long as a header may be; nobody reads more names than this */
const EDITORS_MAX = 100
