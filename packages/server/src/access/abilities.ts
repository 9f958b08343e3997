import type { Abilities } from '@moorage/api'
import type { Actor } from './actor.ts'
import type { Standing } from './shares.ts'

/** What is judged; a stored node fits. */
export interface Judged {
  kind: 'file' | 'folder'
  parent_id: string | null
  deleted_at: number | null
}

/**
 * What somebody of this standing may do with this item: the one place that says so, for the portal's `can` and for
 * WOPI's UserCan… alike. With whom a file is shared as Editor changes its content; its name and place stay with the
 * people who see its folder. A guest changes what was shared with them and nothing else. `lockedByOther`: something is
 * editing it that a change of name or place would surprise. A lock never takes away `write`: whoever may edit joins,
 * follows or waits in the editor that holds it.
 */
export function abilities({
  actor,
  standing,
  node,
  lockedByOther,
}: {
  actor: Pick<Actor, 'kind'>
  standing: Standing
  node: Judged
  lockedByOther: boolean
}): Abilities {
  const keeps = mayKeep(actor, standing)
  const living = node.deleted_at === null
  const movable = keeps && living && node.parent_id !== null && !lockedByOther
  return {
    read: true,
    download: true,
    write: (keeps || standing.share === 'editor') && living,
    rename: movable,
    move: movable,
    delete: movable,
    restore: keeps && !living,
  }
}

/** Whoever changes the store of files itself, not just what was shared from it. They alone share its files. */
export const mayKeep = ({ kind }: Pick<Actor, 'kind'>, { role }: Standing) => kind !== 'guest' && role !== undefined && role !== 'viewer'
