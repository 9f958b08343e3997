import type { Abilities } from '@moorage/api'
import { abilities } from '../access/abilities.ts'
import type { Actor } from '../access/actor.ts'
import { type Standing, standingOn } from '../access/shares.ts'
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

/** A file that somebody may see, and what they may do with it now. */
export interface Reached {
  node: TreeNode
  standing: Standing
  can: Abilities
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
  const direct = await nodeById(app.db.read, actor.organizationId, id)
  const revision = direct ? undefined : await revisionOf(app, actor.organizationId, id)
  const node = direct ?? (revision && (await nodeById(app.db.read, actor.organizationId, revision.file_id)))
  if (node?.kind !== 'file' || node.deleted_at !== null) return undefined
  const standing = await standingOn(app, actor, node)
  if (!standing) return undefined
  const can = abilities({ actor, standing, node, lockedByOther: false })
  if (!can.read) return undefined
  return { node, standing, can: revision ? readOnly(can) : can, ...(revision ? { revision } : {}) }
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
