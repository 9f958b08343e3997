import type { Abilities } from '@moorage/api'
import { abilities } from '../access/abilities.ts'
import type { Actor } from '../access/actor.ts'
import { type Standing, standingOf, standingOn } from '../access/shares.ts'
import type { App } from '../app.ts'
import { nodeById, type TreeNode } from '../files/tree.ts'
import type { RevisionTable } from '../storage/db/schema.ts'
import { statement } from '../storage/db/statement.ts'

const revisionById = statement<{ organizationId: string; id: string }>()((db, arg) =>
  db
    .selectFrom('revision')
    .selectAll()
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('id'))
    // a refused save is its user's alone and has no history to be viewed in
    .where('kind', '!=', 'rescue'),
)

/** What WOPI asks of a file: every column that is read costs, and this is read at every request. */
const COLUMNS = [
  'organization_id',
  'id',
  'root_id',
  'parent_id',
  'kind',
  'name',
  'extension',
  'size',
  'sha256',
  'version',
  'revision_id',
  'created_by',
  'modified_at',
  'deleted_at',
  'lock_id',
  'lock_kind',
  'lock_client',
  'lock_grant',
  'lock_account',
  'lock_since',
  'lock_expires_at',
  'tenure_id',
] as const satisfies (keyof TreeNode)[]

export type FileNode = Pick<TreeNode, (typeof COLUMNS)[number]>

/** A file with all that decides who may do what with it, in one look-up. */
const readFile = statement<{ organizationId: string; id: string; accountId: string }>()((db, arg) =>
  db
    .selectFrom('node')
    .innerJoin('root', (join) => join.onRef('root.organization_id', '=', 'node.organization_id').onRef('root.id', '=', 'node.root_id'))
    .leftJoin('node as folder', (join) =>
      join.onRef('folder.organization_id', '=', 'node.organization_id').onRef('folder.id', '=', 'node.parent_id'),
    )
    .leftJoin('subscriber', (join) =>
      join
        .onRef('subscriber.organization_id', '=', 'root.organization_id')
        .onRef('subscriber.root_id', '=', 'root.id')
        .on('subscriber.account_id', '=', arg('accountId')),
    )
    .leftJoin('item_share', (join) =>
      join
        .onRef('item_share.organization_id', '=', 'node.organization_id')
        .onRef('item_share.node_id', '=', 'node.id')
        .on('item_share.account_id', '=', arg('accountId')),
    )
    .select(COLUMNS.map((column) => `node.${column}` as const))
    .select(['root.kind as rootKind', 'root.owner_id as rootOwner', 'subscriber.role', 'item_share.role as share', 'folder.name as folder'])
    .where('node.organization_id', '=', arg('organizationId'))
    .where('node.id', '=', arg('id')),
)

/** A file that somebody may see, and what they may do with it now. */
export interface Reached {
  node: FileNode
  standing: Standing
  can: Abilities
  /** WOPI's OwnerId: whose My Files it is in; in a Team Share, who made the file. Stable for ever. */
  ownerId: string
  /** the name of the folder that it is in */
  folder: string | null
  /** set when the id was an old revision's */
  revision?: RevisionTable
}

type Handles = Pick<App, 'db'>

export async function revisionOf(app: Handles, organizationId: string, id: string): Promise<RevisionTable | undefined> {
  return app.db.read.get(revisionById, { organizationId, id })
}

/**
 * Looks a file up for an actor, with rights as they are now. A revision's id is an id too: it opens that old revision.
 * Undefined when it is not there, deleted, a folder, or nothing that this actor may see.
 */
export async function reach(app: Handles, actor: Actor, id: string): Promise<Reached | undefined> {
  const { organizationId, accountId } = actor
  const direct = await app.db.read.get(readFile, { organizationId, id, accountId })
  const revision = direct ? undefined : await revisionOf(app, organizationId, id)
  const node = direct ?? (revision && (await app.db.read.get(readFile, { organizationId, id: revision.file_id, accountId })))
  if (node?.kind !== 'file' || node.deleted_at !== null) return undefined
  const { rootKind, rootOwner, role, share, folder } = node
  const standing = standingOf(actor, { kind: rootKind, owner_id: rootOwner, role }, share, true)
  if (!standing) return undefined
  const can = abilities({ actor, standing, node, lockedByOther: false })
  if (!can.read) return undefined
  const found = { node, standing, ownerId: rootOwner ?? node.created_by, folder }
  return revision ? { ...found, can: readOnly(can), revision } : { ...found, can }
}

/** A folder that somebody may see, and what they may do with it now. */
export interface ReachedFolder {
  node: TreeNode
  can: Abilities
}

/** A living folder, for an actor who may see it. Its id is its container's. */
export async function reachFolder(app: Handles, actor: Actor, id: string): Promise<ReachedFolder | undefined> {
  const node = await nodeById(app.db.read, actor.organizationId, id)
  if (node?.kind !== 'folder' || node.deleted_at !== null) return undefined
  const standing = await standingOn(app, actor, node)
  return standing && { node, can: abilities({ actor, standing, node, lockedByOther: false }) }
}

/** What is left of abilities where nothing may be changed. */
export const readOnly = (can: Abilities): Abilities => ({ ...can, write: false, rename: false, move: false, delete: false, restore: false })
