import { useEffect, useSyncExternalStore } from 'react'

let root: string | undefined
const listeners = new Set<() => void>()

function set(next: string | undefined) {
  root = next
  for (const listener of listeners) listener()
}

/** The top folder (My Files or a Team Share) that the shown folder belongs to: the places mark it. */
export const useRoot = () =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    () => root,
  )

export function useTellRoot(rootId: string | undefined) {
  useEffect(() => {
    set(rootId)
    return () => set(undefined)
  }, [rootId])
}
