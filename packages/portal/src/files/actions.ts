import type { Item } from '@moorage/api'
import { words } from '../words.ts'
import { byShareAlone } from './source.ts'

export type ActionName =
  | 'open'
  | 'openWith'
  | 'share'
  | 'download'
  | 'copyLink'
  | 'rename'
  | 'move'
  | 'copy'
  | 'delete'
  | 'restore'
  | 'revisions'
  | 'details'

export interface Action {
  name: ActionName
  label: string
  enabled: boolean
  /** why it is not possible, or what will not be */
  why?: string
}

type Ability = keyof Item['can']

function allowed(items: Item[], ability: Ability): Pick<Action, 'enabled' | 'why'> {
  if (items.every((item) => item.can[ability])) return { enabled: true }
  return { enabled: false, why: items.length > 1 ? words.actions.someNotAllowed : whyNot(items[0]) }
}

/** Abilities bend to somebody's editing as well as to rights; say which. */
function whyNot(item: Item | undefined): string {
  const others = item?.editing?.people.filter((person) => !person.you) ?? []
  if (item?.editing && others.length > 0) {
    return words.list.isEditing(
      others.map((person) => person.name),
      item.editing.editorName,
    )
  }
  return item && byShareAlone(item) ? words.actions.sharedOnly : words.actions.notAllowed
}

/**
 * What can be done with the selected items: the one table behind the toolbar, the right-click menu and the keys.
 * Deleted items can only be brought back. A guest has no place to copy anything to.
 */
export function actionsFor(items: Item[], { guest = false } = {}): Action[] {
  const first = items[0]
  if (!first) return []
  const one = items.length === 1
  const details: Action[] = one ? [{ name: 'details', label: words.actions.details, enabled: true }] : []
  if (items.some((item) => item.deletedAt)) {
    const restore = items.every((item) => item.deletedAt)
      ? allowed(items, 'restore')
      : { enabled: false, why: words.actions.someNotAllowed }
    return [{ name: 'restore', label: words.actions.restore, ...restore }, ...details]
  }
  const actions: Action[] = []
  if (one) {
    const closed = first.open?.action === 'none'
    actions.push({
      name: 'open',
      label: words.actions.open,
      enabled: !closed,
      why: first.open?.why ?? (closed ? words.actions.cannotOpen : undefined),
    })
  }
  if (one && first.kind === 'file') {
    actions.push({ name: 'openWith', label: words.actions.openWith, enabled: true })
    actions.push({ name: 'share', label: words.actions.share, enabled: true })
  }
  const zip = items.length > 1 || first.kind === 'folder'
  actions.push({ name: 'download', label: zip ? words.actions.downloadZip : words.actions.download, ...allowed(items, 'download') })
  if (one) {
    actions.push({ name: 'copyLink', label: words.actions.copyLink, enabled: true })
    actions.push({ name: 'rename', label: words.actions.rename, ...allowed(items, 'rename') })
  }
  actions.push({ name: 'move', label: words.actions.move, ...allowed(items, 'move') })
  if (!guest) actions.push({ name: 'copy', label: words.actions.copy, ...allowed(items, 'read') })
  actions.push({ name: 'delete', label: words.actions.delete, ...allowed(items, 'delete') })
  if (one && first.kind === 'file') actions.push({ name: 'revisions', label: words.actions.revisions, enabled: true })
  return [...actions, ...details]
}
