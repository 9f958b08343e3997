import { createContext, useContext } from 'react'

/** The paths below /admin that this administrator has; a page asks here before it links to another. */
export const AvailablePages = createContext<ReadonlySet<string>>(new Set())

export function useHasPage(): (path: string) => boolean {
  const available = useContext(AvailablePages)
  return (path) => available.has(path)
}
