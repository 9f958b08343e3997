import type { Me } from '@moorage/api'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { Navigate, useLocation } from 'react-router'
import { call, SIGNED_OUT } from './call.ts'
import { type ApiProblem, asProblem } from './problem.ts'

interface Session {
  me: Me
  /** reads the account again (places, space, unsaved work) */
  refresh(): Promise<void>
  set(change: Partial<Me>): void
}

const SessionContext = createContext<Session | undefined>(undefined)

/** The signed-in account; only inside <SignedIn>. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession outside <SignedIn>')
  return session
}

/** Guests have no files of their own. Also outside <SignedIn>, where nobody is one. */
export const useGuest = () => useContext(SessionContext)?.me.kind === 'guest'

interface Props {
  children: ReactNode
  waiting: ReactNode
  failed(problem: ApiProblem, again: () => void): ReactNode
}

/** Shows its children to a signed-in user, everybody else the sign-in page that leads back here. */
export function SignedIn({ children, waiting, failed }: Props) {
  const [me, setMe] = useState<Me>()
  const [problem, setProblem] = useState<ApiProblem>()
  const [out, setOut] = useState(false)
  const location = useLocation()

  const refresh = useCallback(async () => {
    try {
      setMe(await call('me'))
      setProblem(undefined)
    } catch (error) {
      setProblem(asProblem(error))
    }
  }, [])

  useEffect(() => {
    const signedOut = () => setOut(true)
    // shares, space and unsaved work may have changed while nobody looked
    const looked = () => document.visibilityState === 'visible' && void refresh()
    window.addEventListener(SIGNED_OUT, signedOut)
    document.addEventListener('visibilitychange', looked)
    void refresh()
    return () => {
      window.removeEventListener(SIGNED_OUT, signedOut)
      document.removeEventListener('visibilitychange', looked)
    }
  }, [refresh])

  const session = useMemo<Session | undefined>(
    () => me && { me, refresh, set: (change) => setMe((now) => now && { ...now, ...change }) },
    [me, refresh],
  )
  if (out) return <Navigate to={`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`} replace />
  if (session) return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>
  if (problem && problem.code !== 'SIGN_IN_NEEDED') return failed(problem, refresh)
  return waiting
}
