import type { ShareRole, Shares } from '@moorage/api'
import { useCallback, useEffect, useState } from 'react'
import { call } from '../api/call.ts'
import { useEvents } from '../api/events.ts'
import { type ApiProblem, asProblem } from '../api/problem.ts'

export interface SharesNow {
  /** undefined: not known yet */
  shares: Shares | undefined
  problem: ApiProblem | undefined
  busy: boolean
  read(): Promise<void>
  /** answers the problem, if there was one */
  share(accountId: string, role: ShareRole): Promise<ApiProblem | undefined>
  unshare(accountId: string): Promise<ApiProblem | undefined>
}

/** With whom a file is shared, as others change it too. */
export function useShares(itemId: string): SharesNow {
  const [shares, setShares] = useState<Shares>()
  const [problem, setProblem] = useState<ApiProblem>()
  const [busy, setBusy] = useState(false)

  const read = useCallback(async () => {
    try {
      setShares(await call('listShares', { params: { itemId } }))
      setProblem(undefined)
    } catch (error) {
      setProblem(asProblem(error))
    }
  }, [itemId])
  useEffect(() => void read(), [read])
  useEvents((event) => {
    if (event.type === 'again' || event.type === 'shared' || (event.type === 'item' && event.itemId === itemId)) void read()
  })

  const change = async (work: () => Promise<Shares>) => {
    setBusy(true)
    try {
      setShares(await work())
      setProblem(undefined)
      return undefined
    } catch (error) {
      return asProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return {
    shares,
    problem,
    busy,
    read,
    share: (accountId, role) => change(() => call('shareItem', { params: { itemId }, body: { accountId, role } })),
    unshare: (accountId) => change(() => call('unshareItem', { params: { itemId, accountId } })),
  }
}
