import { newId } from '../../access/new-id.ts'
import { type Entry, logActivity } from '../../activity.ts'
import type { Sql } from '../../storage/db/sql.ts'
import { statement } from '../../storage/db/statement.ts'
import type { Transaction } from '../../storage/db/transaction.ts'
import { folderChanged } from '../changes.ts'
import { insertExtent, insertRevision, nameOfAccount, takeSpace } from '../commit-statements.ts'
import { BLOB_COMMIT_MAX_AGE_MS, blobPrefix, type Received } from '../content.ts'
import { cleanName, extensionOf, nameKey, nameSort } from '../names.ts'
import { childByKey, nodeById, type TreeNode, takeNode } from '../tree.ts'
import { freeNameIn } from './free-name.ts'
import { addWords, count } from './place.ts'

const insertNode = statement<{
  organizationId: string
  id: string
  rootId: string
  parentId: string
  kind: TreeNode['kind']
  name: string
  nameKey: string
  nameSort: string
  extension: string
  size: number
  sha256: string | null
  version: number
  revisionId: string | null
  accountId: string
  accountName: string
  now: number
}>()((db, arg) =>
  db.insertInto('node').values({
    organization_id: arg('organizationId'),
    id: arg('id'),
    root_id: arg('rootId'),
    parent_id: arg('parentId'),
    kind: arg('kind'),
    name: arg('name'),
    name_key: arg('nameKey'),
    name_sort: arg('nameSort'),
    extension: arg('extension'),
    size: arg('size'),
    sha256: arg('sha256'),
    version: arg('version'),
    revision_id: arg('revisionId'),
    created_at: arg('now'),
    created_by: arg('accountId'),
    modified_at: arg('now'),
    modified_by: arg('accountId'),
    modified_by_name: arg('accountName'),
  }),
)

export interface CreateArgs {
  organizationId: string
  parentId: string
  /** already checked with checkName */
  name: string
  accountId: string
  now: number
  /** `fail` answers name-taken; default */
  onClash?: 'fail' | 'keep-both'
  /** what it leaves in the activity; absent where the route does */
  entry?: Entry
}

export type CreateResult =
  | { outcome: 'ok'; node: TreeNode }
  | { outcome: 'name-taken'; existing: { id: string; kind: TreeNode['kind'] }; suggestion: string }
  | { outcome: 'not-found' }
  | { outcome: 'no-room' }
  | { outcome: 'stale-blob' }

type FileContent = { received?: Received; kind: 'created' | 'upload' }

/** `existing: 'use'` answers the folder that has this name already (uploads of folders) */
const createFolder: Transaction<CreateArgs & { existing?: 'use' }, CreateResult> = async (sql, args) =>
  create(sql, args, newId(), undefined)

/**
 * `id` is invented by the caller, as `received` was put under it; without `received` the file is empty. `kind` is what
 * the first revision shows.
 */
const createFile: Transaction<CreateArgs & FileContent & { id: string }, CreateResult> = async (sql, args) => {
  const { organizationId, id, received, now } = args
  if (received && !received.blobKey.startsWith(blobPrefix(organizationId, id)))
    throw new Error('bytes are committed to the file that they were received for')
  if (received && now - received.putAt > BLOB_COMMIT_MAX_AGE_MS) return { outcome: 'stale-blob' }
  return create(sql, args, id, args)
}

async function create(sql: Sql, args: CreateArgs & { existing?: 'use' }, id: string, file: FileContent | undefined): Promise<CreateResult> {
  const { organizationId, parentId, accountId, now } = args
  const parent = await takeNode(sql, organizationId, parentId)
  if (parent?.kind !== 'folder' || parent.deleted_at !== null) return { outcome: 'not-found' }
  const wanted = cleanName(args.name)
  const existing = await childByKey(sql, organizationId, parentId, nameKey(wanted))
  if (existing && args.existing === 'use' && existing.kind === 'folder') return { outcome: 'ok', node: existing }
  const name = existing ? await freeNameIn(sql, organizationId, parentId, wanted) : wanted
  if (existing && args.onClash !== 'keep-both')
    return { outcome: 'name-taken', existing: { id: existing.id, kind: existing.kind }, suggestion: name }

  const kind = file ? 'file' : 'folder'
  const { size, sha256 } = file?.received ?? { size: 0, sha256: file ? SHA256_OF_NOTHING : null }
  if (!(await takeSpace(sql, organizationId, size))) return { outcome: 'no-room' }
  const revisionId = file ? newId() : null
  const place = { organizationId, rootId: parent.root_id, now }
  await sql.run(insertNode, {
    ...{ organizationId, id, rootId: parent.root_id, parentId, kind, name, nameKey: nameKey(name), nameSort: nameSort(name) },
    ...{ extension: file ? extensionOf(name) : '', size, sha256, version: file ? 1 : 0, revisionId, accountId, now },
    accountName: await nameOfAccount(sql, organizationId, accountId),
  })
  if (file && revisionId && sha256) {
    await sql.run(insertRevision, {
      ...{ organizationId, fileId: id, id: revisionId, version: 1, size, sha256, now, accountId },
      ...{ editors: '[]', tenureId: revisionId, kind: file.kind, client: null, rescueReason: null },
    })
    if (file.received && size > 0)
      await sql.run(insertExtent, { organizationId, fileId: id, revisionId, blobKey: file.received.blobKey, length: size })
  }
  await count(sql, organizationId, parentId, kind, 1, 1)
  await addWords(sql, place, id, name)
  await folderChanged(sql, place, parentId)
  if (args.entry) await logActivity(sql, { ...args.entry, organizationId, subject: { kind, id, name }, now })
  const node = await nodeById(sql, organizationId, id)
  if (!node) throw new Error('the node that was just made is missing')
  return { outcome: 'ok', node }
}

/** base64 */
const SHA256_OF_NOTHING = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='

export const createTransactions = { createFolder, createFile }
