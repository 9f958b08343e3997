import type { RevisionTable } from '../storage/db/schema.ts'
import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'

type FileKey = { organizationId: string; fileId: string }

export const revisionOf = statement<FileKey & { id: string }>()((db, arg) =>
  db
    .selectFrom('revision')
    .selectAll()
    .where('organization_id', '=', arg('organizationId'))
    .where('file_id', '=', arg('fileId'))
    .where('id', '=', arg('id')),
)

export const insertRevision = statement<
  FileKey & {
    id: string
    version: number
    size: number
    sha256: string
    now: number
    accountId: string
    editors: string
    tenureId: string
    kind: RevisionTable['kind']
    client: string | null
    rescueReason: string | null
  }
>()((db, arg) =>
  db.insertInto('revision').values({
    organization_id: arg('organizationId'),
    file_id: arg('fileId'),
    id: arg('id'),
    version: arg('version'),
    size: arg('size'),
    sha256: arg('sha256'),
    created_at: arg('now'),
    author_id: arg('accountId'),
    editors: arg('editors'),
    tenure_id: arg('tenureId'),
    kind: arg('kind'),
    client: arg('client'),
    rescue_reason: arg('rescueReason'),
  }),
)

export const insertExtent = statement<FileKey & { revisionId: string; blobKey: string; length: number }>()((db, arg) =>
  db.insertInto('extent').values({
    organization_id: arg('organizationId'),
    file_id: arg('fileId'),
    revision_id: arg('revisionId'),
    seq: 0,
    blob_key: arg('blobKey'),
    start: 0,
    length: arg('length'),
  }),
)

/** Within one file only: extents are never shared across files. */
export const copyExtents = statement<FileKey & { from: string; to: string }>()((db, arg) =>
  db
    .insertInto('extent')
    .columns(['organization_id', 'file_id', 'revision_id', 'seq', 'blob_key', 'start', 'length'])
    .expression((eb) =>
      eb
        .selectFrom('extent')
        .select((s) => ['organization_id', 'file_id', s.val(arg('to')).as('revision_id'), 'seq', 'blob_key', 'start', 'length'])
        .where('organization_id', '=', arg('organizationId'))
        .where('file_id', '=', arg('fileId'))
        .where('revision_id', '=', arg('from')),
    ),
)

export const promoteRescue = statement<FileKey & { id: string; version: number; modifiedAt: number }>()((db, arg) =>
  db
    .updateTable('revision')
    .set({ kind: 'rescued', version: arg('version'), created_at: arg('modifiedAt'), rescue_reason: null })
    .where('organization_id', '=', arg('organizationId'))
    .where('file_id', '=', arg('fileId'))
    .where('id', '=', arg('id')),
)

export const pointAt = statement<
  FileKey & {
    revisionId: string
    size: number
    sha256: string
    version: number
    modifiedAt: number
    modifiedBy: string
    modifiedByName: string
    lockExpiresAt: number | null
  }
>()((db, arg) =>
  db
    .updateTable('node')
    .set({
      revision_id: arg('revisionId'),
      size: arg('size'),
      sha256: arg('sha256'),
      version: arg('version'),
      modified_at: arg('modifiedAt'),
      modified_by: arg('modifiedBy'),
      modified_by_name: arg('modifiedByName'),
      lock_expires_at: arg('lockExpiresAt'),
    })
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('fileId')),
)

const useSpace = statement<{ organizationId: string; size: number }>()((db, arg) =>
  db
    .updateTable('organization')
    .set((eb) => ({ used: eb('used', '+', arg('size')) }))
    .where('id', '=', arg('organizationId'))
    .where((eb) => eb.or([eb('quota', 'is', null), eb('quota', '>=', eb('used', '+', arg('size')))])),
)

/** Counts new bytes against the organization's quota; false when they do not fit. Bytes that go count negative. */
export const takeSpace = async (sql: Sql, organizationId: string, size: number) =>
  size === 0 || (await sql.run(useSpace, { organizationId, size })) > 0

const changeSpace = statement<{ organizationId: string; size: number }>()((db, arg) =>
  db
    .updateTable('organization')
    .set((eb) => ({ used: eb('used', '+', arg('size')) }))
    .where('id', '=', arg('organizationId')),
)

/** Whatever the quota says: rescued work is kept, and what goes is given back (negative). */
export const countSpace = (sql: Sql, organizationId: string, size: number) => sql.run(changeSpace, { organizationId, size })

const readName = statement<{ organizationId: string; accountId: string }>()((db, arg) =>
  db.selectFrom('account').select('name').where('organization_id', '=', arg('organizationId')).where('id', '=', arg('accountId')),
)

export async function nameOfAccount(sql: Sql, organizationId: string, accountId: string): Promise<string> {
  const found = await sql.get(readName, { organizationId, accountId })
  if (!found) throw new Error('the account of a change is missing')
  return found.name
}
