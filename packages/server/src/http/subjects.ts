import type { ActivityNote } from '../activity.ts'

type Named = { id: string; kind: 'file' | 'folder'; name: string }

/** An item as an activity entry names it. */
export const subjectOf = ({ id, kind, name }: Named) => ({ kind, id, name })

/** Several items in one entry: the first one's name, "and 3 more", and where. `rootId`: the store that they were in. */
export function several(items: Named[], where?: string, rootId?: string): ActivityNote {
  const [first, ...rest] = items
  const detail = [rest.length > 0 ? `and ${rest.length} more` : undefined, where].filter(Boolean).join(', ')
  return { ...(first ? { subject: { ...subjectOf(first), ...(rootId ? { rootId } : {}) } } : {}), ...(detail ? { detail } : {}) }
}
