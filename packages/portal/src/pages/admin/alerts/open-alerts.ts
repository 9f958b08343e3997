import { useEffect } from 'react'
import { call } from '../../../api/call.ts'
import { useAnswer } from '../parts/answer.ts'

const REFRESH = 60_000
const CHANGED = 'moorage:alerts-changed'

/** Whoever shows how many are open asks again at once. */
export const alertsChanged = () => window.dispatchEvent(new Event(CHANGED))

/** How many alerts are open, and the newest; only for whoever has the page of alerts. */
export function useOpenAlerts(): { open: number; title?: string | undefined } | undefined {
  const { data, again } = useAnswer({ key: 'open-alerts', read: (signal) => call('countAlerts', { signal }), every: REFRESH })
  useEffect(() => {
    const ask = () => void again()
    window.addEventListener(CHANGED, ask)
    return () => window.removeEventListener(CHANGED, ask)
  }, [again])
  return data
}
