import { useCallback, useEffect, useRef, useState } from 'react'
import { type ApiProblem, asProblem } from '../../../api/problem.ts'

/** What a page asked the server for: the last good answer, and why there is no newer one. */
export interface Answer<T> {
  data: T | undefined
  problem: ApiProblem | undefined
  /** `data` answers another question than is asked now */
  stale: boolean
  again(): Promise<void>
  set(change: T | ((before: T) => T)): void
}

interface Question<T> {
  /** what is asked; another key asks anew */
  key: string
  read(signal: AbortSignal): Promise<T>
  /** ask again by itself after so many milliseconds, while somebody looks */
  every?: number
}

/**
 * Asks once per key, keeps the former answer on the screen until the next is there, and drops answers that come too late.
 * Example: const mail = useAnswer({ key: 'mail', read: (signal) => call('listMail', { query: {}, signal }) })
 */
export function useAnswer<T>({ key, read, every }: Question<T>): Answer<T> {
  const [held, setHeld] = useState<{ key: string; data: T }>()
  const [problem, setProblem] = useState<ApiProblem>()
  const latest = useRef(read)
  latest.current = read
  const running = useRef<AbortController>(undefined)

  const again = useCallback(async () => {
    running.current?.abort()
    const abort = new AbortController()
    running.current = abort
    try {
      const data = await latest.current(abort.signal)
      if (abort.signal.aborted) return
      setHeld({ key, data })
      setProblem(undefined)
    } catch (error) {
      if (!abort.signal.aborted) setProblem(asProblem(error))
    }
  }, [key])

  useEffect(() => {
    setProblem(undefined)
    void again()
    return () => running.current?.abort()
  }, [again])
  useEffect(() => {
    if (!every) return
    const timer = setInterval(() => document.visibilityState === 'visible' && void again(), every)
    return () => clearInterval(timer)
  }, [again, every])

  const set = useCallback(
    (change: T | ((before: T) => T)) =>
      setHeld((before) => {
        if (typeof change !== 'function') return { key, data: change }
        return before && { key: before.key, data: (change as (before: T) => T)(before.data) }
      }),
    [key],
  )
  return { data: held?.data, problem, stale: held !== undefined && held.key !== key, again, set }
}
