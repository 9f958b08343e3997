import { newId } from '../access/new-id.ts'
import { type Entry, logActivity } from '../activity.ts'
import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'
import { toldAccount } from './changes.ts'
import { countSpace, insertExtent, insertRevision } from './commit-statements.ts'
import { blobPrefix, type Received } from './content.ts'
import { nodeById } from './tree.ts'

/** The client that validators and load generators are bound to: its saves are never worth keeping. */
const TEST_CLIENT = 'test'
/** Validators make saves fail on purpose: nobody typed those bytes. */
const VALIDATOR_FILES = new Set(['wopitest', 'wopitestx'])
const RESCUES_PER_FILE_MAX = 20

type Key = { organizationId: string; fileId: string; accountId: string }

const readGrant = statement<{ organizationId: string; grantId: string }>()((db, arg) =>
  db
    .selectFrom('access_grant')
    .select(['node_id', 'account_id', 'tenure_id'])
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('grantId')),
)

const rescuesOfFile = statement<Key>()((db, arg) =>
  db
    .selectFrom('revision')
    .select(['id', 'size'])
    .where('organization_id', '=', arg('organizationId'))
    .where('author_id', '=', arg('accountId'))
    .where('kind', '=', 'rescue')
    .where('file_id', '=', arg('fileId'))
    .orderBy('created_at'),
)

const deleteExtents = statement<{ organizationId: string; fileId: string; id: string }>()((db, arg) =>
  db
    .deleteFrom('extent')
    .where('organization_id', '=', arg('organizationId'))
    .where('file_id', '=', arg('fileId'))
    .where('revision_id', '=', arg('id')),
)

const deleteRescue = statement<{ organizationId: string; fileId: string; id: string }>()((db, arg) =>
  db
    .deleteFrom('revision')
    .where('organization_id', '=', arg('organizationId'))
    .where('file_id', '=', arg('fileId'))
    .where('id', '=', arg('id'))
    .where('kind', '=', 'rescue'),
)

const countRescues = statement<{ organizationId: string; accountId: string }>()((db, arg) =>
  db
    .selectFrom('revision')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organization_id', '=', arg('organizationId'))
    .where('author_id', '=', arg('accountId'))
    .where('kind', '=', 'rescue'),
)

/** How many pieces of unsaved work an account has: the portal's badge. */
export const unsavedCount = async (sql: Sql, organizationId: string, accountId: string) =>
  (await sql.get(countRescues, { organizationId, accountId }))?.count ?? 0

/**
 * Keeps the bytes of a refused save beside the file, never as its content. Refused when the grant is not this
 * file's or never took part in an editing of it. The oldest of a file and account makes room for the newest.
 * Any tenure of the grant counts, not just the newest two: others may have come and gone while its laptop slept.
 */
const keepRescue: Transaction<
  Key & { received: Received; grantId: string; client: string; reason: string; now: number; entry?: Entry },
  { outcome: 'kept'; id: string } | { outcome: 'refused' }
> = async (sql, { organizationId, fileId, accountId, received, grantId, client, reason, now, entry }) => {
  const node = await nodeById(sql, organizationId, fileId)
  const grant = await sql.get(readGrant, { organizationId, grantId })
  const tookPart = grant?.node_id === fileId && grant.account_id === accountId && grant.tenure_id !== null
  if (node?.kind !== 'file' || !tookPart || client === TEST_CLIENT || VALIDATOR_FILES.has(node.extension)) return { outcome: 'refused' }
  if (!received.blobKey.startsWith(blobPrefix(organizationId, fileId)))
    throw new Error('bytes are kept with the file that they were received for')

  const kept = await sql.all(rescuesOfFile, { organizationId, fileId, accountId })
  for (const { id, size } of kept.slice(0, Math.max(0, kept.length - RESCUES_PER_FILE_MAX + 1)))
    await removeRescue(sql, { organizationId, fileId, id, size })

  const id = newId()
  const { size, sha256, blobKey } = received
  await sql.run(insertRevision, {
    organizationId,
    fileId,
    id,
    version: 0,
    size,
    sha256,
    now,
    accountId,
    editors: '[]',
    tenureId: id,
    kind: 'rescue',
    client,
    rescueReason: reason,
  })
  if (size > 0) await sql.run(insertExtent, { organizationId, fileId, revisionId: id, blobKey, length: size })
  await countSpace(sql, organizationId, size)
  await tellCount(sql, { organizationId, rootId: node.root_id, now }, accountId, fileId)
  if (entry) await logActivity(sql, { ...entry, organizationId, subject: { kind: 'file', id: fileId, name: node.name }, now })
  return { outcome: 'kept', id }
}

async function removeRescue(
  sql: Sql,
  { organizationId, fileId, id, size }: { organizationId: string; fileId: string; id: string; size: number },
) {
  await sql.run(deleteExtents, { organizationId, fileId, id })
  await sql.run(deleteRescue, { organizationId, fileId, id })
  await countSpace(sql, organizationId, -size)
}

/** The badge of the account's browsers. */
export const tellCount = async (
  sql: Sql,
  place: { organizationId: string; rootId: string; now: number },
  accountId: string,
  fileId: string,
) => toldAccount(sql, place, 'unsaved', accountId, fileId, { count: await unsavedCount(sql, place.organizationId, accountId) })

/** Forgets unsaved work of this account; false when there was none. The bytes go with the next sweep. */
const discardRescue: Transaction<Key & { id: string; now: number }, boolean> = async (
  sql,
  { organizationId, fileId, accountId, id, now },
) => {
  const found = (await sql.all(rescuesOfFile, { organizationId, fileId, accountId })).find((rescue) => rescue.id === id)
  const node = await nodeById(sql, organizationId, fileId)
  if (!found || !node) return false
  await removeRescue(sql, { organizationId, fileId, ...found })
  await tellCount(sql, { organizationId, rootId: node.root_id, now }, accountId, fileId)
  return true
}

export const rescueTransactions = { keepRescue, discardRescue }
