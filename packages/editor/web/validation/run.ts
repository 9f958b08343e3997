import { useReducer, useState } from 'react'
import { CallFailed, type Calls, type Selection } from './calls.ts'
import { filesOf, type Remembered } from './remembered.ts'
import { afterEvent, EMPTY, type Leftover, type RunState } from './run-state.ts'
import { words } from './words.ts'

export interface Runner {
  state: RunState
  stopping: boolean
  /** what went wrong with asking, for people */
  problem: string | undefined
  start(selection: Selection): void
  stop(): void
  clean(): void
  cleaned: string | undefined
}

const reasonOf = (error: unknown) =>
  error instanceof CallFailed ? words.failure(error.message, error.status) : words.failure(undefined, 0)

/** One run at a time, its events as they come. A stopped one ends after the case under way. */
export function useRunner(calls: Calls, remembered: Remembered): Runner {
  const [state, dispatch] = useReducer(afterEvent, remembered, (before) => ({
    ...EMPTY,
    leftovers: before.names().map((name) => ({ kind: 'file' as const, name })),
  }))
  const [problem, setProblem] = useState<string>()
  const [cleaned, setCleaned] = useState<string>()
  const [stopping, setStopping] = useState(false)

  async function follow(selection: Selection) {
    setProblem(undefined)
    setCleaned(undefined)
    dispatch({ type: 'begun', startedAt: new Date().toISOString() })
    try {
      for await (const event of calls.run({ ...selection, remembered: remembered.names() })) {
        if (event.type === 'leftovers') remembered.keep([...event.unseen, ...filesOf(event.items)])
        dispatch(event)
      }
    } catch (error) {
      setProblem(reasonOf(error))
    }
    setStopping(false)
    dispatch({ type: 'ended' })
  }

  async function clean(leftovers: Leftover[]) {
    try {
      const results = await calls.clean(leftovers)
      const kept = leftovers.filter((_, index) => ![200, 404].includes(results[index]?.status ?? 0))
      const gone = leftovers.filter((each) => !kept.includes(each)).map(({ name }) => name)
      remembered.keep(remembered.names().filter((name) => !gone.includes(name)))
      dispatch({ type: 'leftovers', items: kept, unseen: [] })
      setCleaned(kept.length > 0 ? words.notCleaned(kept.map(({ name }) => name).join(', ')) : words.cleaned)
    } catch (error) {
      setProblem(reasonOf(error))
    }
  }

  return {
    state,
    stopping,
    problem,
    cleaned,
    start: (selection) => void follow(selection),
    stop() {
      setStopping(true)
      calls.stop().catch(() => setStopping(false))
    },
    clean: () => void clean(state.leftovers),
  }
}
