import type { Abilities } from '@moorage/api'
import { AppError } from '@moorage/api/errors'
import { abilities } from '../access/abilities.ts'
import type { Actor } from '../access/actor.ts'
import { type Standing, standingOn } from '../access/shares.ts'
import type { App } from '../app.ts'
import { lockOf } from './locks.ts'
import { nodeById, type TreeNode } from './tree.ts'

type Handles = Pick<App, 'db' | 'now'>

/** Something that this actor may see, living or deleted, and what they may do with it now. */
export interface Visible {
  node: TreeNode
  standing: Standing
  can: Abilities
}

/** Throws NOT_FOUND for what is not there and for what the actor may not see alike. */
export async function visible(app: Handles, actor: Actor, id: string): Promise<Visible> {
  const node = await nodeById(app.db.read, actor.organizationId, id)
  const standing = node && (await standingOn(app, actor, node))
  if (!node || !standing) throw new AppError('NOT_FOUND')
  return { node, standing, can: canOf(app, actor, node, standing) }
}

/** The portal's view: a file that anybody edits, the actor included, keeps its name and place until it is closed. */
export const canOf = (app: Pick<App, 'now'>, actor: Actor, node: TreeNode, standing: Standing): Abilities =>
  abilities({ actor, standing, node, lockedByOther: lockOf(node, app.now()) !== undefined })

/** A living folder into which the actor may put something. */
export async function writableFolder(app: Handles, actor: Actor, id: string): Promise<Visible> {
  const found = await visible(app, actor, id)
  if (found.node.kind !== 'folder' || found.node.deleted_at !== null)
    throw new AppError('NOT_FOUND', { detail: 'This folder does not exist any more.' })
  if (!found.can.write) throw new AppError('FORBIDDEN', { detail: `You may look into “${found.node.name}” but not change it.` })
  return found
}

/**
 * Throws FORBIDDEN with the reason unless their standing allows it. Locks are judged by the transaction, which knows who
 * holds them; so this asks what is allowed without any lock.
 */
export function demand(actor: Actor, { node, standing }: Visible, ability: keyof Abilities) {
  if (abilities({ actor, standing, node, lockedByOther: false })[ability]) return
  if (node.parent_id === null) throw new AppError('FORBIDDEN', { detail: `“${node.name}” itself stays where it is.` })
  if (node.deleted_at !== null) throw new AppError('NOT_FOUND', { detail: `“${node.name}” was deleted.` })
  if (ability === 'restore') throw new AppError('CHANGED_MEANWHILE', { detail: `“${node.name}” is not deleted.` })
  if (ability !== 'write' && standing.share === 'editor')
    throw new AppError('FORBIDDEN', {
      detail: `“${node.name}” is shared with you: you may change what is in it. Its name and place stay with the people who see its folder.`,
    })
  throw new AppError('FORBIDDEN', { detail: `You may view “${node.name}” but not change it.` })
}
