import type { Sort } from '@moorage/api'

/** What a click on a column does: turn it round, or begin with the newest, largest or first. */
export function nextOrder(by: Sort, now: { by: Sort; order: 'asc' | 'desc' }): 'asc' | 'desc' {
  if (by === now.by) return now.order === 'asc' ? 'desc' : 'asc'
  return by === 'modified' || by === 'size' ? 'desc' : 'asc'
}
