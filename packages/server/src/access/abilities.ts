import type { Abilities } from '@moorage/api'
import type { Actor } from './actor.ts'
import type { Role } from './shares.ts'

/** What is judged; a stored node fits. */
export interface Judged {
  kind: 'file' | 'folder'
  parent_id: string | null
  deleted_at: number | null
}

/**
 * What somebody with this role may do with this item: the one place that says so, for the portal's `can` and for
 * WOPI's UserCan… alike. `lockedByOther`: something is editing it that a change of name or place would surprise. A
 * lock never takes away `write`: whoever may edit joins, follows or waits in the editor that holds it.
 */
export function abilities({
  role,
  node,
  lockedByOther,
}: {
  /** who asks; rights come from the role alone so far */
  actor: Pick<Actor, 'kind'>
  role: Role
  node: Judged
  lockedByOther: boolean
}): Abilities {
  const changes = role !== 'viewer'
  const living = node.deleted_at === null
  const movable = changes && living && node.parent_id !== null && !lockedByOther
  return {
    read: true,
    download: true,
    write: changes && living,
    rename: movable,
    move: movable,
    delete: movable,
    restore: changes && !living,
  }
}
