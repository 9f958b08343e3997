import type { UnsavedWork } from '@moorage/api'
import { AppError } from '@moorage/api/errors'
import type { Selectable } from 'kysely'
import { abilities, mayKeep } from '../access/abilities.ts'
import type { Actor } from '../access/actor.ts'
import { ownPlace, standingOn } from '../access/shares.ts'
import type { App } from '../app.ts'
import type { RevisionTable } from '../storage/db/schema.ts'
import { statement } from '../storage/db/statement.ts'
import { type Content, openContent } from './content.ts'
import { newFileFrom } from './copy.ts'
import { splitName } from './names.ts'
import { nodeById, type TreeNode } from './tree.ts'

type Handles = Pick<App, 'db' | 'blobs' | 'now'>

/** A sentence for each word that a refused save is kept with. */
const REASONS: Record<string, string> = {
  EXPIRED: 'Your editing session had expired when it was saved.',
  ENDED: 'Your editing session had been ended when it was saved.',
  RIGHT_WITHDRAWN: 'You could no longer change this file when it was saved.',
  LOCK_LOST: 'The file was no longer yours to edit when it was saved.',
  CHANGED_OUTSIDE: 'The file had been changed elsewhere meanwhile.',
  NO_SPACE: 'There was not enough space left in your organization.',
  DELETED: 'The file had been deleted meanwhile.',
}

const ofAuthor = statement<{ organizationId: string; accountId: string }>()((db, arg) =>
  db
    .selectFrom('revision')
    .selectAll()
    .where('organization_id', '=', arg('organizationId'))
    .where('author_id', '=', arg('accountId'))
    .where('kind', '=', 'rescue')
    .orderBy('created_at', 'desc'),
)

const byId = statement<{ organizationId: string; accountId: string; id: string }>()((db, arg) =>
  db
    .selectFrom('revision')
    .selectAll()
    .where('id', '=', arg('id'))
    .where('organization_id', '=', arg('organizationId'))
    .where('author_id', '=', arg('accountId'))
    .where('kind', '=', 'rescue'),
)

/** Its author's alone, whatever became of the file and of the right to see it. */
export interface Unsaved {
  revision: Selectable<RevisionTable>
  file: TreeNode
  /** the actor may still write the file */
  writable: boolean
  /** its folder, where the actor may put something into it */
  folderId: string | undefined
}

/** Newest first. */
export async function listUnsaved(app: Handles, actor: Actor): Promise<UnsavedWork[]> {
  const revisions = await app.db.read.all(ofAuthor, actor)
  return Promise.all(revisions.map(async (revision) => present(await withFile(app, actor, revision))))
}

const present = ({ revision, file, writable }: Unsaved): UnsavedWork => ({
  id: revision.id,
  itemId: revision.file_id,
  itemName: file.name,
  savedAt: revision.created_at,
  size: revision.size,
  reason: REASONS[revision.rescue_reason ?? ''] ?? 'It was refused when it was saved.',
  canSaveAsRevision: writable,
})

/** Throws NOT_FOUND unless it is the actor's own. */
export async function unsavedById(app: Handles, actor: Actor, id: string): Promise<Unsaved> {
  const revision = await app.db.read.get(byId, { ...actor, id })
  if (!revision) throw new AppError('NOT_FOUND', { detail: 'This unsaved work was saved or discarded already.' })
  return withFile(app, actor, revision)
}

async function withFile(app: Handles, actor: Actor, revision: Selectable<RevisionTable>): Promise<Unsaved> {
  const file = await nodeById(app.db.read, actor.organizationId, revision.file_id)
  if (!file) throw new Error('the file of a revision is missing')
  const standing = await standingOn(app, actor, file)
  const writable = standing !== undefined && abilities({ actor, standing, node: file, lockedByOther: false }).write
  const beside = writable && mayKeep(actor, standing)
  return { revision, file, writable, folderId: (beside && file.parent_id) || undefined }
}

export async function contentOf(app: Handles, { revision }: Unsaved): Promise<Content> {
  const content = await openContent(app, { organizationId: revision.organization_id, fileId: revision.file_id, revisionId: revision.id })
  if (!content) throw new AppError('NOT_FOUND')
  return content
}

/** "Budget (unsaved work).xlsx" */
export function nameOf({ file }: Unsaved): string {
  const [stem, extension] = splitName(file.name)
  const tail = ` (unsaved work)${extension}`
  let kept = stem
  while (Buffer.byteLength(kept + tail) > 255) kept = [...kept].slice(0, -1).join('')
  return kept + tail
}

/** A new file beside the original, or in My Files where the actor cannot put one there. It is unsaved work no more. */
export async function saveAsCopy(app: Handles, actor: Actor, unsaved: Unsaved): Promise<TreeNode> {
  const { organizationId, accountId } = actor
  const { file, revision } = unsaved
  const beside = unsaved.folderId ?? (await ownPlace(app, actor))
  if (!beside) throw new AppError('FORBIDDEN', { detail: 'You have no place to save a copy to. Download it instead.' })
  const copy = await newFileFrom(app, actor, await contentOf(app, unsaved), { parentId: beside, name: nameOf(unsaved) })
  await app.db.transact('discardRescue', { organizationId, fileId: file.id, accountId, id: revision.id, now: app.now() })
  return copy
}
