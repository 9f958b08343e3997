import { useCallback, useEffect, useRef, useState } from 'react'
import { type ApiProblem, asProblem } from './problem.ts'

export interface Answer<T> {
  /** absent until the first answer; the last good one stays while it is read again */
  value: T | undefined
  problem: ApiProblem | undefined
  set(value: T): void
  again(): void
}

/**
 * What a page reads when it opens, and again when `key` changes (then the old answer goes). An answer that comes after a
 * later one was set or asked for is dropped.
 */
export function useAnswer<T>(key: string, read: () => Promise<T>): Answer<T> {
  const [state, setState] = useState<{ key: string; value?: T; problem?: ApiProblem }>({ key })
  const turn = useRef(0)
  const reading = useRef(read)
  reading.current = read

  const again = useCallback(() => {
    const mine = ++turn.current
    const settle = (change: { value?: T; problem?: ApiProblem }) =>
      mine === turn.current && setState((before) => ({ ...(before.key === key ? before : {}), problem: undefined, ...change, key }))
    reading.current().then(
      (value) => settle({ value }),
      (error: unknown) => settle({ problem: asProblem(error) }),
    )
  }, [key])
  const set = useCallback(
    (value: T) => {
      turn.current++
      setState({ key, value })
    },
    [key],
  )
  useEffect(again, [again])
  return state.key === key
    ? { value: state.value, problem: state.problem, set, again }
    : { value: undefined, problem: undefined, set, again }
}

/** Runs `work` every `period` milliseconds while somebody can see the page. */
export function useWhileVisible(period: number, work: () => void) {
  const latest = useRef(work)
  latest.current = work
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && latest.current(), period)
    return () => clearInterval(timer)
  }, [period])
}
