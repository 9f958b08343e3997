import type { Organization } from '@moorage/api'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { call } from '../../api/call.ts'
import { type Answer, useAnswer } from './parts/answer.ts'
import { Shown } from './parts/Shown.tsx'
import { Tree } from './tree.ts'

const OrganizationsContext = createContext<Answer<Tree> | undefined>(undefined)

/** The organizations that are administered here, read once for all pages. */
export function Organizations({ children }: { children: ReactNode }) {
  const answer = useAnswer({
    key: 'organizations',
    read: async (signal) => new Tree((await call('listOrganizations', { signal })).organizations),
  })
  return <OrganizationsContext.Provider value={answer}>{children}</OrganizationsContext.Provider>
}

export function useOrganizations(): Answer<Tree> {
  const answer = useContext(OrganizationsContext)
  if (!answer) throw new Error('useOrganizations outside <Organizations>')
  return answer
}

/** The address's parameter that the pages for one organization go by; the navigation carries it from one to the next. */
export const PARAMETER = 'organization'

export interface Scope {
  tree: Tree
  /** the one that the page is about; without a choice the highest */
  organization: Organization
  choose(id: string): void
}

/** Gives a page the organization that it is about, once the tree is there. */
export function Scoped({ children }: { children(scope: Scope): ReactNode }) {
  const answer = useOrganizations()
  const [params, setParams] = useSearchParams()
  const wanted = params.get(PARAMETER)
  const scope = useMemo(() => {
    const organization = (wanted && answer.data?.get(wanted)) || answer.data?.root
    if (!answer.data || !organization) return undefined
    // another organization begins at its own first page, without what was searched for or shown before
    return { tree: answer.data, organization, choose: (id: string) => setParams({ [PARAMETER]: id }) }
  }, [answer.data, wanted, setParams])
  return <Shown answer={answer}>{() => scope && children(scope)}</Shown>
}
