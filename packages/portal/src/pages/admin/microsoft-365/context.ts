import type { Microsoft365 } from '@moorage/api'
import { createContext, useContext } from 'react'
import type { About } from '../why/WhyDialog.tsx'

export interface Desk {
  now: Microsoft365
  /** shows what a change has made of everything */
  set(now: Microsoft365): void
  /** makes a change and says that it is done; throws what went wrong */
  run(work: () => Promise<Microsoft365>, done?: string): Promise<void>
  /** the same where there is no better place to say what went wrong than a passing note */
  change(work: () => Promise<Microsoft365>, done?: string): Promise<void>
  why(about: About): void
  ask(dialog: DialogName | undefined): void
  /** unfolds a step and brings it, or a part of it, into view */
  show(place: string): void
}

export type DialogName = 'turn-off' | 'rehearse' | 'production' | 'testing-not-public'

export const DeskContext = createContext<Desk | undefined>(undefined)

/** Only inside <Microsoft365Page>. */
export function useMicrosoft365(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('useMicrosoft365 outside <Microsoft365Page>')
  return desk
}
