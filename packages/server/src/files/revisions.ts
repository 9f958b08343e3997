import type { Person, Revision } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import type { RevisionTable } from '../storage/db/schema.ts'
import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'
import { person } from './present.ts'
import type { TreeNode } from './tree.ts'

type FileKey = { organizationId: string; fileId: string }

const newestBefore = statement<FileKey & { before: number }>()((db, arg) =>
  db
    .selectFrom('revision')
    .select(['id', 'tenure_id', 'kind', 'client', 'size'])
    .where('organization_id', '=', arg('organizationId'))
    .where('file_id', '=', arg('fileId'))
    .where('created_at', '<', arg('before'))
    .where('kind', '!=', 'rescue')
    .orderBy('created_at', 'desc')
    .limit(1),
)

const foldTenure = statement<FileKey & { tenureId: string }>()((db, arg) =>
  db
    .selectFrom('revision')
    .select((eb) => [eb.fn.min('created_at').as('from'), eb.fn.max('created_at').as('to'), eb.fn.countAll<number>().as('saves')])
    .where('organization_id', '=', arg('organizationId'))
    .where('file_id', '=', arg('fileId'))
    .where('tenure_id', '=', arg('tenureId'))
    .where('kind', '!=', 'rescue'),
)

const authorsOfTenure = statement<FileKey & { tenureId: string }>()((db, arg) =>
  db
    .selectFrom('revision')
    .innerJoin('account', (join) =>
      join.onRef('account.organization_id', '=', 'revision.organization_id').onRef('account.id', '=', 'revision.author_id'),
    )
    .select(['account.id', 'account.name', 'revision.editors'])
    .distinct()
    .where('revision.organization_id', '=', arg('organizationId'))
    .where('revision.file_id', '=', arg('fileId'))
    .where('revision.tenure_id', '=', arg('tenureId'))
    .where('revision.kind', '!=', 'rescue'),
)

const accountById = statement<{ organizationId: string; id: string }>()((db, arg) =>
  db.selectFrom('account').select(['id', 'name']).where('organization_id', '=', arg('organizationId')).where('id', '=', arg('id')),
)

const PAGE = 50

/**
 * Revisions newest first, the saves of one tenure as one. The saves of a tenure follow one another (nothing else can
 * write meanwhile), so each entry costs two look-ups however many saves it folds. `before`: the `from` of the last
 * entry known.
 */
export async function listRevisions(
  sql: Sql,
  actor: Actor,
  file: TreeNode,
  { before, editorName }: { before?: number; editorName: (client: string) => string },
): Promise<{ revisions: Revision[]; more: boolean }> {
  const key = { organizationId: actor.organizationId, fileId: file.id }
  const revisions: Revision[] = []
  for (let until = before ?? Number.MAX_SAFE_INTEGER; ; ) {
    const newest = await sql.get(newestBefore, { ...key, before: until })
    const folded = newest && (await sql.get(foldTenure, { ...key, tenureId: newest.tenure_id }))
    if (!newest || !folded) return { revisions, more: false }
    until = folded.from
    // `before` fell into the middle of a tenure: the caller has this one
    if (before !== undefined && folded.to >= before) continue
    if (revisions.length === PAGE) return { revisions, more: true }
    revisions.push({
      id: newest.id,
      from: folded.from,
      to: folded.to,
      authors: await authorsOf(sql, actor, key, newest.tenure_id),
      size: newest.size,
      saves: folded.saves,
      kind: shownKind(newest.kind),
      ...(newest.client ? { editorName: editorName(newest.client) } : {}),
      current: newest.id === file.revision_id,
    })
  }
}

const shownKind = (kind: RevisionTable['kind']): Revision['kind'] => (kind === 'rescue' ? 'rescued' : kind)

/** Whoever saved, then whoever contributed to those saves (X-WOPI-Editors, kept only from signed requests). */
async function authorsOf(sql: Sql, actor: Actor, key: FileKey, tenureId: string): Promise<Person[]> {
  const rows = await sql.all(authorsOfTenure, { ...key, tenureId })
  const found = new Map(rows.map(({ id, name }) => [id, name]))
  const contributors = new Set(rows.flatMap(({ editors }) => JSON.parse(editors) as string[]))
  for (const id of contributors) {
    if (found.has(id)) continue
    const account = await sql.get(accountById, { organizationId: key.organizationId, id })
    if (account) found.set(account.id, account.name)
  }
  return [...found].map(([id, name]) => person(actor, { id, name }))
}
