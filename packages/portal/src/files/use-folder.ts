import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { useEvents } from '../api/events.ts'
import { createFolderStore, type FolderView, type Question } from './folder-store.ts'

/** One refresh for a burst of events, in milliseconds. */
const SETTLE = 250

/**
 * A folder, kept up to date by server-sent events. When only the sorting changes, the old rows stay until the new ones
 * have arrived; `busy` says so.
 */
export function useFolder({ folderId, sort, order, deleted }: Question): { view: FolderView; busy: boolean; refresh(): Promise<void> } {
  const store = useMemo(() => createFolderStore({ folderId, sort, order, deleted }), [folderId, sort, order, deleted])
  const fresh = useSyncExternalStore(store.subscribe, store.view)
  const before = useRef(fresh)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const busy = fresh.status === 'loading' && before.current.question.folderId === folderId && before.current.status === 'ready'
  useEffect(() => {
    if (!busy) before.current = fresh
  }, [busy, fresh])
  useEffect(() => () => clearTimeout(timer.current), [])

  useEvents((event) => {
    const mine = event.type === 'again' || ((event.type === 'folder' || event.type === 'item') && event.folderId === folderId)
    if (!mine) return
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void store.refresh(), SETTLE)
  })
  return { view: busy ? before.current : fresh, busy, refresh: store.refresh }
}
