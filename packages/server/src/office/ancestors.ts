import type { AncestorsResult, Pointer } from '@moorage/wopi'
import type { App } from '../app.ts'
import { ancestorsOf, type TreeNode } from '../files/tree.ts'
import { containerPointer } from './pointers.ts'
import { enter, enterFolder, type WopiActor } from './wopi-actor.ts'

type Handles = Pick<App, 'db'>

/**
 * WOPI: root first, direct parent last. The chain ends at the top folder of My Files or of the Team Share that the
 * item is in: whoever sees an item sees that far, and nobody further.
 */
async function chainOf(app: Handles, who: WopiActor, node: Pick<TreeNode, 'organization_id' | 'parent_id'>): Promise<AncestorsResult> {
  const chain = await ancestorsOf(app.db.read, node)
  const ancestors: Pointer[] = []
  for (const folder of chain) ancestors.push(await containerPointer(app, who, folder))
  const first = chain[0] ?? node
  return { outcome: 'ok', ancestors, incomplete: first.parent_id !== null }
}

export async function ancestorsOfFile(app: Handles, who: WopiActor, id: string): Promise<AncestorsResult> {
  const entered = await enter(app, who, id)
  if (entered.outcome !== 'entered') return entered
  // who was not told of containers could do nothing with them, and who has the file by a share sees no folder of it:
  // the whole chain is what is left out
  if (!who.offers.containers || !entered.file.standing.role) return { outcome: 'ok', ancestors: [], incomplete: true }
  return chainOf(app, who, entered.file.node)
}

export async function ancestorsOfFolder(app: Handles, who: WopiActor, id: string): Promise<AncestorsResult> {
  const entered = await enterFolder(app, who, id)
  return entered.outcome === 'entered' ? chainOf(app, who, entered.folder.node) : entered
}
